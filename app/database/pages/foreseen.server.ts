import type { Id } from "../../domain/facts.ts";
import type { PromiseEntry } from "../../domain/promise.ts";
import type { Database, Transaction } from "../client.server.ts";
import { dayOf } from "../day-columns.ts";

export type PromisedLine = {
  orderName: string;
  title: string;
  unitPrice: number;
  group: number | null;
  entries: PromiseEntry[];
};

/** What lines of orders are called and cost, and what their customers were told so far, oldest first. */
export async function linesAndPromises(
  tx: Transaction,
  shop: string,
  lineIds: Id[],
): Promise<Map<Id, PromisedLine>> {
  const lines = await tx.orderLine.findMany({ where: { shop, lineId: { in: lineIds } } });
  const orders = await tx.salesOrder.findMany({
    where: { shop, orderId: { in: [...new Set(lines.map((l) => l.orderId))] } },
    select: { orderId: true, name: true, tier: true },
  });
  const orderOf = new Map(orders.map((o) => [o.orderId, o]));
  const entries = await tx.promiseEntry.findMany({
    where: { shop, lineId: { in: lineIds } },
    orderBy: [{ lineId: "asc" }, { version: "asc" }],
  });
  const entriesOf = Map.groupBy(entries, (e) => e.lineId);
  return new Map(
    lines.map((l) => [
      l.lineId,
      {
        orderName: orderOf.get(l.orderId)?.name ?? "",
        group: orderOf.get(l.orderId)?.tier ?? null,
        title: [l.title, l.variantTitle].filter(Boolean).join(", "),
        unitPrice: Number(l.unitPrice),
        entries: (entriesOf.get(l.lineId) ?? []).map(({ version, promisedOn, change, at }) => ({
          version,
          promisedOn: promisedOn && dayOf(promisedOn),
          change: change as PromiseEntry["change"],
          at: at.toISOString(),
        })),
      },
    ]),
  );
}

/** Of these items, those of which somebody is owed something, and how many lines wait for each. */
export async function itemsOwed(
  tx: Transaction,
  shop: string,
  itemIds: Id[],
): Promise<{ itemId: Id; lines: number }[]> {
  return tx.$queryRaw`
    select item_id as "itemId", count(*)::int as lines from owed_line
    where shop = ${shop} and item_id = any(${itemIds}) group by item_id order by item_id`;
}

/** Of these items, or of all, those of which most is owed; and of how many something is. */
export async function mostOwed(
  db: Database | Transaction,
  shop: string,
  itemIds: Id[] | null,
  limit: number,
): Promise<{ ids: Id[]; of: number }> {
  const rows = await db.$queryRaw<{ itemId: Id; of: number }[]>`
    select item_id as "itemId", (count(*) over ())::int as of from owed_line
    where shop = ${shop} and (${itemIds}::text[] is null or item_id = any(${itemIds}::text[]))
    group by item_id order by sum(owed) desc, item_id limit ${limit}`;
  return { ids: rows.map((r) => r.itemId), of: rows[0]?.of ?? 0 };
}

/** Of these orders, how many were told another date, or that there is none, since a moment. */
export async function customersToldSince(
  tx: Transaction,
  shop: string,
  orderIds: Id[],
  since: Date,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ orders: number }[]>`
    select count(distinct order_id)::int as orders from promise_entry
    where shop = ${shop} and order_id = any(${orderIds}) and change <> 'first' and at >= ${since}`;
  return row?.orders ?? 0;
}
