import { changeDelivery, findDelivery, ordersCoveredBy } from "../database/deliveries.server.ts";
import { recordEffects } from "../database/effects.server.ts";
import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import type { Because } from "../domain/because.ts";
import type { Effect } from "../domain/effects.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/**
 * A delivery moved. Lines refer to it, so their date moves with this one row; the orders it pays are told to
 * Shopify again, and its items are counted anew, since another delivery may be the earlier one now.
 */
export async function deliveryChanged(
  world: World,
  shop: string,
  deliveryId: Id,
  to: { expectedOn: Day | null; itemId: Id; quantity: number },
): Promise<"changed" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const before = await findDelivery(tx, shop, deliveryId);
    if (!before || before.status !== "coming") return "not_found";
    const { expectedOn, itemId, quantity } = to;
    await changeDelivery(tx, shop, deliveryId, { expectedOn, line: { itemId, quantity } });
    if (before.expectedOn !== expectedOn) {
      const { reference, expectedOn: from } = before;
      const orders = await ordersCoveredBy(tx, shop, deliveryId);
      await tellOrdersAgain(world, tx, shop, orders, {
        kind: "delivery_changed",
        reference,
        from,
        to: expectedOn,
      });
    }
    await world.nudge(
      before.itemIds.map((id) => ({ queue: "recount", shop, itemId: id })),
      tx,
    );
    return "changed";
  });
}

export async function deliveryCancelled(
  world: World,
  shop: string,
  deliveryId: Id,
): Promise<"cancelled" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const before = await findDelivery(tx, shop, deliveryId);
    if (!before || before.status !== "coming") return "not_found";
    await changeDelivery(tx, shop, deliveryId, { status: "cancelled" });
    const orders = await ordersCoveredBy(tx, shop, deliveryId);
    await tellOrdersAgain(world, tx, shop, orders, {
      kind: "delivery_cancelled",
      reference: before.reference,
    });
    await world.nudge(
      before.itemIds.map((id) => ({ queue: "recount", shop, itemId: id })),
      tx,
    );
    return "cancelled";
  });
}

/** The dates of these orders are different now, though no line changed. */
export async function tellOrdersAgain(
  world: World,
  tx: Transaction,
  shop: string,
  orders: Id[],
  because: Because,
): Promise<void> {
  const effects = orders.map((target): Effect => ({ kind: "write_order_backorders", target, because }));
  await recordEffects(tx, shop, effects, world.now());
  await recordWhy(
    tx,
    shop,
    orders.map((orderId) => ({ orderId, because })),
    world.now(),
  );
  if (orders.length === 0) return;
  const reviews = orders.map((orderId) => ({ queue: "promises" as const, shop, orderId }));
  await world.nudge([{ queue: "perform", shop, kind: "write_order_backorders" }, ...reviews], tx);
}
