import { daysBetween } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import { count } from "./words.ts";

const withoutYear = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", day: "numeric" });
const withYear = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  month: "short",
  day: "numeric",
  year: "numeric",
});

/** "Dec 12" in the year of today, else "Dec 12, 2027". Never numeric. */
export function dayText(day: Day, today: Day): string {
  const format = day.slice(0, 4) === today.slice(0, 4) ? withoutYear : withYear;
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** "in 21 days", "today", "10 days ago": what stands beside a date. */
export function fromToday(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${count(days, "day")}` : `${count(-days, "day")} ago`;
}

/** "9:42 AM" today, else "Nov 20, 9:42 AM", on the shop's clock. */
export function momentText(at: string, timeZone: string, today: Day): string {
  const moment = new Date(at);
  // ICU versions disagree on the space before AM: server and browser must write the same.
  const time = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" })
    .format(moment)
    .replace(/\u202f/g, " ");
  const day = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const on = day.format(moment);
  return on === today ? time : `${dayText(on, today)}, ${time}`;
}
