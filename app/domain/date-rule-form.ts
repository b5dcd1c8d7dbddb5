import type { DateKind, DateValue, NamedSpan } from "./date-rules.ts";
import { daysBetween, isDay } from "./days.ts";
import { readNumber, type Checked } from "./form.ts";

export type DateRuleFields = "days" | "workingDays" | "closed";

/** A rule about dates as typed. The three lists are days closed, one after the other. */
export type TypedDateRule = {
  days: string;
  workingDays: string[];
  keepsClosed: boolean;
  first: string[];
  last: string[];
  name: string[];
};

const limits = { lead_time: [1, 365], handling: [0, 30], buffer: [0, 90] } as const;

export function readDateRule(kind: DateKind, typed: TypedDateRule): Checked<DateValue, DateRuleFields> {
  if (kind !== "calendar") {
    const [least, most] = limits[kind];
    const days = readNumber(typed.days, least, most);
    return days === null
      ? { ok: false, errors: { days: `Enter a whole number from ${least} to ${most}.` } }
      : { ok: true, value: { kind, days } };
  }
  const errors: Partial<Record<DateRuleFields, string>> = {};
  const workingDays = [1, 2, 3, 4, 5, 6, 7].filter((day) => typed.workingDays.includes(String(day)));
  if (workingDays.length === 0) errors.workingDays = "Choose at least one working day.";
  const closed = typed.first
    .map((first, i) => ({ first, last: typed.last[i] || first, name: typed.name[i] ?? "" }))
    .filter((span) => span.first !== "" || span.name !== "");
  const wrong = closed.map(problemOf).find((problem) => problem !== null);
  if (wrong) errors.closed = wrong;
  if (closed.length > 30) errors.closed = "Enter at most 30 times.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const sorted = closed.sort((a, b) => (a.first < b.first ? -1 : 1));
  return {
    ok: true,
    value: { kind, calendar: { workingDays, keepsClosed: typed.keepsClosed, closed: sorted } },
  };
}

function problemOf({ first, last, name }: NamedSpan): string | null {
  if (!isDay(first)) return "Enter a first day for each time that is closed.";
  if (!isDay(last) || last < first) return "A last day comes before its first day.";
  if (daysBetween(first, last) > 120) return "Close at most 120 days at once.";
  return name === "" || name.length > 60 ? "Say in up to 60 letters why it is closed." : null;
}
