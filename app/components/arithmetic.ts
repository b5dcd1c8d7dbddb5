import { shipDay } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import { count } from "./words.ts";

export type PackingCalendar = { handlingDays: number; workingDays: number[] };

/** How an arrival becomes a ship-by day: "Arrives Dec 10 + 1 working day of handling: ships by Dec 11". */
export function arithmetic(arrival: Day, calendar: PackingCalendar, day: (day: Day) => string): string {
  const unpacked = shipDay(arrival, { ...calendar, handlingDays: 0 });
  const pause = unpacked === arrival ? "" : `, unpacked ${day(unpacked)}`;
  const handling =
    calendar.handlingDays === 0 ? "" : ` + ${count(calendar.handlingDays, "working day")} of handling`;
  return `Arrives ${day(arrival)}${pause}${handling}: ships by ${day(shipDay(arrival, calendar))}`;
}
