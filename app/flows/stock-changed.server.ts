import { countSurprises } from "../database/cycles.server.ts";
import { drawReadNumber } from "../database/read-number.server.ts";
import { forgetItem, hasUnknownLocation, keepItem, productsOfItem } from "../database/stock-facts.server.ts";
import { explainStock, hasLaterWord } from "../database/stock-words.server.ts";
import type { Id } from "../domain/facts.ts";
import type { CycleName } from "../queues.ts";
import { readItem } from "../shopify/stock.server.ts";
import type { World } from "../world.ts";
import { productChanged } from "./product-changed.server.ts";

/**
 * Reads an item's stock at all its locations again, then counts anew. Its variants come with it where a cycle looks
 * for what no webhook told, or where none is known: else the product's webhooks tell of them.
 */
export async function stockChanged(
  world: World,
  shop: string,
  itemId: Id,
  foundBy?: CycleName,
): Promise<void> {
  const readNumber = await drawReadNumber(world.db);
  const products = await productsOfItem(world.db, shop, itemId);
  const item = await readItem(world.admin(shop), itemId, foundBy !== undefined || products.length === 0);
  // With the item its product may be gone: nothing can be published there any more.
  for (const productId of item ? [] : products) await productChanged(world, shop, productId);
  await world.db.$transaction(async (tx) => {
    const changed = item
      ? await keepItem(tx, shop, item, readNumber)
      : await forgetItem(tx, shop, itemId, readNumber);
    if (foundBy && changed) await countSurprises(tx, shop, foundBy, 1);
    await world.nudge([{ queue: "recount", shop, itemId }], tx);
    if (await hasLaterWord(tx, shop, itemId, readNumber))
      await world.nudge([{ queue: "read", shop, what: "stock", id: itemId }], tx);
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

/**
 * A webhook told of an item's stock, or an order needs it. A sale moves units from available to committed and
 * nothing else; where the orders we know explain all that is told, nothing is read.
 */
export async function stockTold(world: World, shop: string, itemId: Id): Promise<void> {
  const explained = await world.db.$transaction(async (tx) => {
    if ((await explainStock(tx, shop, itemId)) === "read") return false;
    await world.nudge([{ queue: "recount", shop, itemId }], tx);
    return true;
  });
  if (!explained) await stockChanged(world, shop, itemId);
}
