import { allocate, shelfOf, type Served } from "./allocation.ts";
import { availabilityOf, earlier, quoteOne, type Quote } from "./availability.ts";
import type { Because } from "./because.ts";
import { dayIn } from "./days.ts";
import { coverDates } from "./eta.ts";
import type { Effect } from "./effects.ts";
import type { Availability, Book, DemandLine, Facts, Id, OwedLine } from "./facts.ts";

/** What the book shall say about the item, what shall become true in the shop, and why. */
export type Plan = { book: Book; effects: Effect[]; why: Reason[] };

/** A sentence for the why-log, and what it is about. */
export type Reason = { orderId?: Id; lineId?: Id; productId?: Id; variantId?: Id; because: Because };

/**
 * The heart: facts of one item in, the debt book's page for it out.
 *
 * A unit is owed when an open fulfillment-order line needs it and the shelf of its location does not hold it,
 * lines served in order of placement. It is a function of what Shopify says now, not of events: cancel, refund,
 * edit, move and split have no code path of their own.
 */
export function plan(facts: Facts, now: Date): Plan {
  const today = dayIn(facts.calendar.timeZone, now);
  const before = new Map(facts.book.owed.map((o) => [o.id, o]));
  // Debts found on the first count are as old as their orders; later ones begin when they are found.
  const firstCount = facts.book.availability.length === 0 && facts.book.owed.length === 0;
  const sinceOf = (line: DemandLine) =>
    before.get(line.id)?.since ?? (firstCount ? line.placedAt : now.toISOString());

  const owed: OwedLine[] = [];
  let quote: Quote = { shipsBy: null, because: { kind: "nothing_coming" } };
  for (const locationId of locationsOf(facts)) {
    const { served, left } = allocate({
      lines: facts.tracked ? facts.lines.filter((l) => l.locationId === locationId) : [],
      shelf: shelfOf(facts.stock.find((s) => s.locationId === locationId)),
      supplies: facts.supplies.filter((s) => s.locationId === locationId),
      leadTime: facts.leadTime,
      owedSince: (line) => dayIn(facts.calendar.timeZone, new Date(sinceOf(line))),
      today,
    });
    owed.push(...served.filter((s) => s.ready < s.line.outstanding).map((s) => owedLine(s, sinceOf(s.line))));
    quote = earlier(quote, quoteOne(left, facts.leadTime, facts.calendar, today));
  }

  const owedUnits = owed.reduce((sum, o) => sum + o.owed, 0);
  const availability = facts.variants.map((v) => availabilityOf(v, facts, owedUnits, quote));
  return compare(facts, { owed, availability }, today);
}

function locationsOf(facts: Facts): Id[] {
  const ids = [...facts.stock, ...facts.lines, ...facts.supplies].map((x) => x.locationId);
  // An item that is stocked nowhere yet has its lead time all the same.
  return ids.length === 0 ? [""] : [...new Set(ids)].sort();
}

function owedLine({ line, ready, covers, uncovered, unitsBefore }: Served, since: string): OwedLine {
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
    since,
    covers,
  };
}

/** Only differences have effects: a recount without a change writes nothing. */
function compare(facts: Facts, book: Book, today: string): Plan {
  const effects: Effect[] = [];
  const why: Reason[] = [];
  const was = new Map(facts.book.owed.map((o) => [o.id, o]));
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
    const shelf = shelfOf(facts.stock.find((s) => s.locationId === line.locationId));
    const reasons: Because[] = [];
    if (!old || old.owed !== line.owed || old.outstanding !== line.outstanding) {
      const { owed, outstanding, unitsBefore, locationId: location } = line;
      reasons.push({ kind: "owed", owed, outstanding, shelf, unitsBefore, location });
    }
    if (!old || JSON.stringify(old.covers) !== JSON.stringify(line.covers)) {
      reasons.push(...coverDates(line.covers, facts.supplies, facts.calendar, today).map((c) => c.because));
      if (line.uncovered > 0) reasons.push({ kind: "uncovered", units: line.uncovered });
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
    if (old && old.state === a.state && old.shipsBy === a.shipsBy) continue;
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
  return { book, effects, why };
}

function sameDebt(a: OwedLine, b: OwedLine): boolean {
  return (
    a.owed === b.owed &&
    a.outstanding === b.outstanding &&
    a.uncovered === b.uncovered &&
    JSON.stringify(a.covers) === JSON.stringify(b.covers)
  );
}

export function sameAvailability(a: Availability, b: Availability): boolean {
  return (
    a.state === b.state &&
    a.shipsBy === b.shipsBy &&
    a.free === b.free &&
    a.owed === b.owed &&
    a.coming === b.coming &&
    a.productId === b.productId &&
    sameBecause(a.because, b.because)
  );
}

/** Key order differs between what was built and what came back from a JSON column. */
function sameBecause(a: object, b: object): boolean {
  const entries = (o: object) => JSON.stringify(Object.entries(o).sort(([x], [y]) => (x < y ? -1 : 1)));
  return entries(a) === entries(b);
}
