import { calendarFor, leavesFrom } from "./calendar.ts";
import { dayIn, shipDay, workingDayFrom } from "./days.ts";
import type { Day, Facts, Tail } from "./facts.ts";
import { earlier, quote, type Quote } from "./quote.ts";
import { hasDay, sourcesOf } from "./sources.ts";

/** What sells beyond the stock of an item: how much is owed, and what a unit sold now would come from. */
export type Outlook = {
  tracked: boolean;
  owed: number;
  /** Units still to ship. */
  outstanding: number;
  /** Units owed that no dated supply pays. */
  undated: number;
  /** Units of dated supply that nobody waits for. */
  ahead: { shipsBy: Day; units: number }[];
  /** A lead time, or making it to order, gives a date to any number. */
  endless: boolean;
  /** When one more unit would ship. */
  next: Day | null;
  today: Day;
};

type OutlookFacts = Pick<Facts, "tracked" | "supplies" | "leadTime" | "madeToOrderDays" | "calendar">;

/** Read off the ends of an item's queues. What lies on a shelf is nobody's date, as for shoppers. */
export function outlookOf(
  facts: OutlookFacts,
  tails: Pick<Tail, "locationId" | "owed" | "outstanding" | "supplies">[],
  now: Date,
): Outlook {
  const endless = !facts.tracked || facts.leadTime !== null || facts.madeToOrderDays !== null;
  const sum = (of: (tail: (typeof tails)[number]) => number) => tails.reduce((total, t) => total + of(t), 0);
  const ahead: Outlook["ahead"] = [];
  let best: Quote = { shipsBy: null, because: { kind: "nothing_coming" } };
  let paid = 0;
  for (const { locationId, supplies: left } of tails) {
    const calendar = calendarFor(facts.calendar, { locationId });
    const today = dayIn(calendar.timeZone, now);
    const from = leavesFrom(calendar, now);
    const here = facts.supplies.filter((s) => s.locationId === locationId);
    const sources = sourcesOf(here, today, left);
    best = earlier(best, quote(1, { shelf: 0, sources, lines: 0, units: 0 }, facts, calendar, today, from));
    for (const source of sources.filter((s) => hasDay(s, today))) {
      const day = shipDay(source.supply.expectedOn!, calendar);
      paid += source.supply.quantity - source.free;
      if (source.free > 0)
        ahead.push({ shipsBy: day < from ? workingDayFrom(from, calendar) : day, units: source.free });
    }
  }
  const owed = sum((t) => t.owed);
  return {
    tracked: facts.tracked,
    owed,
    outstanding: sum((t) => t.outstanding),
    undated: endless ? 0 : Math.max(0, owed - paid),
    ahead,
    endless,
    next: best.shipsBy,
    today: dayIn(facts.calendar.timeZone, now),
  };
}
