import type { KeptCounts } from "../../domain/kept.ts";
import type { Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { turnPage, writePlace, type Turn } from "./keyset.server.ts";

export type PromiseView = "all" | "kept" | "missed" | "no_date";
/** How one promise ended. */
export type PromiseRow = {
  id: Id;
  orderId: Id;
  order: string;
  title: string;
  variantTitle: string | null;
  firstPromisedOn: Day | null;
  lastPromisedOn: Day | null;
  shippedOn: Day;
  /** Judged by the first date. Null: there was never a date. */
  kept: boolean | null;
  /** How often the customer was told another date. */
  announcements: number;
};
/** Of the last 90 days. */
export type PromiseSums = KeptCounts & {
  orders: number;
  /** Days with another date for orders: all lines told on one day are one. */
  announcements: number;
  /** Days the dates were moved about for each day of waiting; null without any promise. */
  instability: number | null;
};
export type PromisesPage = {
  rows: PromiseRow[];
  counts: Record<PromiseView, number>;
  sums: PromiseSums;
  first: number;
  last: number;
  newer: string | null;
  older: string | null;
};

const views: Record<PromiseView, Prisma.Sql> = {
  all: Prisma.sql`true`,
  kept: Prisma.sql`kept`,
  missed: Prisma.sql`not kept`,
  no_date: Prisma.sql`kept is null`,
};

const lately = 90;

/** Promises that ended, newest first. Three queries. */
export async function promisesPage(
  db: Database,
  shop: string,
  today: Day,
  asked: { view: PromiseView; turn: Turn },
): Promise<PromisesPage> {
  const [rows, [counts], sums] = await Promise.all([
    db.$queryRaw<(PromiseRow & { n: number; k1: number; k2: number })[]>(listed(shop, asked)),
    db.$queryRaw<Record<PromiseView, number>[]>`
      select count(*)::int as "all", count(*) filter (where ${views.kept})::int as kept,
        count(*) filter (where ${views.missed})::int as missed,
        count(*) filter (where ${views.no_date})::int as no_date
      from promise_outcome where shop = ${shop}`,
    promiseSums(db, shop, today),
  ]);
  if (rows.length === 0 && asked.turn) return promisesPage(db, shop, today, { ...asked, turn: null });
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map(({ n: _n, k1: _k1, k2: _k2, ...row }) => row),
    counts: counts!,
    sums,
    first: first?.n ?? 0,
    last: last?.n ?? 0,
    newer: first && first.n > 1 ? writePlace(first) : null,
    older: last && last.n < counts![asked.view] ? writePlace(last) : null,
  };
}

/** Promise kept, and how restless the dates were: the same as `instability` of the domain, line by line. */
export async function promiseSums(db: Database, shop: string, today: Day): Promise<PromiseSums> {
  const [row] = await db.$queryRaw<PromiseSums[]>`
    with ended as (
      select line_id, order_id, kept, shipped_on from promise_outcome
      where shop = ${shop} and shipped_on >= ${today}::date - ${lately}::int
    ), entry as (
      select e.line_id, e.order_id, e.version, e.promised_on, (e.at at time zone s.time_zone)::date as day
      from promise_entry e join shop s on s.shop = e.shop
      where e.shop = ${shop} and e.line_id in (select line_id from ended)
    ), moved as (
      select line_id, sum(abs(step)) as days from (
        select line_id, promised_on - lag(promised_on) over (partition by line_id order by version) as step
        from entry where promised_on is not null
      ) steps group by line_id
    )
    select count(*) filter (where kept)::int as kept, count(kept)::int as of,
      count(distinct order_id)::int as orders,
      (select count(distinct (order_id, day))::int from entry where version > 1) as announcements,
      avg(coalesce(moved.days, 0)::float8 / greatest(1, ended.shipped_on - begun.day)) as instability
    from ended
    join (select line_id, min(day) as day from entry group by line_id) begun using (line_id)
    left join moved using (line_id)`;
  return row ?? { kept: 0, of: 0, orders: 0, announcements: 0, instability: null };
}

function listed(shop: string, { view, turn }: { view: PromiseView; turn: Turn }): Prisma.Sql {
  const sorted = Prisma.sql`
    select line_id as id, order_id, first_promised_on, last_promised_on, shipped_on, kept,
      (date '1970-01-01' - shipped_on)::float8 as k1, 0::float8 as k2
    from promise_outcome where shop = ${shop} and ${views[view]}`;
  return Prisma.sql`
    select n, k1, k2, o.id, o.order_id as "orderId", coalesce(s.name, '') as "order",
      coalesce(l.title, 'Deleted item') as title, l.variant_title as "variantTitle", o.kept,
      to_char(o.first_promised_on, 'YYYY-MM-DD') as "firstPromisedOn",
      to_char(o.last_promised_on, 'YYYY-MM-DD') as "lastPromisedOn",
      to_char(o.shipped_on, 'YYYY-MM-DD') as "shippedOn",
      (select count(*) - 1 from promise_entry e where e.shop = ${shop} and e.line_id = o.id)::int as announcements
    from (${turnPage(sorted, turn)}) o
    left join sales_order s on s.shop = ${shop} and s.order_id = o.order_id
    left join order_line l on l.shop = ${shop} and l.line_id = o.id
    order by n`;
}
