import { backordersOfOrders } from "../database/published.server.ts";
import { publishedBackorders, type PublishedBackorders } from "../domain/published.ts";
import { gid } from "../shopify/gid.ts";
import { backordersKey, setMetafields } from "../shopify/metafields.server.ts";
import type { Performer } from "./performer.ts";

/** What the order is owed, for other apps and for Shopify's own order page. docs/metafields.md. */
export const writeOrderBackorders: Performer<PublishedBackorders> = {
  together: 25,
  async wanted(world, shop, targets) {
    const orders = await backordersOfOrders(world.db, shop, targets, world.now());
    return new Map(
      targets.map((id) => [
        id,
        orders.get(id)?.gone ? null : publishedBackorders(orders.get(id)?.lines ?? []),
      ]),
    );
  },
  write: (world, shop, values) =>
    setMetafields(
      world.admin(shop),
      values.map(({ target, value }) => ({ ownerGid: gid("Order", target), key: backordersKey, value })),
    ),
  isNothing: ({ owed }) => owed === 0,
  result: ({ owed, lines }) => {
    if (owed === 0) return "nothing is owed";
    const dated = lines.filter((l) => l.ships_by !== null).reduce((sum, l) => sum + l.owed, 0);
    return `${owed} owed, ${dated === owed ? "all" : dated === 0 ? "none" : dated} with a date`;
  },
};
