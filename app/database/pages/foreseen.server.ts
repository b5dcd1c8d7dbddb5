import type { Id } from "../../domain/facts.ts";
import type { PromiseEntry } from "../../domain/promise.ts";
import type { Transaction } from "../client.server.ts";
import { dayOf } from "../day-columns.ts";

export type PromisedLine = { orderName: string; title: string; unitPrice: number; entries: PromiseEntry[] };

/** What lines of orders are called and cost, and what their customers were told so far, oldest first. */
export async function linesAndPromises(
  tx: Transaction,
  shop: string,
  lineIds: Id[],
): Promise<Map<Id, PromisedLine>> {
  const lines = await tx.orderLine.findMany({ where: { shop, lineId: { in: lineIds } } });
  const orders = await tx.salesOrder.findMany({
    where: { shop, orderId: { in: [...new Set(lines.map((l) => l.orderId))] } },
    select: { orderId: true, name: true },
  });
  const names = new Map(orders.map((o) => [o.orderId, o.name]));
  const entries = await tx.promiseEntry.findMany({
    where: { shop, lineId: { in: lineIds } },
    orderBy: [{ lineId: "asc" }, { version: "asc" }],
  });
  const entriesOf = Map.groupBy(entries, (e) => e.lineId);
  return new Map(
    lines.map((l) => [
      l.lineId,
      {
        orderName: names.get(l.orderId) ?? "",
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
