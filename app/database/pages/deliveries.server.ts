import { addDays } from "../../domain/days.ts";
import type { DeliveryStanding } from "../../domain/delivery-standing.ts";
import type { Day, Id } from "../../domain/facts.ts";
import type { Evidence } from "../../domain/learned.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { containing, turnPage, writePlace, type Turn } from "./keyset.server.ts";
import { toldBySupplier } from "./told.server.ts";

export type DeliveryView = "all" | "week" | "soon" | "overdue" | "no_date" | "short" | "draft" | "received";
export type DeliverySort = "expected" | "owed" | "reference";
export type DeliveriesAsked = {
  view: DeliveryView;
  sort: DeliverySort;
  search: string;
  supplierId: Id | null;
  turn: Turn;
};

export type DeliveryListed = {
  id: Id;
  reference: string;
  supplierId: Id | null;
  supplier: string | null;
  location: string;
  title: string;
  expectedOn: Day | null;
  /** What the supplier stated first. */
  firstStatedOn: Day | null;
  evidence: Evidence | null;
  state: DeliveryStanding;
  /** Read from Shopify, and changed there alone. */
  managed: boolean;
  /** Its supplier itself said the day. */
  told: boolean;
  units: number;
  coming: number;
  owed: number;
  value: number;
};
export type DeliveriesPage = {
  rows: DeliveryListed[];
  counts: Record<DeliveryView, number>;
  sums: { rows: number; coming: number; owed: number; value: number };
  first: number;
  last: number;
  newer: string | null;
  older: string | null;
  any: boolean;
};

/** How far "Next 14 days" looks. */
const horizon = 14;

/** Every delivery of the shop, or one of them, with its units, what is owed from it and where it stands. */
export function deliveryStandings(shop: string, today: Day, deliveryId: Id | null = null): Prisma.Sql {
  const one = deliveryId === null ? Prisma.empty : Prisma.sql`and d.delivery_id = ${deliveryId}`;
  return Prisma.sql`
    select d.delivery_id, d.reference, d.supplier_id, s.name as supplier, d.location_id, d.expected_on,
      d.stated_on, d.first_stated_on, d.ordered_on, d.evidence, d.confirmed, d.status, d.created_at,
      d.origin <> 'own' as managed, ${toldBySupplier} as told,
      coalesce(l.units, 0)::int as units, coalesce(l.coming, 0)::int as coming,
      coalesce(c.owed, 0)::int as owed, coalesce(c.value, 0)::float8 as value, d.earliest_on, d.in_transit, d.notes,
      d.origin, exists (
        select 1 from delivery_line n join owed_line o on o.shop = n.shop and o.item_id = n.item_id
        where n.shop = ${shop} and n.delivery_id = d.delivery_id and o.location_id = d.location_id
          and o.uncovered > 0) as short,
      case when d.status = 'cancelled' then 'canceled' when d.status = 'received' then 'received'
        when d.status = 'linked' then 'linked'
        when not d.confirmed then 'draft' when d.expected_on < ${today}::date then 'overdue'
        when l.received > 0 then 'partly_received' when d.expected_on is null then 'no_date'
        when d.in_transit or d.origin = 'shipment' then 'in_transit' else 'on_the_way' end as state
    from delivery d
    left join supplier s on s.shop = d.shop and s.supplier_id = d.supplier_id
    left join (
      select delivery_id, sum(quantity) as units, sum(received) as received,
        sum(greatest(0, quantity - received)) as coming
      from delivery_line where shop = ${shop} group by delivery_id
    ) l on l.delivery_id = d.delivery_id
    left join (
      select c.delivery_id, sum(c.quantity) as owed, sum(c.quantity * ol.unit_price) as value
      from cover c
      join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
      left join order_line ol on ol.shop = o.shop and ol.line_id = o.line_id
      where c.shop = ${shop} and c.delivery_id is not null group by c.delivery_id
    ) c on c.delivery_id = d.delivery_id and d.status = 'coming'
    where d.shop = ${shop} ${one}`;
}

function viewsOn(today: Day): Record<DeliveryView, Prisma.Sql> {
  const coming = Prisma.sql`status = 'coming' and confirmed`;
  return {
    all: Prisma.sql`true`,
    week: Prisma.sql`(${coming} and expected_on between ${today}::date and ${addDays(today, 7)}::date)`,
    soon: Prisma.sql`(${coming} and expected_on between ${today}::date and ${addDays(today, horizon)}::date)`,
    overdue: Prisma.sql`state = 'overdue'`,
    no_date: Prisma.sql`(${coming} and expected_on is null)`,
    // It brings something of which more is owed there than all that is known to come.
    short: Prisma.sql`(status = 'coming' and short)`,
    draft: Prisma.sql`state = 'draft'`,
    received: Prisma.sql`state = 'received'`,
  };
}

/** Two queries. */
export async function deliveriesPage(
  db: Database,
  shop: string,
  today: Day,
  asked: DeliveriesAsked,
): Promise<DeliveriesPage> {
  const views = viewsOn(today);
  const found = Prisma.sql`select * from (${deliveryStandings(shop, today)}) d where ${filters(shop, asked)}`;
  const inView = Prisma.sql`select * from (${found}) v where ${views[asked.view]}`;
  const [rows, counted] = await Promise.all([
    db.$queryRaw<(DeliveryListed & { n: number; k1: number; k2: string })[]>(
      listed(inView, shop, asked.sort, asked.turn),
    ),
    db.$queryRaw<(Record<DeliveryView, number> & { coming: number; owed: number; value: number })[]>`
      select count(*)::int as "all", count(*) filter (where ${views.week})::int as week,
        count(*) filter (where ${views.soon})::int as soon,
        count(*) filter (where ${views.short})::int as short,
        count(*) filter (where ${views.overdue})::int as overdue,
        count(*) filter (where ${views.no_date})::int as no_date,
        count(*) filter (where ${views.draft})::int as draft,
        count(*) filter (where ${views.received})::int as received,
        coalesce(sum(coming) filter (where ${views[asked.view]} and status = 'coming'), 0)::int as coming,
        coalesce(sum(owed) filter (where ${views[asked.view]}), 0)::int as owed,
        coalesce(sum(value) filter (where ${views[asked.view]}), 0)::float8 as value
      from (${found}) f`,
  ]);
  if (rows.length === 0 && asked.turn) return deliveriesPage(db, shop, today, { ...asked, turn: null });
  const { coming, owed, value, ...counts } = counted[0]!;
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map(({ n: _n, k1: _k1, k2: _k2, ...row }) => row),
    counts,
    sums: { rows: counts[asked.view], coming, owed, value },
    first: first?.n ?? 0,
    last: last?.n ?? 0,
    newer: first && first.n > 1 ? writePlace(first) : null,
    older: last && last.n < counts[asked.view] ? writePlace(last) : null,
    any: counts.all > 0 || asked.search !== "" || asked.supplierId !== null,
  };
}

function filters(shop: string, asked: Pick<DeliveriesAsked, "search" | "supplierId">): Prisma.Sql {
  const all: Prisma.Sql[] = [Prisma.sql`true`];
  if (asked.supplierId !== null) all.push(Prisma.sql`supplier_id = ${asked.supplierId}`);
  if (asked.search) {
    const text = containing(asked.search);
    all.push(Prisma.sql`(reference ilike ${text} or supplier ilike ${text} or exists (
      select 1 from delivery_line l join variant v on v.shop = l.shop and v.item_id = l.item_id
      join product p on p.shop = v.shop and p.product_id = v.product_id
      where l.shop = ${shop} and l.delivery_id = d.delivery_id and (p.title ilike ${text} or v.sku ilike ${text})))`);
  }
  return Prisma.join(all, " and ");
}

/** What is to come first, by day, then what has come, the latest first. */
const sortKeys: Record<DeliverySort, Prisma.Sql> = {
  expected: Prisma.sql`case when status = 'coming' then coalesce((expected_on - date '1970-01-01')::float8, 1e7)
    else 1e9 - extract(epoch from created_at)::float8 / 86400 end`,
  owed: Prisma.sql`(-owed)::float8`,
  reference: Prisma.sql`0::float8`,
};

/** What only a shown row needs is looked up after the page is cut. */
function listed(deliveries: Prisma.Sql, shop: string, sort: DeliverySort, turn: Turn): Prisma.Sql {
  const sorted = Prisma.sql`select *, delivery_id as id, ${sortKeys[sort]} as k1, lower(reference) as k2
    from (${deliveries}) d`;
  return Prisma.sql`
    select n, k1, k2, id, reference, supplier_id as "supplierId", supplier,
      coalesce(place.name, 'an unknown location') as location, coalesce(goods.title, 'Deleted item') as title,
      to_char(expected_on, 'YYYY-MM-DD') as "expectedOn",
      to_char(first_stated_on, 'YYYY-MM-DD') as "firstStatedOn", evidence, state, managed, told, units, coming, owed, value
    from (${turnPage(sorted, turn)}) d
    left join location place on place.shop = ${shop} and place.location_id = d.location_id
    left join lateral (
      select string_agg(distinct p.title, ', ') as title
      from delivery_line l join variant v on v.shop = l.shop and v.item_id = l.item_id
      join product p on p.shop = v.shop and p.product_id = v.product_id
      where l.shop = ${shop} and l.delivery_id = d.id
    ) goods on true
    order by n`;
}

/** What is coming and may be moved from here, of a supplier or by a word; at most 500. */
export async function movableDeliveries(
  db: Database,
  shop: string,
  asked: { supplierId: Id; search: string },
): Promise<
  {
    id: Id;
    reference: string;
    supplier: string | null;
    statedOn: Day | null;
    coming: number;
    title: string;
  }[]
> {
  const narrowed = filters(shop, { search: asked.search, supplierId: asked.supplierId || null });
  return db.$queryRaw`
    select d.delivery_id as id, d.reference, d.supplier, to_char(d.stated_on, 'YYYY-MM-DD') as "statedOn", d.coming,
      coalesce((select string_agg(distinct p.title, ', ')
        from delivery_line l join variant v on v.shop = l.shop and v.item_id = l.item_id
        join product p on p.shop = v.shop and p.product_id = v.product_id
        where l.shop = ${shop} and l.delivery_id = d.delivery_id), 'Deleted item') as title
    from (${deliveryStandings(shop, "1970-01-01")}) d
    where d.status = 'coming' and d.origin = 'own' and ${narrowed}
    order by d.stated_on nulls last, d.reference, d.delivery_id limit 500`;
}
