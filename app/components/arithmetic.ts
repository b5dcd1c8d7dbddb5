import { addDays, afterWorkingDays, isWorkingDay, shipDay } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import { count, listText } from "./words.ts";

export type PackingCalendar = {
  handlingDays: number;
  workingDays: number[];
  closed: Day[];
  bufferDays?: number;
  /** Of several products with different days: then it is the shop's. */
  differs?: boolean;
};

/**
 * How an arrival becomes a ship-by day: "Arrives Dec 23 + 1 working day of handling, closed Dec 24 and Dec 25: ships
 * by Dec 28".
 */
export function arithmetic(arrival: Day, calendar: PackingCalendar, day: (day: Day) => string): string {
  const { bufferDays = 0 } = calendar;
  const buffered = addDays(arrival, bufferDays);
  const unpacked = afterWorkingDays(buffered, 0, calendar);
  const leaves = shipDay(arrival, calendar);
  const buffer = bufferDays === 0 ? "" : ` + ${count(bufferDays, "day")} of buffer`;
  const pause = unpacked === buffered ? "" : `, unpacked ${day(unpacked)}`;
  const handling =
    calendar.handlingDays === 0 ? "" : ` + ${count(calendar.handlingDays, "working day")} of handling`;
  const closed = closedBetween(arrival, leaves, calendar);
  const holidays = closed.length === 0 ? "" : `, closed ${closedWords(closed, day)}`;
  const others = calendar.differs ? "; some of its products have days of their own" : "";
  return `Arrives ${day(arrival)}${buffer}${pause}${handling}${holidays}: ships by ${day(leaves)}${others}`;
}

/** Closed days that would have been working days. */
function closedBetween(from: Day, to: Day, { workingDays, closed }: PackingCalendar): Day[] {
  return closed.filter((d) => d >= from && d <= to && isWorkingDay(d, { workingDays }));
}

/** "Dec 24 and Dec 25", "Dec 24 to Dec 31". */
function closedWords(days: Day[], day: (day: Day) => string): string {
  const [first, last] = [days[0]!, days.at(-1)!];
  const inARow = days.every((d, i) => i === 0 || d === addDays(days[i - 1]!, 1));
  if (days.length > 3) return inARow ? `${day(first)} to ${day(last)}` : count(days.length, "day");
  return listText(days.map(day));
}
