import { causes, type Cause, type CauseFound } from "./cause.ts";
import type { Day, Id } from "./facts.ts";

export const causeWords: Record<Cause, string> = {
  made_to_order: "Made to order",
  stock_fell: "Stock correction",
  oversold: "Oversold",
  late_supplier: "Late supplier",
  demand_surge: "Demand surge",
  sold_ahead: "Sold on purpose",
  lead_time: "Ordered in on demand",
  other: "Something else",
  not_known: "Not known",
};

export function isCause(text: string): text is Cause {
  return (causes as readonly string[]).includes(text);
}

type Writing = { date: (day: Day) => string; place: (location: Id) => string };

/** What shows a cause, in a sentence. */
export function causeSentence(found: CauseFound, { date, place }: Writing): string {
  switch (found.cause) {
    case "made_to_order":
      return `It is made to order in ${n(found.days, "working day")}.`;
    case "stock_fell":
      return `Stock at ${place(found.location)} was ${n(found.units, "unit")} lower on ${date(found.on)}, and no order took ${found.units === 1 ? "it" : "them"}.`;
    case "oversold":
      return "It was sold although the item stops selling when it is out of stock: at a till, from a draft, or by two buyers at once.";
    case "late_supplier":
      return `${deliveryOf(found)} ${howLate(found, date)}.`;
    case "demand_surge":
      return `${n(found.sold, "unit")} ${found.sold === 1 ? "was" : "were"} sold in seven days; ${found.usual} a week is usual.`;
    case "sold_ahead":
      return `It was sold ahead of ${found.reference}, expected on ${date(found.expectedOn)}.`;
    case "lead_time":
      return `It is ordered in when it is sold, with a stated lead time of ${n(found.days, "day")}.`;
    case "not_known":
      return unknownWords[found.because];
  }
}

const unknownWords: Record<Extract<CauseFound, { cause: "not_known" }>["because"], string> = {
  first_count: "It was owed already when Shipsby first counted this item.",
  began_earlier: "It was owed before Shipsby kept causes.",
  had_units:
    "It had its units and lost them: another order is served before it now, or it needs more than before.",
  no_dated_supply: "It was sold when too few were left and nothing with a date was coming.",
};

/** "Alpine Gear's PO-7", or the reference alone where nobody knows who sends it. */
export function deliveryOf({ supplier, reference }: { supplier: string | null; reference: string }): string {
  return supplier === null ? reference : `${supplier}'s ${reference}`;
}

type Late = { units: number; due: Day | null; statedOn: Day | null; short: boolean };

/** "moved from 3 to 12 December", as what follows the name of a delivery. */
export function howLate({ units, due, statedOn, short }: Late, date: (day: Day) => string): string {
  if (short || due === null) return `came with ${n(units, "unit")} less`;
  if (statedOn === null) return `was due on ${date(due)} and has no date anymore`;
  return statedOn > due
    ? `moved from ${date(due)} to ${date(statedOn)}`
    : `was due on ${date(due)} and did not come by then`;
}

function n(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}
