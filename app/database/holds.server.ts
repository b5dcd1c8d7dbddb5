import type { Id } from "../domain/facts.ts";
import type { HoldRules, KnownHold, NotHeld, Waiting } from "../domain/holds.ts";
import type { Database, Transaction } from "./client.server.ts";
import { markChanged } from "./tails.server.ts";

/** What the merchant decided about holds and releases. */
export async function holdRules(db: Database | Transaction, shop: string): Promise<HoldRules> {
  const row = await db.shop.findUniqueOrThrow({
    where: { shop },
    select: { holdWaiting: true, release: true, wholeOrders: true },
  });
  return { on: row.holdWaiting, review: row.release === "review", wholeOrders: row.wholeOrders };
}

export async function saveHoldRules(tx: Transaction, shop: string, rules: HoldRules): Promise<void> {
  const { on, review, wholeOrders } = rules;
  await tx.shop.update({
    where: { shop },
    data: { holdWaiting: on, release: review ? "review" : "at_once", wholeOrders },
  });
}

/** Whether anything has to be done about holds of the order: the shop wants them, or there may be one. */
export async function holdsMatter(tx: Transaction, shop: string, orderId: Id): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ matter: boolean }[]>`
    select hold_waiting or exists (select from hold h where h.shop = s.shop and h.order_id = ${orderId}) as matter
    from shop s where s.shop = ${shop}`;
  return row?.matter ?? false;
}

/** Every order that owes something, has a hold, or may have one that was not noted down. */
export async function ordersToHold(tx: Transaction, shop: string): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    select order_id as id from owed_line where shop = ${shop}
    union select order_id from hold where shop = ${shop}
    union select target from effect where shop = ${shop} and kind = 'hold_waiting_part'`;
  return rows.map((r) => r.id);
}

/** What Shopify did not allow is asked again: something about the shop's rules or permissions changed. */
export async function forgetRefusals(tx: Transaction, shop: string): Promise<void> {
  await tx.hold.deleteMany({ where: { shop, state: "not_held" } });
}

export type OrderHolds = {
  /** Shopify shows it no more: nothing can be done to it. */
  gone: boolean;
  /** As of its last read: when this changes, Shopify has to be looked at again. */
  partsUpdatedAt: string | null;
  partIds: Id[];
  waiting: Waiting[];
  known: KnownHold[];
};

/** All that is known here about holds of orders. */
export async function holdsOfOrders(
  db: Database | Transaction,
  shop: string,
  orderIds: Id[],
): Promise<Map<Id, OrderHolds>> {
  const of = { shop, orderId: { in: orderIds } };
  const orders = await db.salesOrder.findMany({
    where: of,
    select: { orderId: true, partsUpdatedAt: true, cancelledAt: true },
  });
  const parts = await db.fulfillmentLine.findMany({
    where: of,
    select: { orderId: true, fulfillmentOrderId: true, status: true },
  });
  const owed = await db.owedLine.findMany({ where: of, orderBy: { fulfillmentLineId: "asc" } });
  const holds = await db.hold.findMany({ where: of, orderBy: { fulfillmentOrderId: "asc" } });
  return new Map(
    orders.map(({ orderId, partsUpdatedAt }) => {
      const own = parts.filter((p) => p.orderId === orderId);
      return [
        orderId,
        {
          gone: own.some((p) => p.status === "DELETED"),
          partsUpdatedAt: partsUpdatedAt?.toISOString() ?? null,
          partIds: [...new Set(own.map((p) => p.fulfillmentOrderId))].sort(),
          waiting: owed
            .filter((o) => o.orderId === orderId)
            .map(({ fulfillmentLineId: id, lineId, outstanding, owed: units }) => ({
              id,
              lineId,
              outstanding,
              owed: units,
            })),
          known: holds.filter((h) => h.orderId === orderId).map(toKnown),
        },
      ];
    }),
  );
}

function toKnown(row: {
  fulfillmentOrderId: Id;
  holdId: Id | null;
  state: string;
  reason: string | null;
  others: boolean;
  lineIds: Id[];
  units: number;
  approved: boolean;
}): KnownHold {
  const { fulfillmentOrderId: partId, state, reason, ...rest } = row;
  const { holdId, others, lineIds, units, approved } = rest;
  return {
    partId,
    holdId,
    state: state as KnownHold["state"],
    reason: reason as NotHeld | null,
    others,
    lineIds,
    units,
    approved,
  };
}

/**
 * What is known of the order's holds from now on. Items whose queues have to be counted anew by it: who holds a line
 * decides whether it lets others pass.
 */
export async function recordHolds(
  tx: Transaction,
  shop: string,
  orderId: Id,
  known: KnownHold[],
  at: Date,
): Promise<Id[]> {
  const before = (await tx.hold.findMany({ where: { shop, orderId } })).map(toKnown);
  await tx.hold.deleteMany({ where: { shop, orderId } });
  const rows = known.map(({ partId, ...rest }) => ({
    shop,
    orderId,
    fulfillmentOrderId: partId,
    ...rest,
    at,
  }));
  await tx.hold.createMany({ data: rows });
  const ranks = (some: KnownHold[]) =>
    new Map(some.filter((k) => k.state === "held").map((k) => [k.partId, k.others]));
  const [was, is] = [ranks(before), ranks(known)];
  const parts = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id));
  if (parts.length === 0) return [];
  const lines = await tx.fulfillmentLine.findMany({
    where: { shop, orderId, itemId: { not: null } },
    distinct: ["itemId"],
    select: { itemId: true },
  });
  const items = lines.flatMap((l) => l.itemId ?? []).sort();
  await markChanged(tx, shop, items);
  return items;
}
