import { dayIn } from "#app/domain/days.ts";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Day, Id, OwedLine, ShopCalendar } from "#app/domain/facts.ts";
import { changeOf, decidePromise, wasKept } from "#app/domain/promise.ts";
import { nudge, type App } from "./app.ts";
import { calendarOf, type Ledger, type Memory } from "./memory.ts";
import { recordEffects } from "./recount.ts";

/** Mirrors app/flows/promises-reviewed.server.ts. */
export function promisesReviewed(app: App, orderId: Id): void {
  const { memory, stage, shop } = app;
  const now = stage.now();
  const today = dayIn(memory.calendar.timeZone, now);
  const ledger: Ledger = memory.ledgers.get(orderId) ?? {
    entries: [],
    watches: new Map(),
    closed: new Map(),
  };
  const lines = expectedOfOrder(memory, orderId, now);
  let moved = false;

  const isToday = (at: string) => dayIn(memory.calendar.timeZone, new Date(at)) === today;
  const toldToday = ledger.entries.some((e) => e.version > 1 && isToday(e.at));
  for (const { lineId, expected, material } of lines) {
    const own = ledger.entries.filter((e) => e.lineId === lineId);
    const last = own.at(-1) ?? null;
    const slips = own.filter((e) => e.change === "later" || e.change === "no_date").length;
    const watch = ledger.watches.get(lineId) ?? null;
    const byHand = last?.byHand ?? null;
    const decision = decidePromise(
      { expected, last, watch, material, toldToday, slips, byHand },
      today,
      now,
      memory.policy,
    );
    const entry = { lineId, version: (last?.version ?? 0) + 1, at: now.toISOString(), byHand: null };
    if (decision.kind === "keep") {
      if (decision.watch) ledger.watches.set(lineId, decision.watch);
      else ledger.watches.delete(lineId);
    } else if (decision.kind === "promise") {
      ledger.entries.push({ ...entry, promisedOn: decision.promisedOn, change: "first" });
      moved = true;
    } else if (decision.kind === "announce") {
      ledger.entries.push({ ...entry, promisedOn: decision.promisedOn, change: decision.change });
      ledger.watches.delete(lineId);
      moved = true;
    }
  }
  closeShipped(memory, orderId, ledger, new Set(lines.map((l) => l.lineId)), today);
  if (ledger.entries.length > 0) memory.ledgers.set(orderId, ledger);
  app.watching.reviewed(app, { orderId, ledger, lines, now });
  if (!moved) return;
  recordEffects(memory, [
    { kind: "write_order_backorders", target: orderId, because: { kind: "settings_changed" } },
  ]);
  nudge(app, [{ queue: "perform", shop, kind: "write_order_backorders" }]);
}

/** Mirrors app/flows/promise-set.server.ts. */
export function promiseSet(app: App, orderId: Id, lineId: Id, day: Day | null): boolean {
  const { memory, stage, shop } = app;
  const now = stage.now();
  if (day !== null && day < dayIn(memory.calendar.timeZone, now)) return false;
  const line = expectedOfOrder(memory, orderId, now).find((l) => l.lineId === lineId);
  if (!line) return false;
  const none: Ledger = { entries: [], watches: new Map(), closed: new Map() };
  const ledger = memory.ledgers.get(orderId) ?? none;
  const last = ledger.entries.findLast((e) => e.lineId === lineId) ?? null;
  const change = changeOf(last, day);
  if (change === null) return false;
  const byHand = { expected: line.expected };
  const version = (last?.version ?? 0) + 1;
  ledger.entries.push({ lineId, version, promisedOn: day, change, at: now.toISOString(), byHand });
  ledger.watches.delete(lineId);
  memory.ledgers.set(orderId, ledger);
  recordEffects(memory, [
    { kind: "write_order_backorders", target: orderId, because: { kind: "settings_changed" } },
  ]);
  nudge(app, [
    { queue: "perform", shop, kind: "write_order_backorders" },
    { queue: "promises", shop, orderId },
  ]);
  return true;
}

function closeShipped(memory: Memory, orderId: Id, ledger: Ledger, owed: Set<Id>, today: Day): void {
  for (const lineId of [...ledger.watches.keys()]) if (!owed.has(lineId)) ledger.watches.delete(lineId);
  for (const lineId of new Set(ledger.entries.map((e) => e.lineId))) {
    if (owed.has(lineId) || ledger.closed.has(lineId)) continue;
    const parts = memory.orders.get(orderId)?.lines.filter((l) => l.lineId === lineId) ?? [];
    if (parts.some((l) => l.remaining > 0) || !parts.some((l) => l.status === "CLOSED")) continue;
    const first = ledger.entries.find((e) => e.lineId === lineId)!.promisedOn;
    ledger.closed.set(lineId, { first, shippedOn: today, kept: wasKept(first, today) });
  }
}

export type OwedNow = OwedLine & { shipsBy: Day | null };

/** What an order is owed, oldest debt first, with its dates of now. Mirrors owedNow in app/database/published.server.ts. */
export function owedNow(memory: Memory, orderId: Id, now: Date): OwedNow[] {
  const today = dayIn(memory.calendar.timeZone, now);
  const supplies = [...memory.deliveries.values()].map((d) => ({
    ...d,
    expectedOn: d.status === "coming" ? d.expectedOn : null,
  }));
  const calendars = new Map<Id, ShopCalendar>();
  const own = [...memory.books].flatMap(([itemId, { owed }]) =>
    owed.flatMap((o) => {
      if (o.orderId !== orderId) return [];
      if (!calendars.has(itemId)) calendars.set(itemId, calendarOf(memory, itemId));
      return { ...o, calendar: calendars.get(itemId)! };
    }),
  );
  return own
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.id < b.id ? -1 : 1))
    .map(({ calendar, ...o }) => ({
      ...o,
      shipsBy: lineShipsBy(o, coverDates(o.covers, supplies, calendar, today)),
    }));
}

export type Expected = { lineId: Id; expected: Day | null; material: boolean };

function expectedOfOrder(memory: Memory, orderId: Id, now: Date): Expected[] {
  const parts = Map.groupBy(owedNow(memory, orderId, now), (l) => l.lineId);
  return [...parts].map(([lineId, some]) => ({
    lineId,
    expected: some.some((l) => l.shipsBy === null)
      ? null
      : some
          .map((l) => l.shipsBy!)
          .sort()
          .at(-1)!,
    material: some.some((l) => l.uncovered > 0),
  }));
}
