import type { Day, Id, Peg } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { toDate } from "./day-columns.ts";
import { markChanged } from "./tails.server.ts";

/** A delivery that an owed line of an order may be tied to, and how much of it is already. */
export type PinChoice = {
  /** The owed fulfillment line. */
  id: Id;
  lineId: Id;
  itemId: Id;
  deliveryId: Id;
  reference: string;
  expectedOn: Day | null;
  /** Still to come. */
  units: number;
  /** Units of it that are meant for this line, and how: null for a delivery that is not. */
  tied: number | null;
  kind: Peg["kind"] | null;
};

/** Confirmed deliveries on their way to where a line of the order is owed; those it is tied to come first. */
export function pinChoices(db: Database | Transaction, shop: string, orderId: Id): Promise<PinChoice[]> {
  return db.$queryRaw`
    select o.fulfillment_line_id as id, o.line_id as "lineId", o.item_id as "itemId", d.delivery_id as "deliveryId",
      d.reference, to_char(d.expected_on, 'YYYY-MM-DD') as "expectedOn", l.quantity - l.received as units,
      p.quantity as tied, p.kind
    from owed_line o
    join delivery_line l on l.shop = o.shop and l.item_id = o.item_id and l.quantity > l.received
    join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id and d.location_id = o.location_id
    left join peg p on p.shop = o.shop and p.delivery_id = d.delivery_id and p.item_id = o.item_id
      and p.line_id = o.line_id
    where o.shop = ${shop} and o.order_id = ${orderId} and d.status = 'coming' and d.confirmed
    order by o.fulfillment_line_id, p.quantity is null, d.expected_on nulls last, d.delivery_id
    limit 1000`;
}

/** In place of any pin or peg of the line to that delivery. */
export async function savePeg(
  tx: Transaction,
  shop: string,
  peg: Peg & { itemId: Id; author: string; at: Date },
): Promise<void> {
  const { deliveryId, itemId, lineId, ...data } = peg;
  await tx.peg.upsert({
    where: { shop_deliveryId_itemId_lineId: { shop, deliveryId, itemId, lineId } },
    create: { shop, deliveryId, itemId, lineId, ...data },
    update: data,
  });
}

/** What it was, its item and the delivery's reference; null when there was none. */
export async function removePeg(
  tx: Transaction,
  shop: string,
  { orderId, lineId, deliveryId }: { orderId: Id; lineId: Id; deliveryId: Id },
): Promise<{ kind: Peg["kind"]; itemId: Id; reference: string } | null> {
  const [row] = await tx.$queryRaw<{ kind: Peg["kind"]; itemId: Id; reference: string | null }[]>`
    delete from peg p using order_line l
    where p.shop = ${shop} and l.shop = ${shop} and l.line_id = p.line_id and l.order_id = ${orderId}
      and p.line_id = ${lineId} and p.delivery_id = ${deliveryId}
    returning p.kind, p.item_id as "itemId",
      (select reference from delivery d where d.shop = ${shop} and d.delivery_id = p.delivery_id) as reference`;
  return row ? { ...row, reference: row.reference ?? "a delivery" } : null;
}

/** What the merchant says about an order's place. Its items; null when the shop has no such order. */
export async function saveRank(
  tx: Transaction,
  shop: string,
  orderId: Id,
  { priority, requiredOn }: { priority?: number; requiredOn?: Day | null },
): Promise<Id[] | null> {
  const { count } = await tx.salesOrder.updateMany({
    where: { shop, orderId },
    data: {
      ...(priority !== undefined && { priority }),
      ...(requiredOn !== undefined && { requiredOn: requiredOn && toDate(requiredOn) }),
    },
  });
  if (count === 0) return null;
  const rows = await tx.fulfillmentLine.findMany({
    where: { shop, orderId, itemId: { not: null } },
    distinct: ["itemId"],
    select: { itemId: true },
  });
  const items = rows.flatMap((r) => r.itemId ?? []);
  await markChanged(tx, shop, items);
  return items;
}
