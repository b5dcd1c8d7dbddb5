import { driftOf, settleSeconds, type Drift } from "#app/domain/drift.ts";
import type { Effect } from "#app/domain/effects.ts";
import type { Availability, Book, Facts, Id, OwedLine } from "#app/domain/facts.ts";
import { sameAvailability } from "#app/domain/differences.ts";
import { plan } from "#app/domain/plan.ts";
import { alertsToReview } from "#app/domain/restock.ts";
import { comeAfter } from "#app/domain/tail.ts";
import { nudge, type App } from "./app.ts";
import { arrivalsFound } from "./arrivals.ts";
import { brakeApplied } from "./brakes.ts";
import { lookAtHoldsAgain } from "./holds.ts";
import { gatherFacts, type DriftRow, type Memory } from "./memory.ts";
import { listsOf } from "./readers.ts";
import { count } from "./tally.ts";

/**
 * Facts, plan, record. Goes on where the queues ended if nothing but newcomers at their ends is new. Mirrors
 * app/flows/recount.server.ts, without its transaction: nothing can come between.
 */
export function recount(app: App, itemId: Id): void {
  const { memory, stage, shop } = app;
  const whole = gatherFacts(memory, itemId);
  if (!whole) return;
  const now = stage.now();
  if (!noteDrift(memory, itemId, driftOf(whole), now.getTime())) return;
  const tails = memory.tails.get(itemId) ?? [];
  const newcomers = whole.lines.filter((l) => !memory.counted.has(l.id));
  const rest: Facts = { ...whole, lines: newcomers, tails, book: { ...whole.book, owed: [] } };
  const goesOn = !memory.changed.has(itemId) && comeAfter(rest, now);
  const planned = plan(goesOn ? rest : whole, now);
  const { owed, availability } = planned.book;
  const book = { owed: goesOn ? inPlaces([...whole.book.owed, ...owed]) : owed, availability };
  memory.books.set(itemId, recorded(whole.book, book));
  memory.tails.set(itemId, structuredClone(planned.tails));
  arrivalsFound(app, goesOn ? rest : whole, tails, planned, now);
  for (const { id } of newcomers) memory.counted.add(id);
  memory.changed.delete(itemId);
  if (goesOn && newcomers.length > 0) count(app.tally, "went on at the end of a queue");
  app.watching.counted(app, { facts: whole, planned, goesOn, now });
  recordEffects(memory, planned.effects);
  brakeApplied(app, goesOn ? rest : whole, planned.tails, now);
  const orders = new Set(
    planned.effects.filter((e) => e.kind === "write_order_backorders").map((e) => e.target),
  );
  if (memory.holdRules.on) lookAtHoldsAgain(app, [...orders]);
  const lists = listsOf(memory, itemId).map(([variantId]) => ({ variantId, place: "" }));
  const keeping = whole.stock.some((s) => (s.kept ?? 0) > 0);
  nudge(app, [
    ...alertsToReview(whole.book.availability, availability, lists, keeping).map(
      (list) => ({ queue: "alerts", shop, ...list }) as const,
    ),
    ...planned.effects.map(({ kind }) => ({ queue: "perform", shop, kind }) as const),
    ...[...orders].map((orderId) => ({ queue: "promises", shop, orderId }) as const),
  ]);
}

/** As a whole count lists them: place by place, first to last. */
const inPlaces = (owed: OwedLine[]) =>
  owed.sort((a, b) =>
    a.locationId === b.locationId ? a.unitsBefore - b.unitsBefore : a.locationId < b.locationId ? -1 : 1,
  );

/** Mirrors noteDrift in app/database/drift.server.ts. */
function noteDrift(memory: Memory, itemId: Id, found: Drift[], at: number): boolean {
  const known = memory.drift.get(itemId) ?? [];
  const rows = found.map((drift): DriftRow => {
    const same = known.find(
      (k) =>
        k.locationId === drift.locationId &&
        k.committed === drift.committed &&
        k.outstanding === drift.outstanding,
    );
    const since = same?.since ?? at;
    return { ...drift, since, settled: since <= at - settleSeconds * 1000 };
  });
  memory.drift.set(itemId, rows);
  return rows.every((row) => row.settled);
}

export function recordEffects(memory: Memory, effects: Effect[]): void {
  for (const { kind, target } of effects) {
    const key = `${kind}/${target}`;
    const known = memory.effects.get(key);
    if (known) known.version++;
    else memory.effects.set(key, { kind, target, version: 1, done: 0, written: null });
  }
}

/** Mirrors recordBook: only what differs is written, and a JSON column orders keys in its own way. */
function recorded(was: Book, is: Book): Book {
  const availability = is.availability.map((a) => {
    const old = was.availability.find((o) => o.variantId === a.variantId);
    return old && sameAvailability(old, a) ? old : fromColumns(a);
  });
  return { owed: structuredClone(is.owed), availability };
}

function fromColumns(a: Availability): Availability {
  const because = Object.fromEntries(
    Object.entries(a.because).sort(([x], [y]) => x.length - y.length || (x < y ? -1 : 1)),
  );
  return { ...a, because: because as Availability["because"] };
}
