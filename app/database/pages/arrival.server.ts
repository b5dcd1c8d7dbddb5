import type { ArrivalBecause } from "../../domain/arrival.ts";
import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { asItIs, goodsOf, membersOf } from "../arrival-groups.server.ts";
import { ourHold } from "../holds.server.ts";
import { groupFacts, type ArrivalListed } from "./arrivals.server.ts";

/** What a line of an order got. */
export type ArrivalGot = {
  id: Id;
  title: string;
  sku: string | null;
  location: string;
  units: number;
  /** Of this line, still owed now. */
  owed: number;
  because: ArrivalBecause;
  /** What its units are now. */
  state: "can_ship" | "on_hold" | "releasing" | "held_by_others" | "gone";
  /** Somebody else holds it beside us. */
  others: boolean;
};

export type ArrivalOrder = {
  orderId: Id;
  order: string;
  since: string;
  /** Owed now on any line of it. */
  stillOwed: number;
  lines: ArrivalGot[];
};

export type StillWaiting = {
  orderId: Id;
  order: string;
  since: string;
  title: string;
  owed: number;
  reason: "held_by_others" | "unpaid" | "behind";
};

export type ArrivalPage = Omit<ArrivalListed, "taken" | "orders" | "onHold"> & {
  free: number;
  /** In the order in which they are served; those whose units are all gone come last. */
  orders: ArrivalOrder[];
  waiting: StillWaiting[];
  waitingUnits: number;
};

/** How many of those who got nothing are named. */
const named = 20;

/** The group that has this arrival. Null when the shop has no such arrival. Three queries. */
export async function arrivalPage(db: Database, shop: string, id: string): Promise<ArrivalPage | null> {
  const seq = BigInt(id);
  const members = membersOf(shop, Prisma.sql`${seq}`);
  const [head] = await db.$queryRaw<
    (Omit<ArrivalPage, "at" | "orders" | "waiting" | "waitingUnits"> & { at: Date })[]
  >`
    select t.id, r.at, coalesce(goods.title, 'Deleted item') as title, r.items,
      coalesce(place.name, 'an unknown location') as location, r.origin, r.delivery_id as "deliveryId", d.reference,
      r.certain, r.units, (select sum(free)::int from (
        select distinct on (item_id, location_id) free from (${members}) m
        order by item_id, location_id, seq desc) last) as free
    from (select min(seq) as seq, min(seq)::text as id from (${members}) m having count(*) > 0) t
    ${groupFacts(shop)}`;
  if (!head) return null;
  const [orders, waiting] = await Promise.all([ordersOf(db, shop, members), waitingFor(db, shop, members)]);
  return { ...head, at: head.at.toISOString(), orders, ...waiting };
}

async function ordersOf(db: Database, shop: string, members: Prisma.Sql): Promise<ArrivalOrder[]> {
  const rows = await db.$queryRaw<(ArrivalGot & Omit<ArrivalOrder, "since" | "lines"> & { since: Date })[]>`
    select a.fulfillment_line_id as id, a.order_id as "orderId", coalesce(s.name, 'An order') as order,
      coalesce(s.placed_at, r.at) as since, coalesce(goods.title, 'Deleted item') as title, goods.sku,
      coalesce(place.name, 'an unknown location') as location, a.units, coalesce(o.owed, 0)::int as owed, a.because,
      coalesce((select sum(w.owed) from owed_line w where w.shop = ${shop} and w.order_id = a.order_id), 0)::int
        as "stillOwed",
      case when f.fulfillment_line_id is null then 'gone' when h.hold_id is not null then 'on_hold'
        when f.status <> 'ON_HOLD' then 'can_ship'
        when going.others = false then 'releasing' else 'held_by_others' end as state,
      coalesce(h.others, false) as others
    from (
      select l.shop, l.fulfillment_line_id, l.order_id, sum(l.units)::int as units, min(l.position) as position,
        (array_agg(l.because order by l.seq desc))[1] as because, min(m.item_id) as item_id,
        min(m.location_id) as location_id, max(m.at) as at
      from (${members}) m join arrival_line l on l.shop = m.shop and l.seq = m.seq
      group by l.shop, l.fulfillment_line_id, l.order_id
    ) a
    cross join lateral (select a.shop, a.item_id, a.location_id, a.at) r
    join shop rules on rules.shop = a.shop
    left join sales_order s on s.shop = a.shop and s.order_id = a.order_id
    left join location place on place.shop = a.shop and place.location_id = a.location_id
    ${asItIs} ${goodsOf}
    left join hold going on going.shop = f.shop and going.fulfillment_order_id = f.fulfillment_order_id
      and going.state = 'releasing'
    order by s.priority desc nulls last, rules.paid_first and not s.paid, s.tier nulls last,
      case when rules.rank_by = 'required' then s.required_on end nulls last, s.placed_at, length(a.order_id),
      a.order_id, goods.title, a.position`;
  const orders = [...Map.groupBy(rows, (row) => row.orderId).values()].map((lines) => {
    const { orderId, order, since, stillOwed } = lines[0]!;
    return {
      ...{ orderId, order, since: since.toISOString(), stillOwed },
      lines: lines.map(({ id, title, sku, location, units, owed, because, state, others }) => {
        return { id, title, sku, location, units, owed, because, state, others };
      }),
    };
  });
  const isGone = (order: ArrivalOrder) => order.lines.every((l) => l.state === "gone");
  return [...orders.filter((o) => !isGone(o)), ...orders.filter(isGone)];
}

async function waitingFor(
  db: Database,
  shop: string,
  members: Prisma.Sql,
): Promise<Pick<ArrivalPage, "waiting" | "waitingUnits">> {
  const rows = await db.$queryRaw<(Omit<StillWaiting, "since"> & { since: Date; all: number })[]>`
    select o.order_id as "orderId", coalesce(s.name, 'An order') as order, coalesce(s.placed_at, o.since) as since,
      coalesce(goods.title, 'Deleted item') as title, o.owed, sum(o.owed) over ()::int as all,
      case when f.status = 'ON_HOLD' and (h.hold_id is null or h.others) then 'held_by_others'
        when not s.paid then 'unpaid' else 'behind' end as reason
    from (select distinct shop, item_id, location_id from (${members}) m) r
    join owed_line o on o.shop = r.shop and o.item_id = r.item_id and o.location_id = r.location_id
    left join sales_order s on s.shop = o.shop and s.order_id = o.order_id
    left join fulfillment_line f on f.shop = o.shop and f.fulfillment_line_id = o.fulfillment_line_id
    left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and ${ourHold}
    ${goodsOf}
    where o.shop = ${shop} order by o.lines_before, s.placed_at, o.fulfillment_line_id limit ${named}`;
  return {
    waiting: rows.map(({ since, all: _, ...row }) => ({ ...row, since: since.toISOString() })),
    waitingUnits: rows[0]?.all ?? 0,
  };
}
