import { recordEffectOn } from "../database/effects.server.ts";
import { moveSpread, nextCoveredOrders, recordWhyOfOrders, takeSpread } from "../database/spreads.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

const ordersAtOnce = 1000;

/**
 * Carries the news of a delivery to all orders that it pays now, a thousand in each transaction. Whoever dies in
 * between leaves a place to go on from, and no order is told twice.
 */
export async function newsSpread(world: World, shop: string, deliveryId: Id): Promise<void> {
  while (await carryOn(world, shop, deliveryId));
}

/** One part of the walk. False: there was nothing to do. */
async function carryOn(world: World, shop: string, deliveryId: Id): Promise<boolean> {
  return world.db.$transaction(async (tx) => {
    const spread = await takeSpread(tx, shop, deliveryId);
    if (!spread) return false;
    const { seq, because, cursor } = spread;
    const found = await nextCoveredOrders(tx, shop, deliveryId, cursor, ordersAtOnce);
    const orders = found.map((f) => f.orderId);
    const at = world.now();
    if (orders.length > 0) {
      await recordEffectOn(tx, shop, "write_order_backorders", orders, because, at);
      await recordWhyOfOrders(tx, shop, orders, because, at);
      // Their review has them written, so that a promise is in the same write.
      await world.nudge(
        orders.map((orderId) => ({ queue: "promises", shop, orderId })),
        tx,
      );
    }
    await moveSpread(tx, shop, seq, found.length < ordersAtOnce ? null : found.at(-1)!.lineId, at);
    return true;
  });
}
