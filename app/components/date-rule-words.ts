import type { DateKind, DateValue } from "#app/domain/date-rules.ts";
import type { Day } from "#app/domain/facts.ts";
import type { Level } from "#app/domain/level.ts";
import { weekdayWords } from "./calendar-words.ts";
import { count, listText } from "./words.ts";

export const kindWords: Record<DateKind, string> = {
  lead_time: "Lead time",
  handling: "Handling",
  buffer: "Buffer",
  calendar: "Working days",
};

/** What the merchant sets by it. */
export const kindHelp: Record<DateKind, string> = {
  lead_time: "How long it takes to get more when no delivery is known, in days.",
  handling: "Working days from the arrival of goods until they leave.",
  buffer:
    "Days to add to the day on which goods are expected, before they are handled. A supplier's own days to add come on top.",
  calendar: "On which days goods are packed and leave.",
};

/** Of a year of holidays a sentence names the first. */
const mostNamed = 3;

/** "2 working days", "Tuesday and Thursday, closed Aug 3 – Aug 21 (holiday)". */
export function valueText(value: DateValue, day: (day: Day) => string): string {
  switch (value.kind) {
    case "handling":
      return value.days === 0 ? "None" : count(value.days, "working day");
    case "lead_time":
      return count(value.days, "day");
    case "buffer":
      return value.days === 0 ? "None" : count(value.days, "day");
    case "calendar": {
      const { workingDays, keepsClosed, closed } = value.calendar;
      const words = weekdayWords(workingDays);
      const spans = closed.map(({ first, last, name }) =>
        first === last ? `${day(first)} (${name})` : `${day(first)} – ${day(last)} (${name})`,
      );
      const named =
        spans.length > mostNamed + 1
          ? [...spans.slice(0, mostNamed), `${spans.length - mostNamed} times more`]
          : spans;
      return [
        `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
        ...(keepsClosed ? [] : ["also on the shop's closed days"]),
        ...(spans.length > 0 ? [`closed ${listText(named)}`] : []),
      ].join(", ");
    }
  }
}

/** Where a rule was set: "the collection Tents". */
export function placeText({ level, name }: { level: Level; name: string }): string {
  switch (level) {
    case "shop":
      return "the whole shop";
    case "collection":
      return `the collection ${name}`;
    case "product":
      return "this product";
    case "variant":
      return "this variant";
  }
}

/** What a kind is called in addresses. */
export const kindSlugs: Record<DateKind, string> = {
  lead_time: "lead-time",
  handling: "handling",
  buffer: "buffer",
  calendar: "calendar",
};

/** The kind that an address names; null: none. */
export function kindIn(slug: string | undefined): DateKind | null {
  return (Object.keys(kindSlugs) as DateKind[]).find((kind) => kindSlugs[kind] === slug) ?? null;
}

/** Where everything that is set of a kind stands. */
export function datesAddress(kind: DateKind): string {
  return `/app/policies/dates/${kindSlugs[kind]}`;
}

/** Where a rule is set. */
export function setDateAddress(kind: DateKind, level: Level, targets: string[] = []): string {
  const params = new URLSearchParams({ level });
  for (const target of level === "shop" ? [] : targets) params.append("target", target);
  return `${datesAddress(kind)}/set?${params}`;
}

/** Where a collection or products are chosen for it. */
export function chooseAddress(kind: DateKind, what: "collections" | "products"): string {
  return `/app/policies/${what}?for=${kindSlugs[kind]}`;
}
