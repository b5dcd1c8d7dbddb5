import { driftOf, settleSeconds, type Drift } from "#app/domain/drift.ts";
import type { Effect } from "#app/domain/effects.ts";
import type { Availability, Book, Id } from "#app/domain/facts.ts";
import { plan, sameAvailability } from "#app/domain/plan.ts";
import { nudge, shop, type App } from "./app.ts";
import { gatherFacts, type DriftRow, type Memory } from "./memory.ts";

/** Facts, plan, record. Mirrors app/flows/recount.server.ts, without its transaction: nothing can come between. */
export function recount(app: App, itemId: Id): void {
  const { memory, stage } = app;
  const facts = gatherFacts(memory, itemId);
  if (!facts) return;
  const now = stage.now();
  if (!noteDrift(memory, itemId, driftOf(facts), now.getTime())) return;
  const planned = plan(facts, now);
  memory.books.set(itemId, recorded(facts.book, planned.book));
  app.watching.counted(app, { facts, planned, now });
  recordEffects(memory, planned.effects);
  const orders = new Set(
    planned.effects.filter((e) => e.kind === "write_order_backorders").map((e) => e.target),
  );
  nudge(app, [
    ...planned.effects.map(({ kind }) => ({ queue: "perform", shop, kind }) as const),
    ...[...orders].map((orderId) => ({ queue: "promises", shop, orderId }) as const),
  ]);
}

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
    if (known) known.waiting = true;
    else memory.effects.set(key, { kind, target, waiting: true, written: null });
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
