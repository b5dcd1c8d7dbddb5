import { addDays, daysBetween } from "./days.ts";
import type { Day, ShopCalendar, Span } from "./facts.ts";
import { narrowest, type SetOn } from "./level.ts";

/** Days on which something is not packed, first and last included. */
export type NamedSpan = Span & { name: string };

/** When the goods of a part of the shop leave. */
export type OwnCalendar = {
  /** ISO weekdays: 1 is Monday, 7 is Sunday. */
  workingDays: number[];
  /** The shop's closed days, and those of its places, count here too. */
  keepsClosed: boolean;
  closed: NamedSpan[];
};

/** Lead time and buffer in calendar days, handling in working days. */
export type DateValue =
  { kind: "lead_time" | "handling" | "buffer"; days: number } | { kind: "calendar"; calendar: OwnCalendar };
export type DateKind = DateValue["kind"];

/** What is different about dates for a part of the shop. */
export type DateRule = DateValue & SetOn;
type DaysRule = Extract<DateRule, { days: number }>;
type CalendarRule = Extract<DateRule, { calendar: OwnCalendar }>;

/** Of each kind the rule that counts. */
export type DateRules = Record<"lead_time" | "handling" | "buffer", DaysRule | null> & {
  calendar: CalendarRule | null;
};

export const dateKinds: DateKind[] = ["lead_time", "handling", "buffer", "calendar"];

/** Which of all rules that name an item count for it: for each kind the narrowest, as for the brake. */
export function countingRules(rules: DateRule[]): DateRules {
  const days = (kind: DateKind) =>
    narrowest(rules.filter((r): r is DaysRule => r.kind === kind && r.kind !== "calendar"));
  return {
    lead_time: days("lead_time"),
    handling: days("handling"),
    buffer: days("buffer"),
    calendar: narrowest(rules.filter((r) => r.kind === "calendar")),
  };
}

/** The shop's calendar as it is for an item with these rules. */
export function itemCalendar(
  shop: ShopCalendar,
  { handling, buffer, calendar }: Pick<DateRules, "handling" | "buffer" | "calendar">,
): ShopCalendar {
  return {
    ...shop,
    ...(handling && { handlingDays: handling.days }),
    ...(buffer && buffer.days > 0 && { bufferDays: buffer.days }),
    ...(calendar && withOwn(shop, calendar.calendar)),
  };
}

function withOwn(
  { closed, places }: ShopCalendar,
  own: OwnCalendar,
): Pick<ShopCalendar, "workingDays" | "closed" | "places"> {
  const days = own.closed.flatMap(daysOf);
  const together = (others: Day[]) => (own.keepsClosed ? [...new Set([...others, ...days])] : days).sort();
  return {
    workingDays: own.workingDays,
    closed: together(closed),
    places: Object.fromEntries(
      Object.entries(places).map(([id, place]) => [id, { ...place, closed: together(place.closed) }]),
    ),
  };
}

function daysOf({ first, last }: Span): Day[] {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, i) => addDays(first, i));
}
