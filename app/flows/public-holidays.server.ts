import type { HolidaysTypes } from "date-holidays";
import { addDays } from "../domain/days.ts";
import type { Day } from "../domain/facts.ts";
import type { Country, Region } from "../domain/regions.ts";

export type PublicHoliday = { day: Day; name: string };

/**
 * Public holidays of a country, "DE", or of a region of it, "DE-BE", from one day to another. Half days are none:
 * parcels leave on them. Null for a region that nobody knows.
 */
export async function publicHolidays(of: string, from: Day, to: Day): Promise<PublicHoliday[] | null> {
  // Tens of megabytes: read by the process that needs it, when it does.
  const { default: Holidays } = await import("date-holidays");
  const [country = "", region] = of.split(/-(.*)/s);
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country)) return null;
  if (region !== undefined && !Object.hasOwn(known.getStates(country) ?? {}, region)) return null;
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const found = new Map<Day, string>();
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    for (const holiday of calendar.getHolidays(year, "en"))
      for (const day of wholeDays(holiday)) if (day >= from && day <= to) found.set(day, holiday.name);
  return [...found].map(([day, name]) => ({ day, name })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

let countries: Country[] | undefined;

/** Countries and regions whose holidays are known, by name: countries as they are called in English. */
export async function holidayCountries(): Promise<Country[]> {
  if (countries) return countries;
  const { default: Holidays } = await import("date-holidays");
  const known = new Holidays();
  const byName = (a: Region, b: Region) => a.name.localeCompare(b.name, "en");
  const regions = (names: Record<string, string> | undefined): Region[] =>
    Object.entries(names ?? {})
      .map(([code, name]) => ({ code, name }))
      .sort(byName);
  const english = new Intl.DisplayNames("en-US", { type: "region", fallback: "none" });
  countries = regions(known.getCountries("en"))
    .map(({ code, name }) => ({
      code,
      name: english.of(code) ?? name,
      regions: regions(known.getStates(code, "en")),
    }))
    .sort(byName);
  return countries;
}

function wholeDays({ type, date, start, end }: HolidaysTypes.Holiday): Day[] {
  if (type !== "public" || !date.includes(" 00:00:00")) return [];
  const hours = (end.getTime() - start.getTime()) / 3_600_000;
  // An hour may be missing on the day on which the clocks change.
  const days = Math.max(1, Math.floor((hours + 1) / 24));
  return Array.from({ length: days }, (_, i) => addDays(date.slice(0, 10), i));
}
