import type { Day, Id, ShopCalendar } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

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
