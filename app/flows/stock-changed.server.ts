import { countSurprises } from "../database/cycles.server.ts";
import { drawReadNumber } from "../database/read-number.server.ts";
import { forgetItem, hasUnknownLocation, keepItem, productsOfItem } from "../database/stock-facts.server.ts";
import type { Id } from "../domain/facts.ts";
import type { CycleName } from "../queues.ts";
import { readItem } from "../shopify/stock.server.ts";
import type { World } from "../world.ts";
import { productChanged } from "./product-changed.server.ts";

/** Reads an item's stock at all its locations again, then counts anew. */
export async function stockChanged(
  world: World,
  shop: string,
  itemId: Id,
  foundBy?: CycleName,
): Promise<void> {
  const readNumber = await drawReadNumber(world.db);
  const item = await readItem(world.admin(shop), itemId);
  // With the item its product may be gone: nothing can be published there any more.
  for (const productId of item ? [] : await productsOfItem(world.db, shop, itemId))
    await productChanged(world, shop, productId);
  await world.db.$transaction(async (tx) => {
    const changed = item
      ? await keepItem(tx, shop, item, readNumber)
      : await forgetItem(tx, shop, itemId, readNumber);
    if (foundBy && changed) await countSurprises(tx, shop, foundBy, 1);
    await world.nudge([{ queue: "recount", shop, itemId }], tx);
    if (
      item &&
      (await hasUnknownLocation(
        tx,
        shop,
        item.levels.map((l) => l.locationId),
      ))
    ) {
      await world.nudge([{ queue: "read", shop, what: "locations", id: "all" }], tx);
    }
  });
}
