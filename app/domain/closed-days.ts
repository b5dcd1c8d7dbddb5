import { addDays, daysBetween, isDay } from "./days.ts";
import type { Day, Id } from "./facts.ts";
import type { Checked } from "./form.ts";

/** Days on which nothing leaves, first and last included. No location: at all of them. */
export type ClosedSpan = { locationId: Id; from: Day; to: Day; name: string };

export type ClosedFields = "from" | "to" | "name" | "locationId";

/** Days that the merchant closes. An empty last day means one day. */
export function readClosedDays(
  form: Record<string, string>,
  locations: Id[],
  today: Day,
): Checked<ClosedSpan, ClosedFields> {
  const errors: Partial<Record<ClosedFields, string>> = {};
  const { from = "", name = "", locationId = "" } = form;
  const to = form["to"] || from;
  if (!isDay(from) || from < today) errors.from = "Enter a date from today on.";
  else if (!isDay(to) || to < from) errors.to = "Enter the first day or a later one.";
  else if (daysBetween(from, to) > 365) errors.to = "Close at most a year at once.";
  if (name === "" || name.length > 60) errors.name = "Say in up to 60 letters why it is closed.";
  if (locationId !== "" && !locations.includes(locationId)) errors.locationId = "Choose a location.";
  return Object.keys(errors).length > 0
    ? { ok: false, errors }
    : { ok: true, value: { locationId, from, to, name } };
}

/** Single days as the spans they were closed in: one after the other, at one place, under one name. */
export function closedSpans(days: { locationId: Id; day: Day; name: string }[]): ClosedSpan[] {
  const spans: ClosedSpan[] = [];
  const sorted = [...days].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const { locationId, day, name } of sorted) {
    const open = spans.findLast((s) => s.locationId === locationId);
    if (open && open.name === name && addDays(open.to, 1) === day) open.to = day;
    else spans.push({ locationId, from: day, to: day, name });
  }
  return spans;
}
