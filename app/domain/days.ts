import type { Calendar, Day } from "./facts.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a time zone. Throws RangeError for a zone that Intl does not know. */
export function dayIn(timeZone: string, at: Date): Day {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/** `day` moved by whole calendar days. Days have no clock, so daylight saving cannot touch them. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** "2026-02-31" is not a day; neither is "12.12.2026". */
export function isDay(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDaysOrNull(text) === text;
}

function addDaysOrNull(text: string): string | null {
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** Which days count as working days. No weekday named: every day is one. */
export type WorkingDays = Pick<Calendar, "workingDays"> & { closed?: readonly Day[] };

export function isWorkingDay(day: Day, { workingDays, closed = [] }: WorkingDays): boolean {
  return (workingDays.length === 0 || workingDays.includes(weekday(day))) && !closed.includes(day);
}

/** `day` itself, or the first working day after it. */
export function workingDayFrom(day: Day, calendar: WorkingDays): Day {
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** So many working days after `day`, which is one itself or is put off to the next one. */
export function afterWorkingDays(day: Day, count: number, calendar: WorkingDays): Day {
  let reached = workingDayFrom(day, calendar);
  for (let left = count; left > 0; left--) reached = workingDayFrom(addDays(reached, 1), calendar);
  return reached;
}

type Packing = WorkingDays & Pick<Calendar, "handlingDays" | "customsDays">;

/**
 * The day on which units that are expected on `arrival` have left the shop: unpacked on the first working day from
 * then on, later by a buffer, shipped `handlingDays` working days later. Arrival on a Sunday with one day of
 * handling: Tuesday.
 */
export function shipDay(arrival: Day, calendar: Packing & Pick<Calendar, "bufferDays">): Day {
  return packedFrom(addDays(arrival, calendar.bufferDays ?? 0), calendar);
}

/** The same for what lies on the shelf: no buffer is needed. */
export function packedFrom(day: Day, calendar: Packing): Day {
  return afterWorkingDays(day, calendar.handlingDays + (calendar.customsDays ?? 0), calendar);
}
