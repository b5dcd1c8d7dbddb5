import type { Arrival } from "../domain/arrival.ts";
import type { Id } from "../domain/facts.ts";
import type { Rise, Source } from "../domain/receipt.ts";
import type { Transaction } from "./client.server.ts";

/** Writes down who got units that became free. */
export async function recordArrivals(
  tx: Transaction,
  shop: string,
  itemId: Id,
  arrivals: Arrival[],
  at: Date,
): Promise<void> {
  for (const { lines, locationId, origin, units, free } of arrivals) {
    const { seq } = await tx.arrival.create({
      data: { shop, itemId, locationId, origin, units, free, at },
      select: { seq: true },
    });
    await tx.arrivalLine.createMany({
      data: lines.map(({ id: fulfillmentLineId, ...line }, position) => ({
        shop,
        seq,
        position,
        fulfillmentLineId,
        ...line,
      })),
    });
  }
}

/** Which of these lines are on hold by us, not released, and named by no arrival. */
export async function heldUnasked(tx: Transaction, shop: string, lineIds: Id[]): Promise<Set<Id>> {
  if (lineIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    select f.fulfillment_line_id as id from fulfillment_line f
    join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id
      and h.state = 'held' and not h.approved
    where f.shop = ${shop} and f.fulfillment_line_id = any(${lineIds}) and not exists (
      select from arrival_line a where a.shop = f.shop and a.order_id = f.order_id
        and a.fulfillment_line_id = f.fulfillment_line_id)`;
  return new Set(rows.map((row) => row.id));
}

/** Arrivals of an item for which its shelf rose, since then. */
export async function countedArrivals(
  tx: Transaction,
  shop: string,
  itemId: Id,
  since: Date,
): Promise<(Rise & { seq: bigint })[]> {
  const rows = await tx.arrival.findMany({
    where: { shop, itemId, origin: "counted", at: { gte: since } },
    select: { seq: true, locationId: true, units: true, at: true, deliveryId: true, receiptId: true },
    orderBy: { seq: "asc" },
  });
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function noteSource(tx: Transaction, shop: string, seq: bigint, source: Source): Promise<void> {
  await tx.arrival.update({ where: { shop_seq: { shop, seq } }, data: source });
}
