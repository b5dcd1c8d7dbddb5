import { allocate, shelfOf, type Served } from "./allocation.ts";
import { availabilityOf } from "./availability.ts";
import type { Because } from "./because.ts";
import { keptOf, type KeptBack } from "./kept-back.ts";
import { calendarFor, leavesFrom } from "./calendar.ts";
import { lineClock } from "./clock.ts";
import { dayIn } from "./days.ts";
import { coverDates } from "./eta.ts";
import type { Effect } from "./effects.ts";
import type { Availability, Book, Cover, DemandLine, Facts, Id, OwedLine, Tail } from "./facts.ts";
import { reasonsForPlace } from "./place.ts";
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

/** A sentence for the why-log, and what it is about. */
export type Reason = { orderId?: Id; lineId?: Id; productId?: Id; variantId?: Id; because: Because };

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
  let dated = 0;
  for (const locationId of locationsOf(facts)) {
    const calendar = calendarFor(facts.calendar, { locationId });
    const today = dayIn(calendar.timeZone, now);
    const { served, end } = allocate({
      start: startAt(facts, locationId, today),
      lines: ranked(linesAt.get(locationId) ?? [], facts.ranking),
      pegs: facts.pegs,
      clock: lineClock(facts, calendar, sinceOf),
      today,
      ...keptAt(facts, locationId, before),
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
    dated += datedUnits(offered, today);
  }

  const endless = !facts.tracked || facts.leadTime !== null || facts.madeToOrderDays !== null;
  const sums = { owed: tails.reduce((sum, t) => sum + t.owed, 0), cap: endless ? null : dated };
  const availability = facts.variants.map((v) => availabilityOf(v, facts, sums, best));
  const book = { owed, availability };
  return { book, tails, suggestions: suggestions(tails), ...compare(facts, book, now) };
}

/** Units that are kept for the shop floor at a place, if any are. */
function keptAt(
  facts: Facts,
  locationId: Id,
  waiting: KeptBack["waiting"],
): { kept: KeptBack } | Record<string, never> {
  const stock = facts.stock.find((s) => s.locationId === locationId);
  const units = keptOf(stock);
  return units > 0 ? { kept: { units, onShelf: shelfOf(stock), waiting } } : {};
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

/** Only differences have effects: a recount without a change writes nothing. */
function compare(facts: Facts, book: Book, now: Date): Pick<Plan, "effects" | "why"> {
  const effects: Effect[] = [];
  const why: Reason[] = [];
  const was = new Map(facts.book.owed.map((o) => [o.id, o]));
  const demand = new Map(facts.lines.map((l) => [l.id, l]));
  const stillToShip = new Set(facts.lines.filter((l) => l.outstanding > 0).map((l) => l.id));

  const touchOrder = (orderId: Id, because: Because) => {
    effects.push(
      { kind: "tag_order", target: orderId, because },
      { kind: "write_order_backorders", target: orderId, because },
    );
  };
  for (const line of book.owed) {
    const old = was.get(line.id);
    was.delete(line.id);
    if (old && sameDebt(old, line)) continue;
    const stock = facts.stock.find((s) => s.locationId === line.locationId);
    const shelf = shelfOf(stock);
    const kept = keptOf(stock);
    const reasons: Because[] = [];
    if (!old || old.owed !== line.owed || old.outstanding !== line.outstanding) {
      const { owed, outstanding, unitsBefore, locationId: location } = line;
      reasons.push({
        kind: "owed",
        owed,
        outstanding,
        shelf,
        ...(kept > 0 && { kept }),
        unitsBefore,
        location,
      });
    }
    if (!old || !sameCovers(old.covers, line.covers)) {
      const calendar = calendarFor(facts.calendar, demand.get(line.id)!);
      const dates = coverDates(
        line.covers,
        facts.supplies,
        calendar,
        dayIn(calendar.timeZone, now),
        leavesFrom(calendar, now),
      );
      reasons.push(...dates.map((c) => c.because));
      if (line.uncovered > 0) reasons.push({ kind: "uncovered", units: line.uncovered });
      reasons.push(...reasonsForPlace(line, demand.get(line.id)!, facts));
    }
    for (const because of reasons) why.push({ orderId: line.orderId, lineId: line.lineId, because });
    if (reasons[0]) touchOrder(line.orderId, reasons[0]);
  }
  for (const gone of was.values()) {
    const how = stillToShip.has(gone.id) ? "units_on_hand" : "nothing_to_ship";
    const because: Because = { kind: "no_longer_owed", owed: gone.owed, how };
    why.push({ orderId: gone.orderId, lineId: gone.lineId, because });
    touchOrder(gone.orderId, because);
  }

  const wasAvailable = new Map(facts.book.availability.map((a) => [a.variantId, a]));
  for (const a of book.availability) {
    const old = wasAvailable.get(a.variantId);
    if (old && old.state === a.state && old.shipsBy === a.shipsBy) {
      if (a.state !== "backorder" || old.cap === a.cap) continue;
      const because: Because = { kind: "cap", cap: a.cap };
      why.push({ productId: a.productId, variantId: a.variantId, because });
      effects.push({ kind: "publish_availability", target: a.productId, because });
      continue;
    }
    if (!old && a.state === "in_stock") continue;
    const { state, shipsBy, productId, variantId } = a;
    const because: Because = {
      kind: "availability",
      state,
      was: old?.state ?? null,
      shipsBy,
      because: a.because,
    };
    why.push({ productId, variantId, because });
    effects.push({ kind: "publish_availability", target: productId, because });
  }
  for (const { productId, variantId, state } of facts.book.availability) {
    if (state === "in_stock" || book.availability.some((a) => a.variantId === variantId)) continue;
    effects.push({ kind: "publish_availability", target: productId, because: { kind: "variant_gone" } });
  }
  return { effects, why };
}

function sameDebt(a: OwedLine, b: OwedLine): boolean {
  return (
    a.owed === b.owed &&
    a.outstanding === b.outstanding &&
    a.uncovered === b.uncovered &&
    sameCovers(a.covers, b.covers)
  );
}

/** The same units from the same sources, in the same order. */
export function sameCovers(a: Cover[], b: Cover[]): boolean {
  return a === b || (a.length === b.length && a.every((cover, i) => sameCover(cover, b[i]!)));
}

function sameCover(a: Cover, b: Cover): boolean {
  if (a.kind !== b.kind || a.quantity !== b.quantity) return false;
  if (a.kind === "delivery") return b.kind === "delivery" && a.deliveryId === b.deliveryId;
  return b.kind !== "delivery" && a.expectedOn === b.expectedOn;
}

export function sameAvailability(a: Availability, b: Availability): boolean {
  return (
    a.state === b.state &&
    a.shipsBy === b.shipsBy &&
    a.free === b.free &&
    a.owed === b.owed &&
    a.coming === b.coming &&
    a.cap === b.cap &&
    a.tentative === b.tentative &&
    a.productId === b.productId &&
    sameBecause(a.because, b.because)
  );
}

/** Key order differs between what was built and what came back from a JSON column. */
function sameBecause(a: object, b: object): boolean {
  const entries = (o: object) => JSON.stringify(Object.entries(o).sort(([x], [y]) => (x < y ? -1 : 1)));
  return entries(a) === entries(b);
}
