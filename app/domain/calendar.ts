import { addDays, afterWorkingDays, dayIn, workingDayFrom } from "./days.ts";
import type { Calendar, Day, Id, ShopCalendar } from "./facts.ts";

/** The calendar of one place, for parcels to one country. */
export function calendarFor(
  shop: ShopCalendar,
  { locationId, country }: { locationId: Id; country?: string | null },
): Calendar {
  const { places, customs, ...calendar } = shop;
  return { ...calendar, ...places[locationId], customsDays: (country && customs[country]) || 0 };
}

/** Whether the orders of the day are no longer taken. */
export function isPastCutOff({ timeZone, cutOff }: Pick<Calendar, "timeZone" | "cutOff">, at: Date): boolean {
  if (cutOff === null) return false;
  const wall = wallClock(timeZone, at);
  if (wall.slice(11) >= cutOff) return true;
  // Clocks that went back show an hour twice: what was past the cut-off at first stays so.
  const before = new Date(at.getTime() - longestShift);
  const wentBack = offset(timeZone, before) - offset(timeZone, at);
  if (wentBack <= 0) return false;
  const first = new Date(Date.parse(`${wall.slice(0, 10)}T${cutOff}Z`) - offset(timeZone, before));
  return first <= at && wallClock(timeZone, first) === `${wall.slice(0, 10)}T${cutOff}`;
}

/**
 * How far the day of a place has come, as text that grows: dates are looked at again when the day turns, and once
 * more at the cut-off.
 */
export function turnOf(calendar: Pick<Calendar, "timeZone" | "cutOff">, now: Date): string {
  const today = dayIn(calendar.timeZone, now);
  return isPastCutOff(calendar, now) ? `${today} ${calendar.cutOff}` : today;
}

/** The first day on which anything can still leave: today, until the cut-off. */
export function leavesFrom(calendar: Calendar, now: Date): Day {
  const today = dayIn(calendar.timeZone, now);
  return isPastCutOff(calendar, now) ? addDays(today, 1) : today;
}

/** The day from which a clock counts that could start on `from`. A shop with a cut-off starts none on a day off. */
export function clockStarts(calendar: Calendar, from: Day): Day {
  return calendar.cutOff === null ? from : workingDayFrom(from, calendar);
}

/** The day on which something ordered at that moment is made and packed. */
export function madeOn(calendar: Calendar, from: Day, days: number): Day {
  return afterWorkingDays(clockStarts(calendar, from), days, calendar);
}

/** No clock on earth was ever set back by more at once. */
const longestShift = 3 * 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** "2026-11-22T14:05", as a clock on the wall shows it. */
function wallClock(timeZone: string, at: Date): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    formats.set(timeZone, format);
  }
  return format.format(at).replace(" ", "T");
}

/** What the wall shows less what it is in Greenwich, in milliseconds. */
function offset(timeZone: string, at: Date): number {
  return Date.parse(`${wallClock(timeZone, at)}Z`) - Math.floor(at.getTime() / 60_000) * 60_000;
}
