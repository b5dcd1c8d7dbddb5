import { changeDelivery, findDelivery, ordersCoveredBy } from "../database/deliveries.server.ts";
import { recordEffects } from "../database/effects.server.ts";
import { beginSpread } from "../database/spreads.server.ts";
import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Effect } from "../domain/effects.ts";
import type { Day, Id } from "../domain/facts.ts";
import { firstStated } from "../domain/stated.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { expectationsOf } from "./expectations.server.ts";

/**
 * The supplier says another day (`expectedOn`; null: none), or brings other units of an item. Lines refer to the
 * delivery, so their date moves with this one row, however many they are; the orders it pays are told to Shopify one
 * after the other, and its items are counted anew, since another delivery may be the earlier one now.
 */
export async function deliveryChanged(
  world: World,
  shop: string,
  deliveryId: Id,
  to: { expectedOn?: Day | null; itemId?: Id; quantity?: number },
): Promise<"changed" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const before = await findDelivery(tx, shop, deliveryId);
    if (!before || before.status !== "coming") return "not_found";
    const { expectedOn: statedOn = before.statedOn, itemId, quantity } = to;
    const timeZone = await timeZoneOf(tx, shop);
    const today = dayIn(timeZone, world.now());
    const enteredOn = dayIn(timeZone, before.createdAt);
    const [expected] = await expectationsOf(tx, shop, before.supplierId, [{ ...before, statedOn }], {
      timeZone,
      today,
    });
    const firstStatedOn = firstStated(before.firstStatedOn, statedOn, { ...before, enteredOn, today });
    await changeDelivery(tx, shop, deliveryId, {
      dates: { ...expected!, firstStatedOn, statedOn },
      ...(itemId !== undefined && quantity !== undefined && { line: { itemId, quantity } }),
    });
    const { expectedOn } = expected!;
    if (before.expectedOn !== expectedOn || before.statedOn !== statedOn) {
      const { reference, expectedOn: from } = before;
      const because: Because = {
        kind: "delivery_changed",
        deliveryId,
        reference,
        from,
        to: expectedOn,
        statedOn,
      };
      await noteDelivery(tx, shop, before.itemIds, because, world.now());
      if (before.confirmed && from !== expectedOn) {
        await deliveryMoved(world, tx, shop, before, because);
        return "changed";
      }
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
    const { reference } = before;
    const because: Because = { kind: "delivery_cancelled", deliveryId, reference };
    await noteDelivery(tx, shop, before.itemIds, because, world.now());
    // At once, and not as news that spread: the recount takes its lines away from it.
    await tellOrdersAgain(world, tx, shop, await ordersCoveredBy(tx, shop, deliveryId), because);
    await world.nudge(
      before.itemIds.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
    return "cancelled";
  });
}

/**
 * Every line that the delivery pays has another day now, and other supply may be the earlier one. The day is looked
 * up at the delivery, so that whoever reads it sees the new one at once; that each order has to be told to Shopify
 * again, with the reason, is a walk over all of them, and a job: see news-spread.server.ts.
 */
export async function deliveryMoved(
  world: World,
  tx: Transaction,
  shop: string,
  { deliveryId, itemIds }: { deliveryId: Id; itemIds: Id[] },
  because: Because,
): Promise<void> {
  await beginSpread(tx, shop, deliveryId, because, world.now());
  const recounts = itemIds.map((itemId) => ({ queue: "recount" as const, shop, itemId }));
  await world.nudge([{ queue: "spread", shop, deliveryId }, ...recounts], tx);
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
