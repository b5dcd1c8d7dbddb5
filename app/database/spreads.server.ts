import type { Because } from "../domain/because.ts";
import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

/** News of a delivery on its way to the orders that it pays. */
export type Spread = { seq: bigint; because: Because; cursor: Id };

export async function beginSpreads(
  tx: Transaction,
  shop: string,
  news: { deliveryId: Id; because: Because }[],
  at: Date,
): Promise<void> {
  await tx.spread.createMany({
    data: news.map(({ deliveryId, because }) => ({ shop, deliveryId, because, recordedAt: at, movedAt: at })),
  });
}

/** The oldest news of a delivery that have not reached all its orders, locked for this transaction. */
export async function takeSpread(tx: Transaction, shop: string, deliveryId: Id): Promise<Spread | null> {
  const [row] = await tx.$queryRaw<Spread[]>`
    select seq, because, cursor from spread where shop = ${shop} and delivery_id = ${deliveryId}
    order by seq limit 1 for update`;
  return row ?? null;
}

/** Where to go on. Null: all its orders are told. */
export async function moveSpread(
  tx: Transaction,
  shop: string,
  seq: bigint,
  cursor: Id | null,
  at: Date,
): Promise<void> {
  if (cursor === null) await tx.spread.deleteMany({ where: { shop, seq } });
  else await tx.spread.updateMany({ where: { shop, seq }, data: { cursor, movedAt: at } });
}

/** Orders that a delivery pays, each at the first of its lines that it pays, from the line after the cursor on. */
export async function nextCoveredOrders(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  cursor: Id,
  limit: number,
): Promise<{ orderId: Id; lineId: Id }[]> {
  return tx.$queryRaw`
    select o.order_id as "orderId", c.fulfillment_line_id as "lineId" from cover c
    join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
    where c.shop = ${shop} and c.delivery_id = ${deliveryId} and c.fulfillment_line_id > ${cursor}
      and not exists (
        select 1 from owed_line p join cover d on d.shop = p.shop and d.fulfillment_line_id = p.fulfillment_line_id
        where p.shop = c.shop and p.order_id = o.order_id and d.delivery_id = c.delivery_id
          and (d.fulfillment_line_id, d.position) < (c.fulfillment_line_id, c.position))
    order by c.fulfillment_line_id limit ${limit}`;
}

/** One sentence for the why-log of each of many orders. */
export async function recordWhyOfOrders(
  tx: Transaction,
  shop: string,
  orderIds: Id[],
  because: Because,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into why (shop, at, order_id, because)
    select ${shop}, ${at}, id, ${JSON.stringify(because)}::jsonb from unnest(${orderIds}::text[]) as id`;
}

/** News that nobody carried on since: the job that should do it was lost. */
export async function forgottenSpreads(
  db: Database,
  olderThan: Date,
): Promise<{ shop: string; deliveryId: Id }[]> {
  return db.$queryRaw`
    select distinct n.shop, n.delivery_id as "deliveryId" from spread n join shop s on s.shop = n.shop
    where s.installed and n.moved_at < ${olderThan} limit 1000`;
}
