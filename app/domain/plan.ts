import { allocate, shelfOf, type Served } from "./allocation.ts";
import { availabilityOf } from "./availability.ts";
import { hasAlready, keptForReaders, keptOf, type KeptBack } from "./kept-back.ts";
import { calendarFor, leavesFrom } from "./calendar.ts";
import { lineClock } from "./clock.ts";
import { dayIn } from "./days.ts";
import { differences, type Reason } from "./differences.ts";
import type { Effect } from "./effects.ts";
import type { Book, DemandLine, Facts, Id, OwedLine, Tail } from "./facts.ts";
import { datedUnits, earlier, quote, type Quote } from "./quote.ts";
import { ranked } from "./rank.ts";
import { suggestions, type Suggestion } from "./suggestions.ts";
import { locationsOf, startAt, tailAfter } from "./tail.ts";

/** What the book shall say about the item, what shall become true in the shop, and why. */
export type Plan = {
  book: Book;
  /** Where each queue ends now. */
  tails: Tail[];
  /** What could be moved between places. Nothing is matched across them in silence. */
  suggestions: Suggestion[];
  effects: Effect[];
  why: Reason[];
};

/**
 * The heart: facts of one item in, the debt book's page for it out.
 *
 * A unit is owed when an open fulfillment-order line needs it and the shelf of its location does not hold it,
 * lines served by rank. It is a function of what Shopify says now, not of events: cancel, refund, edit, move and
 * split have no code path of their own.
 *
 * Given tails, it goes on where they end and says only what the lines at hand add: the same as counting anew, as
 * long as they come after (tail.ts).
 */
export function plan(facts: Facts, now: Date): Plan {
  const before = new Map(facts.book.owed.map((o) => [o.id, o]));
  // Debts found on the first count are as old as their orders; later ones begin when they are found.
  const nothingOwed = facts.book.owed.length === 0 && facts.tails.every((t) => t.owed === 0);
  const firstCount = facts.book.availability.length === 0 && nothingOwed;
  const sinceOf = (line: DemandLine) =>
    before.get(line.id)?.since ?? (firstCount ? line.placedAt : now.toISOString());

  const linesAt = Map.groupBy(facts.tracked ? facts.lines : [], (l) => l.locationId);
  const owed: OwedLine[] = [];
  const tails: Tail[] = [];
  let best: Quote = { shipsBy: null, because: { kind: "nothing_coming" } };
  // Who can order meanwhile gets what is kept for readers.
  let newcomers: Quote = best;
  let dated = 0;
  for (const locationId of locationsOf(facts)) {
    const calendar = calendarFor(facts.calendar, { locationId });
    const today = dayIn(calendar.timeZone, now);
    const { served, end, readers } = allocate({
      start: startAt(facts, locationId, today),
      lines: ranked(linesAt.get(locationId) ?? [], facts.ranking),
      pegs: facts.pegs,
      clock: lineClock(facts, calendar, sinceOf),
      today,
      ...keptAt(facts, locationId),
    });
    const linesBefore = end.lines - served.length;
    served.forEach((s, i) => {
      if (s.ready < s.line.outstanding) owed.push(owedLine(s, linesBefore + i, sinceOf(s.line)));
    });
    tails.push(tailAfter(facts, locationId, now, served, end));
    // What lies on this shelf while the shop as a whole is sold out is nobody's date: Shopify decides who ships.
    const offered = { ...end, shelf: 0 };
    const offer = quote(1, offered, facts, calendar, today, leavesFrom(calendar, now));
    best = earlier(best, offer);
    if (readers > 0) {
      const offerNow = { ...offered, shelf: readers };
      newcomers = earlier(newcomers, quote(1, offerNow, facts, calendar, today, leavesFrom(calendar, now)));
    }
    dated += datedUnits(offered, today);
  }

  const endless = !facts.tracked || facts.leadTime !== null || facts.madeToOrderDays !== null;
  const sums = { owed: tails.reduce((sum, t) => sum + t.owed, 0), cap: endless ? null : dated };
  const availability = facts.variants.map((v) =>
    availabilityOf(v, facts, sums, v.policy === "CONTINUE" ? earlier(best, newcomers) : best),
  );
  const book = { owed, availability };
  return { book, tails, suggestions: suggestions(tails), ...differences(facts, book, now) };
}

/** Units that are kept from those who wait at a place, if any are. */
function keptAt(facts: Facts, locationId: Id): { kept: KeptBack } | Record<string, never> {
  const stock = facts.stock.find((s) => s.locationId === locationId);
  const units = keptOf(stock);
  const readers = keptForReaders(stock);
  if (units === 0) return {};
  const has = hasAlready(facts.lines, facts.book.owed, locationId);
  return { kept: { units, readers, onShelf: shelfOf(stock), has } };
}

function owedLine(served: Served, linesBefore: number, since: string): OwedLine {
  const { line, ready, covers, uncovered, unitsBefore } = served;
  const { id, orderId, lineId, locationId, outstanding } = line;
  return {
    id,
    orderId,
    lineId,
    locationId,
    outstanding,
    ready,
    owed: outstanding - ready,
    uncovered,
    unitsBefore,
    linesBefore,
    since,
    covers,
  };
}
