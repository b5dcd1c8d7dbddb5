import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { asItIs, goodsOf, groupOf, keptOf, membersOf, waitForRelease } from "../arrival-groups.server.ts";
import { turnPage, writePlace, type Turn } from "./keyset.server.ts";

/** What arrived of one delivery or, where it is of none for certain, of one item. */
export type ArrivalListed = {
  id: string;
  at: string;
  /** Of its item, or of one of them. */
  title: string;
  items: number;
  location: string;
  origin: "counted" | "freed";
  deliveryId: Id | null;
  reference: string | null;
  /** A receipt says that it is of this delivery. */
  certain: boolean;
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
  first: number;
  last: number;
  newer: string | null;
  older: string | null;
};

/** A group with what is said of it in the list and on its page. Wants one of its numbers as `t.seq`. */
export function groupFacts(shop: string): Prisma.Sql {
  return Prisma.sql`
    join lateral (
      select min(m.shop) as shop, max(m.at) as at, sum(m.units)::int as units, count(distinct m.item_id)::int as items,
        min(m.item_id) as item_id, min(m.location_id) as location_id,
        min(m.origin) as origin, min(m.delivery_id) as delivery_id, bool_or(m.receipt_id is not null) as certain
      from (${membersOf(shop, Prisma.sql`t.seq`)}) m
    ) r on true
    ${goodsOf}
    left join location place on place.shop = r.shop and place.location_id = r.location_id
    left join delivery d on d.shop = r.shop and d.delivery_id = r.delivery_id`;
}

/** All, or those that wait for a person. Two queries. */
export async function arrivalsPage(
  db: Database,
  shop: string,
  turn: Turn,
  view: "all" | "release" = "all",
): Promise<ArrivalsPage> {
  const only =
    view === "all"
      ? Prisma.empty
      : Prisma.sql`and ${groupOf} in (select w.key from (${waitForRelease(shop)}) w)`;
  const places = Prisma.sql`
    select min(seq) as seq, min(seq)::text as id, -extract(epoch from max(at))::float8 as k1, -min(seq)::float8 as k2
    from arrival r where shop = ${shop} ${only} group by ${groupOf}`;
  const [rows, [counts]] = await Promise.all([
    db.$queryRaw<(Omit<ArrivalListed, "at"> & { at: Date; n: number; k1: number; k2: number })[]>`
      select t.n, t.k1, t.k2, t.id, r.at, coalesce(goods.title, 'Deleted item') as title, r.items,
        coalesce(place.name, 'an unknown location') as location, r.origin, r.delivery_id as "deliveryId",
        d.reference, r.certain, r.units, coalesce(l.taken, 0)::int as taken, coalesce(l.orders, 0)::int as orders,
        coalesce(l.kept, 0)::int as "onHold"
      from (${turnPage(places, turn)}) t
      ${groupFacts(shop)}
      left join lateral (
        select sum(units) as taken, count(distinct order_id) as orders, sum(kept) as kept from (
          select sum(a.units) as units, a.order_id, ${keptOf(Prisma.sql`sum(a.units)`)} as kept
          from (${membersOf(shop, Prisma.sql`t.seq`)}) m
          join arrival_line a on a.shop = m.shop and a.seq = m.seq ${asItIs}
          group by a.fulfillment_line_id, a.order_id, f.remaining, o.owed, h.hold_id
        ) line
      ) l on true
      order by t.n`,
    db.$queryRaw<{ total: number; onHold: number }[]>`
      select (select count(distinct ${groupOf})::int from arrival r where shop = ${shop} ${only}) as total,
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
    first: first?.n ?? 0,
    last: last?.n ?? 0,
    newer: first && first.n > 1 ? writePlace(first) : null,
    older: last && last.n < total ? writePlace(last) : null,
  };
}
