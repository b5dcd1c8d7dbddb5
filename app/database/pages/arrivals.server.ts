import type { ArrivalBecause } from "../../domain/arrival.ts";
import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { turnPage, writePlace, type Turn } from "./keyset.server.ts";

export type ArrivalListed = {
  id: string;
  at: string;
  title: string;
  location: string;
  origin: "counted" | "freed";
  deliveryId: Id | null;
  reference: string | null;
  units: number;
  taken: number;
  orders: number;
  /** Units of it that are still on hold by us, ready to be released. */
  onHold: number;
};

export type ArrivalsPage = {
  rows: ArrivalListed[];
  total: number;
  onHold: number;
  newer: string | null;
  older: string | null;
};

/** Units that a line got in an arrival and that our hold still keeps. Wants `a` and `f`, `h`, `o` joined to it. */
const keptUnits = Prisma.sql`case when h.hold_id is null then 0
  else greatest(0, least(a.units, f.remaining - coalesce(o.owed, 0))) end`;
const joined = Prisma.sql`
  left join fulfillment_line f on f.shop = a.shop and f.fulfillment_line_id = a.fulfillment_line_id
    and f.remaining > 0 and f.status not in ('CLOSED', 'CANCELLED', 'DELETED')
  left join owed_line o on o.shop = a.shop and o.fulfillment_line_id = a.fulfillment_line_id
  left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and h.state = 'held'`;

const nameOf = Prisma.sql`
  left join lateral (
    select p.title || case when v.title = 'Default Title' then '' else ', ' || v.title end as title, v.sku
    from variant v join product p on p.shop = v.shop and p.product_id = v.product_id
    where v.shop = r.shop and v.item_id = r.item_id order by v.gone, v.variant_id limit 1
  ) goods on true
  left join location place on place.shop = r.shop and place.location_id = r.location_id
  left join delivery d on d.shop = r.shop and d.delivery_id = r.delivery_id`;

/**
 * Arrivals of which a person has still to release something: the shop wants to release by hand, and of units that are
 * here some are on hold by us without that person's word. A query with one row each.
 */
export function waitForRelease(shop: string): Prisma.Sql {
  return Prisma.sql`select a.seq, sum(${keptUnits})::int as units
    from arrival_line a ${joined}
    join shop rules on rules.shop = a.shop and rules.hold_waiting and rules.release = 'review'
    where a.shop = ${shop} and h.hold_id is not null and not h.approved
    group by a.seq having sum(${keptUnits}) > 0`;
}

/** All, or those that wait for a person. Two queries. */
export async function arrivalsPage(
  db: Database,
  shop: string,
  turn: Turn,
  view: "all" | "release" = "all",
): Promise<ArrivalsPage> {
  const only =
    view === "all" ? Prisma.empty : Prisma.sql`and seq in (select w.seq from (${waitForRelease(shop)}) w)`;
  const places = Prisma.sql`select seq, seq::text as id, -extract(epoch from at)::float8 as k1, -seq::float8 as k2
    from arrival where shop = ${shop} ${only}`;
  const [rows, [counts]] = await Promise.all([
    db.$queryRaw<(Omit<ArrivalListed, "at"> & { at: Date; n: number; k1: number; k2: number })[]>`
      select t.n, t.k1, t.k2, t.id, r.at, coalesce(goods.title, 'Deleted item') as title,
        coalesce(place.name, 'an unknown location') as location, r.origin, r.delivery_id as "deliveryId",
        d.reference, r.units, coalesce(l.taken, 0)::int as taken, coalesce(l.orders, 0)::int as orders,
        coalesce(l.kept, 0)::int as "onHold"
      from (${turnPage(places, turn)}) t
      join arrival r on r.shop = ${shop} and r.seq = t.seq
      left join lateral (
        select sum(a.units) as taken, count(distinct a.order_id) as orders, sum(${keptUnits}) as kept
        from arrival_line a ${joined} where a.shop = r.shop and a.seq = r.seq
      ) l on true
      ${nameOf}
      order by t.n`,
    db.$queryRaw<{ total: number; onHold: number }[]>`
      select (select count(*)::int from arrival where shop = ${shop} ${only}) as total,
        (select coalesce(sum(greatest(0, f.remaining - coalesce(o.owed, 0))), 0)::int
          from hold h
          join fulfillment_line f on f.shop = h.shop and f.fulfillment_order_id = h.fulfillment_order_id
          left join owed_line o on o.shop = f.shop and o.fulfillment_line_id = f.fulfillment_line_id
          where h.shop = ${shop} and h.state = 'held') as "onHold"`,
  ]);
  if (rows.length === 0 && turn) return arrivalsPage(db, shop, null, view);
  const { total, onHold } = counts!;
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map(({ n: _n, k1: _k1, k2: _k2, at, ...row }) => ({ ...row, at: at.toISOString() })),
    total,
    onHold,
    newer: first && first.n > 1 ? writePlace(first) : null,
    older: last && last.n < total ? writePlace(last) : null,
  };
}

export type ArrivalGot = {
  orderId: Id;
  order: string;
  since: string;
  units: number;
  /** Of this line, still owed now. */
  owed: number;
  /** Owed now on other lines of its order. */
  owedElsewhere: number;
  because: ArrivalBecause;
  /** What its units are now. */
  state: "can_ship" | "on_hold" | "held_by_others" | "gone";
  /** Somebody else holds it beside us. */
  others: boolean;
};

export type StillWaiting = {
  orderId: Id;
  order: string;
  since: string;
  owed: number;
  reason: "held_by_others" | "unpaid" | "behind";
};

export type ArrivalPage = Omit<ArrivalListed, "taken" | "orders" | "onHold"> & {
  sku: string | null;
  itemId: Id;
  free: number;
  got: ArrivalGot[];
  waiting: StillWaiting[];
  waitingUnits: number;
};

/** How many of those who got nothing are named. */
const named = 20;

/** Null when the shop has no such arrival. Four queries. */
export async function arrivalPage(db: Database, shop: string, id: string): Promise<ArrivalPage | null> {
  const seq = BigInt(id);
  const [head] = await db.$queryRaw<
    (Omit<ArrivalPage, "at" | "got" | "waiting" | "waitingUnits"> & { at: Date; locationId: Id })[]
  >`
    select r.seq::text as id, r.at, coalesce(goods.title, 'Deleted item') as title, goods.sku, r.item_id as "itemId",
      r.location_id as "locationId", coalesce(place.name, 'an unknown location') as location, r.origin,
      r.delivery_id as "deliveryId", d.reference, r.units, r.free
    from arrival r ${nameOf}
    where r.shop = ${shop} and r.seq = ${seq}`;
  if (!head) return null;
  const { locationId, at, ...arrival } = head;
  const [got, waiting] = await Promise.all([
    gotOf(db, shop, seq),
    waitingFor(db, shop, head.itemId, locationId),
  ]);
  return { ...arrival, at: at.toISOString(), got, ...waiting };
}

async function gotOf(db: Database, shop: string, seq: bigint): Promise<ArrivalGot[]> {
  const rows = await db.$queryRaw<(Omit<ArrivalGot, "since"> & { since: Date })[]>`
    select a.order_id as "orderId", coalesce(s.name, 'An order') as order, coalesce(s.placed_at, r.at) as since,
      a.units, coalesce(o.owed, 0)::int as owed, a.because,
      coalesce((select sum(w.owed) from owed_line w where w.shop = a.shop and w.order_id = a.order_id), 0)::int
        - coalesce(o.owed, 0)::int as "owedElsewhere",
      case when f.fulfillment_line_id is null then 'gone' when h.hold_id is not null then 'on_hold'
        when f.status = 'ON_HOLD' then 'held_by_others' else 'can_ship' end as state,
      coalesce(h.others, false) as others
    from arrival_line a
    join arrival r on r.shop = a.shop and r.seq = a.seq
    left join sales_order s on s.shop = a.shop and s.order_id = a.order_id
    ${joined}
    where a.shop = ${shop} and a.seq = ${seq} order by a.position`;
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}

async function waitingFor(
  db: Database,
  shop: string,
  itemId: Id,
  locationId: Id,
): Promise<Pick<ArrivalPage, "waiting" | "waitingUnits">> {
  const rows = await db.$queryRaw<(Omit<StillWaiting, "since"> & { since: Date; all: number })[]>`
    select o.order_id as "orderId", coalesce(s.name, 'An order') as order, coalesce(s.placed_at, o.since) as since,
      o.owed, sum(o.owed) over ()::int as all,
      case when f.status = 'ON_HOLD' and (h.hold_id is null or h.others) then 'held_by_others'
        when not s.paid then 'unpaid' else 'behind' end as reason
    from owed_line o
    left join sales_order s on s.shop = o.shop and s.order_id = o.order_id
    left join fulfillment_line f on f.shop = o.shop and f.fulfillment_line_id = o.fulfillment_line_id
    left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and h.state = 'held'
    where o.shop = ${shop} and o.item_id = ${itemId} and o.location_id = ${locationId}
    order by o.lines_before, o.fulfillment_line_id limit ${named}`;
  return {
    waiting: rows.map(({ since, all: _, ...row }) => ({ ...row, since: since.toISOString() })),
    waitingUnits: rows[0]?.all ?? 0,
  };
}
