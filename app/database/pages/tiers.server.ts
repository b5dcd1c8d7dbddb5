import type { Id } from "../../domain/facts.ts";
import type { Database, Transaction } from "../client.server.ts";

/** Orders in the queues of these items, those that waited longest first, and how many there are. */
export async function ordersInQueues(
  db: Database,
  shop: string,
  items: Id[],
  limit: number,
): Promise<{ orders: Id[]; all: number }> {
  const rows = await db.$queryRaw<{ id: Id; all: number }[]>`
    select o.order_id as id, (count(*) over ())::int as all from sales_order o
    where o.shop = ${shop} and o.cancelled_at is null and exists (
      select 1 from fulfillment_line f where f.shop = o.shop and f.order_id = o.order_id
        and f.item_id = any(${items}) and f.remaining > 0 and f.status not in ('CLOSED', 'CANCELLED', 'DELETED'))
    order by o.placed_at limit ${limit}`;
  return { orders: rows.map((r) => r.id), all: rows[0]?.all ?? 0 };
}

/** Names of orders, and what they were found to match. */
export async function ordersMatched(
  tx: Transaction,
  shop: string,
  orderIds: Id[],
): Promise<Map<Id, { name: string; matches: string[] }>> {
  const rows = await tx.salesOrder.findMany({
    where: { shop, orderId: { in: orderIds } },
    select: { orderId: true, name: true, tierMatches: true },
  });
  return new Map(rows.map((r) => [r.orderId, { name: r.name, matches: r.tierMatches }]));
}

/** What order lines are called. */
export async function titlesOf(tx: Transaction, shop: string, lineIds: Id[]): Promise<Map<Id, string>> {
  const rows = await tx.orderLine.findMany({
    where: { shop, lineId: { in: lineIds } },
    select: { lineId: true, title: true, variantTitle: true },
  });
  return new Map(rows.map((r) => [r.lineId, [r.title, r.variantTitle].filter(Boolean).join(", ")]));
}
