import type { Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { dayOf, toDate } from "../day-columns.ts";

export type CalendarPage = {
  holidaysOf: string | null;
  locations: { id: Id; name: string; timeZone: string | null }[];
  /** Closed days from today on. */
  closed: { locationId: Id; day: Day; name: string }[];
  customs: { country: string; days: number }[];
};

/** Four queries. */
export async function calendarPage(db: Database, shop: string, today: Day): Promise<CalendarPage> {
  const [row, locations, holidays, customs] = await Promise.all([
    db.shop.findUnique({ where: { shop }, select: { holidaysOf: true } }),
    db.location.findMany({ where: { shop, active: true }, orderBy: { name: "asc" } }),
    db.holiday.findMany({
      where: { shop, day: { gte: toDate(today) } },
      orderBy: [{ day: "asc" }, { locationId: "asc" }],
    }),
    db.customsDays.findMany({ where: { shop }, orderBy: { country: "asc" } }),
  ]);
  return {
    holidaysOf: row?.holidaysOf ?? null,
    locations: locations.map((l) => ({ id: l.locationId, name: l.name, timeZone: l.timeZone })),
    closed: holidays.map((h) => ({ locationId: h.locationId, day: dayOf(h.day), name: h.name })),
    customs: customs.map(({ country, days }) => ({ country, days })),
  };
}
