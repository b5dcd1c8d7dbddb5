import type { Day, Id } from "../domain/facts.ts";
import type { Transaction } from "./client.server.ts";
import { toDate } from "./day-columns.ts";

/** A day moved by itself. What was expected before the first move stays; back at that day nothing is to decide. */
export async function noteMove(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  { from, to, at }: { from: Day | null; to: Day | null; at: Date },
): Promise<void> {
  await tx.deliveryMove.createMany({
    data: [{ shop, deliveryId, fromOn: from && toDate(from), at }],
    skipDuplicates: true,
  });
  await tx.$executeRaw`delete from delivery_move
    where shop = ${shop} and delivery_id = ${deliveryId} and from_on is not distinct from ${to}::date`;
}

/** The merchant decided, or there is nothing to decide any more. True when there was. */
export async function settleMove(tx: Transaction, shop: string, deliveryId: Id): Promise<boolean> {
  return (await tx.deliveryMove.deleteMany({ where: { shop, deliveryId } })).count > 0;
}

/** Nothing is waited for any more where this delivery is why a promise differs: the orders. */
export async function makeSure(tx: Transaction, shop: string, deliveryId: Id): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ orderId: Id }[]>`
    update promise_watch w set sure = true
    where w.shop = ${shop} and exists (
      select 1 from owed_line o join cover c on c.shop = o.shop and c.fulfillment_line_id = o.fulfillment_line_id
      where o.shop = ${shop} and o.line_id = w.line_id and c.delivery_id = ${deliveryId})
    returning w.order_id as "orderId"`;
  return [...new Set(rows.map((r) => r.orderId))];
}
