import type { Cause } from "../../domain/cause.ts";
import { dayIn } from "../../domain/days.ts";
import { lineShipsBy } from "../../domain/eta.ts";
import type { Day, Id, ShopCalendar } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { itemCalendars } from "../date-rules.server.ts";
import { coversOf, datesOf, type CoverRow } from "./covers.server.ts";
import { containing, turnPage, writePlace, type Turn } from "./keyset.server.ts";
import { firstPromised, owedLines, type LineStatus } from "./owed-lines.server.ts";

export type BackorderSort = "urgent" | "waiting" | "ships_by" | "value";
/** What was asked for in the address. Empty texts and nulls filter nothing. */
export type BackordersAsked = {
  view: LineStatus | "all";
  sort: BackorderSort;
  search: string;
  product: string;
  productId: Id | null;
  deliveryId: Id | null;
  locations: Id[];
  channels: string[];
  waiting: number | null;
  cause: Cause | null;
  turn: Turn;
};

export type BackorderRow = {
  id: Id;
  orderId: Id;
  order: string;
  channel: string;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  productId: Id | null;
  location: string;
  owed: number;
  outstanding: number;
  waitingDays: number;
  shipsBy: Day | null;
  promisedOn: Day | null;
  firstPromisedOn: Day | null;
  /** The day that was missed, or will be. */
  lateSince: Day | null;
  status: LineStatus;
  covers: CoverShown[];
  uncovered: number;
  value: number;
};
export type CoverShown = Omit<CoverRow, "deliveryId">;
export type Sums = { rows: number; units: number; orders: number; value: number };
export type BackordersPage = {
  rows: BackorderRow[];
  /** Of the whole view, not of the rows shown. */
  sums: Sums;
  /** Rows per view, under the same filters. */
  counts: Record<LineStatus | "all", number>;
  first: number;
  last: number;
  newer: string | null;
  older: string | null;
  locations: { id: Id; name: string }[];
  channels: string[];
  /** Whether the shop owes anything at all, filters aside. */
  any: boolean;
};

type Row = Omit<BackorderRow, "covers" | "shipsBy" | "location"> & {
  itemId: Id;
  locationId: Id;
  location: string | null;
  country: string | null;
  n: number;
  k1: number;
  k2: number;
};

/** The list of owed lines under the filters asked for. Six queries. */
export async function backordersPage(
  db: Database,
  shop: string,
  now: Date,
  calendar: ShopCalendar,
  asked: BackordersAsked,
): Promise<BackordersPage> {
  const today = dayIn(calendar.timeZone, now);
  const narrowed = filters(shop, today, calendar, asked);
  const lines = Prisma.sql`select * from (${owedLines(shop, today)}) line
    where ${narrowed.length > 0 ? Prisma.join(narrowed, " and ") : Prisma.sql`true`}`;
  const inView =
    asked.view === "all" ? lines : Prisma.sql`select * from (${lines}) v where status = ${asked.view}`;
  // Of all of them the index says it alone.
  const ordersOf =
    narrowed.length === 0 && asked.view === "all"
      ? Prisma.sql`owed_line where shop = ${shop}`
      : Prisma.sql`(${inView}) l`;
  const [rows, counted, [distinct], locations] = await Promise.all([
    db.$queryRaw<Row[]>(listed(inView, shop, today, calendar, asked)),
    db.$queryRaw<({ status: LineStatus } & Omit<Sums, "orders">)[]>`
      select status, count(*)::int as rows, sum(owed)::int as units, sum(value)::float8 as value
      from (${lines}) l group by status`,
    db.$queryRaw<{ orders: number; channels: string[] | null }[]>`
      select (select count(distinct order_id)::int from ${ordersOf}) as orders,
        (select array_agg(distinct channel order by channel) from owed_line where shop = ${shop}) as channels`,
    db.location.findMany({
      where: { shop },
      orderBy: { name: "asc" },
      select: { locationId: true, name: true },
    }),
  ]);
  // The rows of the page asked for are gone: everything before it is still worth seeing.
  if (rows.length === 0 && asked.turn)
    return backordersPage(db, shop, now, calendar, { ...asked, turn: null });

  const covers = await coversOf(
    db,
    shop,
    rows.map((r) => r.id),
  );
  const calendars = await itemCalendars(
    db,
    shop,
    calendar,
    rows.map((r) => r.itemId),
  );
  const channels = distinct?.channels ?? [];
  const rowsOf = (view: LineStatus) => counted.find((c) => c.status === view)?.rows ?? 0;
  const viewed = counted.filter((c) => asked.view === "all" || c.status === asked.view);
  const sum = (what: "rows" | "units" | "value") => viewed.reduce((total, c) => total + c[what], 0);
  const count = sum("rows");
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map((row) => shown(row, covers(row.id), calendars(row.itemId), now)),
    sums: { rows: count, units: sum("units"), orders: distinct?.orders ?? 0, value: sum("value") },
    counts: {
      all: counted.reduce((total, c) => total + c.rows, 0),
      late: rowsOf("late"),
      no_date: rowsOf("no_date"),
      on_track: rowsOf("on_track"),
    },
    first: first?.n ?? 0,
    last: last?.n ?? 0,
    newer: first && first.n > 1 ? writePlace(first) : null,
    older: last && last.n < count ? writePlace(last) : null,
    locations: locations.map((l) => ({ id: l.locationId, name: l.name })),
    channels,
    any: channels.length > 0,
  };
}

function filters(shop: string, today: Day, calendar: ShopCalendar, asked: BackordersAsked): Prisma.Sql[] {
  const all: Prisma.Sql[] = [];
  if (asked.search) {
    const text = containing(asked.search);
    all.push(Prisma.sql`(order_name ilike ${text} or sku ilike ${text} or title ilike ${text}
      or variant_title ilike ${text} or exists (
        select 1 from cover c join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id
        where c.shop = ${shop} and c.fulfillment_line_id = line.id and d.reference ilike ${text}))`);
  }
  if (asked.product) {
    const text = containing(asked.product);
    all.push(Prisma.sql`(title ilike ${text} or variant_title ilike ${text})`);
  }
  if (asked.productId) {
    all.push(Prisma.sql`exists (select 1 from variant v
      where v.shop = ${shop} and v.item_id = line.item_id and v.product_id = ${asked.productId})`);
  }
  if (asked.deliveryId) {
    all.push(Prisma.sql`exists (select 1 from cover c
      where c.shop = ${shop} and c.fulfillment_line_id = line.id and c.delivery_id = ${asked.deliveryId})`);
  }
  if (asked.locations.length > 0) all.push(Prisma.sql`location_id in (${Prisma.join(asked.locations)})`);
  if (asked.channels.length > 0) all.push(Prisma.sql`channel in (${Prisma.join(asked.channels)})`);
  if (asked.cause) {
    all.push(Prisma.sql`coalesce((select coalesce(c.said, c.found) from owed_cause c
      where c.shop = ${shop} and c.line_id = line.line_id), 'not_known') = ${asked.cause}`);
  }
  if (asked.waiting !== null) all.push(Prisma.sql`${waitingDays(today, calendar)} > ${asked.waiting}`);
  return all;
}

/** Whole days on the shop's calendar since the order was placed: the customer's wait. */
function waitingDays(today: Day, calendar: ShopCalendar): Prisma.Sql {
  return Prisma.sql`(${today}::date - (placed_at at time zone ${calendar.timeZone})::date)`;
}

const never = Prisma.sql`1e9`;
const sortKeys: Record<BackorderSort, Prisma.Sql> = {
  urgent: Prisma.sql`coalesce((late_since - date '1970-01-01')::float8, ${never})`,
  waiting: Prisma.sql`0::float8`,
  ships_by: Prisma.sql`coalesce((arrives - date '1970-01-01')::float8, ${never})`,
  value: Prisma.sql`(-value)::float8`,
};

/** The rows of one page. What only a shown row needs is looked up after the page is cut. */
function listed(
  lines: Prisma.Sql,
  shop: string,
  today: Day,
  calendar: ShopCalendar,
  asked: BackordersAsked,
): Prisma.Sql {
  const places = Prisma.sql`select ${sortKeys[asked.sort]} as k1, extract(epoch from placed_at)::float8 as k2, id
    from (${lines}) l`;
  return Prisma.sql`
    with cut as materialized (${turnPage(places, asked.turn)})
    select n, k1, k2, l.id, order_id as "orderId", coalesce(order_name, '') as "order",
      channel, coalesce(l.title, 'Deleted item') as title, variant_title as "variantTitle",
      sku, (select v.product_id from variant v where v.shop = ${shop} and v.item_id = l.item_id
        order by (v.variant_id = l.variant_id) desc nulls last, v.variant_id limit 1) as "productId",
      l.item_id as "itemId", l.location_id as "locationId", place.name as location, country, owed, outstanding,
      greatest(0, ${waitingDays(today, calendar)})::int as "waitingDays",
      to_char(late_since, 'YYYY-MM-DD') as "lateSince", to_char(promised_on, 'YYYY-MM-DD') as "promisedOn",
      ${firstPromised(shop, Prisma.sql`l.line_id`)} as "firstPromisedOn", status, uncovered, value::float8 as value
    from cut join (${owedLines(shop, today, inCut)}) l on l.id = cut.id
    left join location place on place.shop = ${shop} and place.location_id = l.location_id
    order by n`;
}

const inCut = Prisma.sql`o.fulfillment_line_id in (select id from cut)`;

function shown(row: Row, found: CoverRow[], calendar: ShopCalendar, now: Date): BackorderRow {
  const {
    n: _n,
    k1: _k1,
    k2: _k2,
    itemId: _item,
    locationId: _id,
    country: _country,
    location,
    ...rest
  } = row;
  const covers = found.map(({ deliveryId: _delivery, ...cover }) => cover);
  return {
    ...rest,
    location: location ?? "an unknown location",
    covers,
    shipsBy: lineShipsBy(row, datesOf(found, row, calendar, now)),
  };
}
