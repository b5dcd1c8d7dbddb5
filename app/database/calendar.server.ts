import type { Day, Id, ShopCalendar } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { toDate } from "./day-columns.ts";
import { Prisma } from "./generated/client.ts";

type Row = {
  timeZone: string;
  handlingDays: number;
  workingDays: number[];
  cutOff: string | null;
  holidays: { locationId: Id; day: Day }[];
  zones: Record<Id, string>;
  customs: Record<string, number>;
};

/** Everything that turns an arrival into a ship-by day, in one question. Null for a shop never heard of. */
export async function shopCalendar(db: Database | Transaction, shop: string): Promise<ShopCalendar | null> {
  const [row] = await db.$queryRaw<Row[]>`
    select s.time_zone as "timeZone", s.handling_days as "handlingDays", s.working_days as "workingDays",
      s.cut_off as "cutOff",
      (select coalesce(json_agg(json_build_object('locationId', location_id, 'day', to_char(day, 'YYYY-MM-DD'))
        order by day), '[]') from holiday where shop = ${shop}) as holidays,
      (select coalesce(json_object_agg(location_id, time_zone), '{}') from location
        where shop = ${shop} and time_zone is not null) as zones,
      (select coalesce(json_object_agg(country, days), '{}') from customs_days where shop = ${shop}) as customs
    from shop s where s.shop = ${shop}`;
  if (!row) return null;
  const { holidays, zones, ...calendar } = row;
  const closedAt = (locationId: Id) =>
    holidays.flatMap((h) => (h.locationId === "" || h.locationId === locationId ? [h.day] : []));
  const own = [...new Set([...Object.keys(zones), ...holidays.map((h) => h.locationId)])].filter(Boolean);
  const places = own.map((id) => [id, { timeZone: zones[id] ?? row.timeZone, closed: closedAt(id) }]);
  return { ...calendar, closed: closedAt(""), places: Object.fromEntries(places) as ShopCalendar["places"] };
}

/** What the merchant sets about days, beside single closed ones. */
export type CalendarSettings = {
  handlingDays: number;
  workingDays: number[];
  cutOff: string | null;
  holidaysOf: string | null;
  /** Time zones of places; null: the shop's. */
  zones: Record<Id, string | null>;
};

/** One zone that PostgreSQL does not know would stop the questions that are about all shops. */
export async function areKnownZones(tx: Transaction, zones: string[]): Promise<boolean> {
  const wanted = [...new Set(zones)];
  if (wanted.length === 0) return true;
  const [row] = await tx.$queryRaw<{ known: number }[]>`
    select count(*)::int as known from pg_timezone_names where name = any(${wanted})`;
  return row?.known === wanted.length;
}

export async function saveCalendar(tx: Transaction, shop: string, settings: CalendarSettings): Promise<void> {
  const { zones, ...data } = settings;
  await tx.shop.update({ where: { shop }, data });
  for (const [locationId, timeZone] of Object.entries(zones))
    await tx.location.updateMany({ where: { shop, locationId }, data: { timeZone } });
}

export async function holidaysOf(tx: Database | Transaction, shop: string): Promise<string | null> {
  const row = await tx.shop.findUnique({ where: { shop }, select: { holidaysOf: true } });
  return row?.holidaysOf ?? null;
}

/** Days already closed stay as they are. */
export async function closeDays(
  tx: Transaction,
  shop: string,
  locationId: Id,
  days: { day: Day; name: string }[],
): Promise<void> {
  await tx.holiday.createMany({
    data: days.map(({ day, name }) => ({ shop, locationId, day: toDate(day), name })),
    skipDuplicates: true,
  });
}

export async function openDays(
  tx: Transaction,
  shop: string,
  locationId: Id,
  from: Day,
  to: Day,
): Promise<void> {
  await tx.holiday.deleteMany({ where: { shop, locationId, day: { gte: toDate(from), lte: toDate(to) } } });
}

/** Takes public holidays away again, where they were closed under their own name. */
export async function openHolidays(
  tx: Transaction,
  shop: string,
  days: { day: Day; name: string }[],
): Promise<void> {
  for (const { day, name } of days)
    await tx.holiday.deleteMany({ where: { shop, locationId: "", day: toDate(day), name } });
}

/** Extra working days for parcels to a country. None: no row. */
export async function saveCustomsDays(
  tx: Transaction,
  shop: string,
  country: string,
  days: number,
): Promise<void> {
  if (days === 0) await tx.customsDays.deleteMany({ where: { shop, country } });
  else
    await tx.customsDays.upsert({
      where: { shop_country: { shop, country } },
      create: { shop, country, days },
      update: { days },
    });
}

/** The calendar of a shop that is only just joining. */
export const plainCalendar: ShopCalendar = {
  timeZone: "UTC",
  handlingDays: 1,
  workingDays: [1, 2, 3, 4, 5],
  cutOff: null,
  closed: [],
  places: {},
  customs: {},
};

/** Owing orders that were never asked where they go. */
export async function ordersWithoutCountry(tx: Transaction, shop: string): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    select distinct o.order_id as id from owed_line o
    join sales_order s on s.shop = o.shop and s.order_id = o.order_id
    where o.shop = ${shop} and s.country is null`;
  return rows.map((r) => r.id);
}

/** Orders with a date that has passed at its place since the last look: a delivery's day, or the end of a clock. */
export async function ordersWhoseDayPassed(
  tx: Transaction,
  shop: string,
  lastLook: Date | null,
  now: Date,
): Promise<Id[]> {
  const from = lastLook ?? new Date(0);
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    select distinct id from (${ordersWithDays(shop)}) o
    where day < (${now}::timestamptz at time zone zone)::date and day >= (${from}::timestamptz at time zone zone)::date`;
  return rows.map((r) => r.id);
}

/** Orders that wait for something of today, where the cut-off has passed since the last look: it leaves later. */
export async function ordersPastCutOff(
  tx: Transaction,
  shop: string,
  cutOff: string,
  lastLook: Date | null,
  now: Date,
): Promise<Id[]> {
  const from = lastLook ?? new Date(0);
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    select distinct id from (${ordersWithDays(shop)}) o
    where day = (${now}::timestamptz at time zone zone)::date
      and ${now}::timestamptz at time zone zone >= day + ${cutOff}::time
      and ${from}::timestamptz at time zone zone < day + ${cutOff}::time`;
  return rows.map((r) => r.id);
}

/** Every owing order with the days on which something that covers it arrives or is made, and the zone of its place. */
function ordersWithDays(shop: string): Prisma.Sql {
  return Prisma.sql`
    select o.order_id as id, coalesce(d.expected_on, c.expected_on) as day, coalesce(p.time_zone, s.time_zone) as zone
    from cover c
    join shop s on s.shop = c.shop
    join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
    left join location p on p.shop = c.shop and p.location_id = o.location_id
    left join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id and d.status = 'coming'
    where c.shop = ${shop}`;
}
