import type { Id } from "../domain/facts.ts";
import type { HoldRules, KnownHold, NotHeld, Waiting } from "../domain/holds.ts";
import { membersOf } from "./arrival-groups.server.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";
import { markChanged } from "./tails.server.ts";

/**
 * Wants a hold as `h`. Also while we release it, and until the order was read after that: it was nobody else's, and
 * what of it still waits is held again in the same request.
 */
export const ourHold = Prisma.sql`h.state in ('held', 'releasing')`;

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
  /** Whether each is on hold, and what is left to ship of each line: two changes of one second have one time. */
  statuses: string[];
  left: string[];
  waiting: Waiting[];
  known: KnownHold[];
};

/** All that is known here about holds of orders. */
export async function holdsOfOrders(
  db: Database | Transaction,
  shop: string,
  orderIds: Id[],
): Promise<Map<Id, OrderHolds>> {
  const orders = await db.salesOrder.findMany({
    where: { shop, orderId: { in: orderIds } },
    select: { orderId: true, partsUpdatedAt: true, cancelledAt: true },
  });
  const parts = await db.fulfillmentLine.findMany({
    where: { shop, orderId: { in: orderIds } },
    select: {
      orderId: true,
      fulfillmentOrderId: true,
      fulfillmentLineId: true,
      status: true,
      remaining: true,
    },
  });
  const owed = await db.owedLine.findMany({
    where: { shop, orderId: { in: orderIds } },
    orderBy: { fulfillmentLineId: "asc" },
  });
  const holds = await db.hold.findMany({
    where: { shop, orderId: { in: orderIds } },
    orderBy: { fulfillmentOrderId: "asc" },
  });
  return new Map(
    orders.map(({ orderId, partsUpdatedAt }) => {
      const own = parts.filter((p) => p.orderId === orderId);
      return [
        orderId,
        {
          gone: own.some((p) => p.status === "DELETED"),
          partsUpdatedAt: partsUpdatedAt?.toISOString() ?? null,
          partIds: [...new Set(own.map((p) => p.fulfillmentOrderId))].sort(),
          statuses: [...new Set(own.map((p) => `${p.fulfillmentOrderId} ${p.status}`))].sort(),
          left: own.map((p) => `${p.fulfillmentLineId} ${p.remaining}`).sort(),
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
  await tx.hold.createMany({
    data: known.map(({ partId, ...rest }) => ({ shop, orderId, fulfillmentOrderId: partId, ...rest, at })),
  });
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

/** Holds on what orders got in an arrival, and in those that it is looked at with, may go. Orders with one, and the units of them that are ready. */
export async function approveHolds(
  tx: Transaction,
  shop: string,
  arrival: bigint,
  orderIds: Id[],
): Promise<{ orderId: Id; units: number }[]> {
  return tx.$queryRaw`
    with ready as (
      select h.fulfillment_order_id, h.order_id, sum(f.remaining - coalesce(o.owed, 0))::int as units
      from hold h
      join fulfillment_line f on f.shop = h.shop and f.fulfillment_order_id = h.fulfillment_order_id
      left join owed_line o on o.shop = f.shop and o.fulfillment_line_id = f.fulfillment_line_id
      where h.shop = ${shop} and h.state = 'held' and h.order_id = any(${orderIds}) and exists (
        select from (${membersOf(shop, Prisma.sql`${arrival}`)}) m
        join arrival_line a on a.shop = m.shop and a.seq = m.seq
        join fulfillment_line l on l.shop = a.shop and l.fulfillment_line_id = a.fulfillment_line_id
        where a.order_id = h.order_id and l.fulfillment_order_id = h.fulfillment_order_id)
      group by h.fulfillment_order_id, h.order_id having sum(f.remaining - coalesce(o.owed, 0)) > 0
    ), approved as (
      update hold h set approved = true from ready r
      where h.shop = ${shop} and h.fulfillment_order_id = r.fulfillment_order_id and h.state = 'held'
    )
    select order_id as "orderId", sum(units)::int as units from ready group by order_id order by order_id`;
}

/** What the settings say beside them: units that would be on hold, that are, and that could not be. */
export async function holdCounts(
  db: Database,
  shop: string,
): Promise<{ waiting: number; orders: number; held: number; ready: number; notHeld: number; letGo: number }> {
  const [row] = await db.$queryRaw<
    { waiting: number; orders: number; held: number; ready: number; notHeld: number; letGo: number }[]
  >`
    select (select coalesce(sum(owed), 0)::int from owed_line where shop = ${shop}) as waiting,
      (select count(distinct order_id)::int from owed_line where shop = ${shop}) as orders,
      coalesce(sum(f.units) filter (where h.state = 'held'), 0)::int as held,
      coalesce(sum(f.ready) filter (where h.state = 'held'), 0)::int as ready,
      count(*) filter (where h.state = 'not_held')::int as "notHeld",
      count(*) filter (where h.state = 'let_go')::int as "letGo"
    from hold h
    left join lateral (
      select sum(f.remaining) as units, sum(f.remaining - coalesce(o.owed, 0)) as ready
      from fulfillment_line f
      left join owed_line o on o.shop = f.shop and o.fulfillment_line_id = f.fulfillment_line_id
      where f.shop = h.shop and f.fulfillment_order_id = h.fulfillment_order_id
    ) f on true
    where h.shop = ${shop}`;
  return row!;
}

/** What the shop's merchant allows the app to do, as Shopify last said. */
export async function grantedScopes(db: Database, shop: string): Promise<string[]> {
  const row = await db.shop.findUnique({ where: { shop }, select: { scopes: true } });
  return row?.scopes.split(",") ?? [];
}

/** A hold as the order's page shows it. */
export type HoldShown = Pick<KnownHold, "partId" | "state" | "reason" | "others"> & {
  units: number;
  ready: number;
};

export async function holdsShown(db: Database, shop: string, orderId: Id): Promise<HoldShown[]> {
  return db.$queryRaw`
    select h.fulfillment_order_id as "partId", h.state, h.reason, h.others,
      case when h.state = 'held' then coalesce(f.units, h.units) else h.units end::int as units,
      coalesce(f.ready, 0)::int as ready
    from hold h
    left join lateral (
      select sum(f.remaining) as units, sum(f.remaining - coalesce(o.owed, 0)) as ready
      from fulfillment_line f
      left join owed_line o on o.shop = f.shop and o.fulfillment_line_id = f.fulfillment_line_id
      where f.shop = h.shop and f.fulfillment_order_id = h.fulfillment_order_id
    ) f on true
    where h.shop = ${shop} and h.order_id = ${orderId}
      and (h.state <> 'releasing' or exists (select from fulfillment_line l
        where l.shop = h.shop and l.fulfillment_order_id = h.fulfillment_order_id and l.status = 'ON_HOLD'))
    order by h.fulfillment_order_id`;
}
