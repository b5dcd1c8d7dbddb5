import type { Because } from "../domain/because.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { PromiseEntry, Promised, Watch } from "../domain/promise.ts";
import type { Transaction } from "./client.server.ts";
import { dayOf, toDate } from "./day-columns.ts";

/** One order's promises are reviewed by one process at a time. */
export async function lockPromises(tx: Transaction, shop: string, orderId: Id): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('promise'), hashtext(${`${shop}/${orderId}`}))`;
}

export type Ledger = {
  entries: (PromiseEntry & { lineId: Id; because: Because })[];
  watches: Map<Id, Watch>;
  closed: Set<Id>;
};

export async function ledgerOf(tx: Transaction, shop: string, orderId: Id): Promise<Ledger> {
  const entries = await tx.promiseEntry.findMany({
    where: { shop, orderId },
    orderBy: [{ lineId: "asc" }, { version: "asc" }],
  });
  const watches = await tx.promiseWatch.findMany({ where: { shop, orderId } });
  const closed = await tx.promiseOutcome.findMany({ where: { shop, orderId }, select: { lineId: true } });
  return {
    entries: entries.map(({ lineId, version, promisedOn, change, because, at }) => ({
      lineId,
      because: because as Because,
      version,
      promisedOn: promisedOn && dayOf(promisedOn),
      change: change as PromiseEntry["change"],
      at: at.toISOString(),
    })),
    watches: new Map(
      watches.map((w) => [
        w.lineId,
        {
          direction: w.direction as Watch["direction"],
          since: w.since.toISOString(),
          ...(w.sure && { sure: true as const }),
        },
      ]),
    ),
    closed: new Set(closed.map((c) => c.lineId)),
  };
}

export async function addPromise(
  tx: Transaction,
  shop: string,
  entry: Promised & {
    orderId: Id;
    lineId: Id;
    change: PromiseEntry["change"];
    because: object;
    author: string;
    at: Date;
  },
): Promise<void> {
  const { lineId } = entry;
  await releasePromise(tx, shop, lineId);
  await tx.promiseEntry.create({
    data: { shop, ...entry, promisedOn: entry.promisedOn && toDate(entry.promisedOn) },
  });
}

export async function setWatch(
  tx: Transaction,
  shop: string,
  orderId: Id,
  lineId: Id,
  watch: Watch | null,
): Promise<void> {
  if (!watch) {
    await tx.promiseWatch.deleteMany({ where: { shop, lineId } });
    return;
  }
  const { direction, since, sure = false } = watch;
  const data = { orderId, direction, since: new Date(since), sure };
  await tx.promiseWatch.upsert({
    where: { shop_lineId: { shop, lineId } },
    create: { shop, lineId, ...data },
    update: data,
  });
}

export async function closePromise(
  tx: Transaction,
  shop: string,
  outcome: {
    orderId: Id;
    lineId: Id;
    first: Day | null;
    last: Day | null;
    shippedOn: Day;
    kept: boolean | null;
  },
): Promise<void> {
  const { orderId, lineId, first, last, shippedOn, kept } = outcome;
  await releasePromise(tx, shop, lineId);
  await tx.promiseOutcome.create({
    data: {
      shop,
      orderId,
      lineId,
      kept,
      firstPromisedOn: first && toDate(first),
      lastPromisedOn: last && toDate(last),
      shippedOn: toDate(shippedOn),
    },
  });
}

/** What bound until now is history. */
async function releasePromise(tx: Transaction, shop: string, lineId: Id): Promise<void> {
  await tx.promiseEntry.updateMany({ where: { shop, lineId, binds: true }, data: { binds: false } });
}

export async function hasPromises(tx: Transaction, shop: string, orderId: Id): Promise<boolean> {
  return (await tx.promiseEntry.findFirst({ where: { shop, orderId }, select: { lineId: true } })) !== null;
}

/** Lines of an order by how they stand at Shopify: a line all of whose fulfillment orders are closed has left. */
export async function shippedLines(tx: Transaction, shop: string, orderId: Id): Promise<Set<Id>> {
  const rows = await tx.$queryRaw<{ lineId: Id }[]>`
    select line_id as "lineId" from fulfillment_line where shop = ${shop} and order_id = ${orderId}
    group by line_id having bool_and(remaining = 0) and bool_or(status = 'CLOSED')`;
  return new Set(rows.map((r) => r.lineId));
}

/** Orders whose expectation differs from what was told: time alone may turn that into an announcement. */
export async function watchedOrders(tx: Transaction, shop: string): Promise<Id[]> {
  const rows = await tx.promiseWatch.findMany({
    where: { shop },
    distinct: ["orderId"],
    select: { orderId: true },
  });
  return rows.map((r) => r.orderId);
}
