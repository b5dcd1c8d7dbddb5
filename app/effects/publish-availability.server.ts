import { availabilityOfProducts } from "../database/published.server.ts";
import { notePublished } from "../database/shown.server.ts";
import { publishedAvailability, shownDays, type PublishedAvailability } from "../domain/published.ts";
import { gid } from "../shopify/gid.ts";
import { availabilityKey, setMetafields } from "../shopify/metafields.server.ts";
import type { Performer } from "./performer.ts";

/** One JSON per product, which the storefront block reads without asking the app. docs/metafields.md. */
export const publishAvailability: Performer<PublishedAvailability> = {
  together: 25,
  async wanted(world, shop, targets) {
    const products = await availabilityOfProducts(world.db, shop, targets, world.now());
    return new Map(
      targets.map((id) => [
        id,
        products.get(id)?.gone ? null : publishedAvailability(products.get(id)?.variants ?? []),
      ]),
    );
  },
  async write(world, shop, values) {
    await setMetafields(
      world.admin(shop),
      values.map(({ target, value }) => ({ ownerGid: gid("Product", target), key: availabilityKey, value })),
    );
    const products = values.map(({ target }) => target);
    const said = values.flatMap(({ value }) => shownDays(value));
    await world.db.$transaction((tx) => notePublished(tx, shop, products, said, world.now()));
  },
  isNothing: ({ variants }) => Object.keys(variants).length === 0,
  result: ({ variants }) => {
    const count = Object.keys(variants).length;
    return count === 0
      ? "every variant is plainly in stock"
      : `published the state of ${count} ${count === 1 ? "variant" : "variants"}`;
  },
};
