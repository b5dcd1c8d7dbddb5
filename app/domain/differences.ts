import { shelfOf } from "./allocation.ts";
import type { Because } from "./because.ts";
import { calendarFor, leavesFrom } from "./calendar.ts";
import { dayIn } from "./days.ts";
import type { Effect } from "./effects.ts";
import { coverDates } from "./eta.ts";
import type { Availability, Book, Cover, DemandLine, Facts, Id, OwedLine } from "./facts.ts";
import { keptForReaders, keptOf } from "./kept-back.ts";
import { reasonsForPlace } from "./place.ts";

/** A sentence for the why-log, and what it is about. */
export type Reason = { orderId?: Id; lineId?: Id; productId?: Id; variantId?: Id; because: Because };

/** What follows from a change: why, and what has to become true in the shop for it. */
export type Differences = { effects: Effect[]; why: Reason[] };

/** Only differences have effects: a recount that finds what the book says already writes nothing. */
export function differences(facts: Facts, book: Book, now: Date): Differences {
  const debts = debtDifferences(facts, book, now);
  const offers = offerDifferences(facts, book);
  return { effects: [...debts.effects, ...offers.effects], why: [...debts.why, ...offers.why] };
}

/** Lines that are owed since now, otherwise than before, or no longer. */
function debtDifferences(facts: Facts, book: Book, now: Date): Differences {
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
    const reasons = reasonsFor(line, demand.get(line.id)!, old, facts, now);
    for (const because of reasons) why.push({ orderId: line.orderId, lineId: line.lineId, because });
    if (reasons[0]) touchOrder(line.orderId, reasons[0]);
  }
  for (const gone of was.values()) {
    const how = stillToShip.has(gone.id) ? "units_on_hand" : "nothing_to_ship";
    const because: Because = { kind: "no_longer_owed", owed: gone.owed, how };
    why.push({ orderId: gone.orderId, lineId: gone.lineId, because });
    touchOrder(gone.orderId, because);
  }
  return { effects, why };
}

/** Why a line is owed, by when each part of it comes, and what its place in the queue has to do with it. */
function reasonsFor(
  line: OwedLine,
  demand: DemandLine,
  old: OwedLine | undefined,
  facts: Facts,
  now: Date,
): Because[] {
  const stock = facts.stock.find((s) => s.locationId === line.locationId);
  const shelf = shelfOf(stock);
  const kept = keptOf(stock);
  const readers = keptForReaders(stock);
  const reasons: Because[] = [];
  if (!old || old.owed !== line.owed || old.outstanding !== line.outstanding) {
    const { owed, outstanding, unitsBefore, locationId: location } = line;
    reasons.push({
      kind: "owed",
      owed,
      outstanding,
      shelf,
      ...(kept > 0 && { kept }),
      ...(readers > 0 && { readers }),
      unitsBefore,
      location,
    });
  }
  if (!old || !sameCovers(old.covers, line.covers)) {
    const calendar = calendarFor(facts.calendar, demand);
    const dates = coverDates(
      line.covers,
      facts.supplies,
      calendar,
      dayIn(calendar.timeZone, now),
      leavesFrom(calendar, now),
    );
    reasons.push(...dates.map((c) => c.because));
    if (line.uncovered > 0) reasons.push({ kind: "uncovered", units: line.uncovered });
    reasons.push(...reasonsForPlace(line, demand, facts));
  }
  return reasons;
}

/** Variants that shoppers are offered otherwise than before, or no longer. */
function offerDifferences(facts: Facts, book: Book): Differences {
  const effects: Effect[] = [];
  const why: Reason[] = [];
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
