import { countSurprises } from "../database/cycles.server.ts";
import { forgetOrder, keepOrder, knownOrder } from "../database/order-facts.server.ts";
import { hasPromises } from "../database/promises.server.ts";
import { drawReadNumber } from "../database/read-number.server.ts";
import type { Id } from "../domain/facts.ts";
import type { CycleName } from "../queues.ts";
import {
  orderOfFulfillmentOrder,
  readOldOrder,
  readOrder,
  type ReadOrder,
} from "../shopify/orders.server.ts";
import type { World } from "../world.ts";

/** Sixty days, less one for clocks that differ. */
const shownForMs = 59 * 86_400_000;

/**
 * Reads the order again, whatever it was that happened to it: cancel, refund, edit, split and move need no path of
 * their own. Stock of the items it touches is read next, so that demand and shelf are of one moment.
 */
export async function orderChanged(
  world: World,
  shop: string,
  orderId: Id,
  foundBy?: CycleName,
): Promise<void> {
  const readNumber = await drawReadNumber(world.db);
  const order = (await readOrder(world.admin(shop), orderId)) ?? (await readIfOld(world, shop, orderId));
  await world.db.$transaction(async (tx) => {
    const items = order
      ? await keepOrder(tx, shop, order, readNumber)
      : await forgetOrder(tx, shop, orderId, readNumber);
    if (foundBy && items.length > 0) await countSurprises(tx, shop, foundBy, 1);
    await world.nudge(
      items.map((id) => ({ queue: "read", shop, what: "item", id })),
      tx,
    );
    // Nothing may be owed any more and the promise still be open, until the parcel leaves.
    if (items.length > 0 && (await hasPromises(tx, shop, orderId)))
      await world.nudge([{ queue: "promises", shop, orderId }], tx);
  });
}

/** A debt does not end on its sixtieth day, though Shopify hides the order then. */
async function readIfOld(world: World, shop: string, orderId: Id): Promise<ReadOrder | null> {
  const known = await knownOrder(world.db, shop, orderId);
  if (!known || Date.parse(known.facts.placedAt) > world.now().getTime() - shownForMs) return null;
  return readOldOrder(world.admin(shop), known.facts, known.fulfillmentOrderIds);
}

export async function fulfillmentOrderChanged(world: World, shop: string, id: Id): Promise<void> {
  const orderId = await orderOfFulfillmentOrder(world.admin(shop), id);
  if (orderId) await world.nudge([{ queue: "read", shop, what: "order", id: orderId }]);
}
