import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shelfOf } from "#app/domain/allocation.ts";
import { sentence } from "#app/domain/because.ts";
import type { Facts, Stock } from "#app/domain/facts.ts";
import { keptForReaders, keptOf } from "#app/domain/kept-back.ts";
import { plan } from "#app/domain/plan.ts";
import { readersServedAt, type ReadersList } from "#app/domain/readers-served.ts";
import { shelfFor } from "#app/domain/restock.ts";
import { always } from "./check.ts";
import { anyPreferences, delivery, factsOf, inDays, line, now, stock, today } from "./shops.ts";

const next = (facts: Facts, change: Partial<Facts>): Facts => ({
  ...facts,
  ...change,
  book: plan(facts, now).book,
});
const owedOf = (facts: Facts) => plan(facts, now).book.owed.map((o) => [o.id, o.ready, o.owed]);
const keeping = (floor: number, readers: number) => ({ kept: floor + readers, keptForReaders: readers });

describe("units that are kept for readers of the restock mail", () => {
  const waiting = factsOf({ stock: [stock(0, 3)], lines: [line("1", 3)] });
  const arrived = next(waiting, { stock: [stock(3, 3, keeping(0, 1))] });

  test("pay nobody who waits, and it is said for whom they are kept", () => {
    expect(owedOf(arrived)).toEqual([["1", 2, 1]]);
    const words = (facts: Facts) =>
      plan(facts, now).why.map((w) => sentence(w.because, String, () => "Berlin"));
    expect(words(arrived)[0]).toContain("3 units were on hand, 1 of them kept for the waiting list");
    expect(words(next(waiting, { stock: [stock(3, 3, keeping(1, 1))] }))[0]).toContain(
      "2 of them kept for the shop floor and the waiting list",
    );
  });

  test("are for whoever orders next, before those who wait; what is for the shop floor is not", () => {
    const two = [line("1", 3), line("2", 2)];
    const ordered = next(arrived, { stock: [stock(3, 5, keeping(0, 1))], lines: two });
    expect(owedOf(ordered)).toEqual([
      ["1", 2, 1],
      ["2", 1, 1],
    ]);
    const floor = next(arrived, { stock: [stock(3, 5, keeping(1, 0))], lines: two });
    expect(owedOf(floor)).toEqual([
      ["1", 2, 1],
      ["2", 0, 2],
    ]);
  });

  test("are taken from nobody by who buys them, nor from an order that a delivery is pinned to", () => {
    const pinned = factsOf({
      stock: [stock(3, 2, keeping(0, 2))],
      lines: [line("1", 2, { lineId: "9" })],
      supplies: [delivery("8", 2, inDays(9))],
      pegs: [{ lineId: "9", deliveryId: "8", kind: "pin", quantity: 2 }],
    });
    expect(owedOf(pinned)).toEqual([]);
    const lines = [...pinned.lines, line("2", 1)];
    expect(owedOf(next(pinned, { stock: [stock(3, 3, keeping(0, 2))], lines }))).toEqual([]);
    // One unit fewer is there than both need.
    expect(owedOf(next(pinned, { stock: [stock(2, 3, keeping(0, 2))], lines }))).toEqual([["1", 1, 1]]);
  });

  test("are no gain of an order that waits already and is divided or moved", () => {
    const apart = [line("1", 2, { lineId: "9" }), line("2", 1, { lineId: "9" })];
    const whole = factsOf({ stock: [stock(0, 3)], lines: [line("1", 3, { lineId: "9" })] });
    expect(owedOf(next(whole, { stock: [stock(3, 3, keeping(0, 1))], lines: apart }))).toEqual([["2", 0, 1]]);
    // What it had goes with the part that has it.
    const had = next(whole, { stock: [stock(2, 3)] });
    const other = [line("1", 1, { lineId: "9" }), line("2", 2, { lineId: "9" })];
    expect(owedOf(next(had, { stock: [stock(2, 3, keeping(0, 2))], lines: other }))).toEqual([["2", 1, 1]]);
  });

  test("give whoever may order meanwhile their date, and nobody else", () => {
    const date = (facts: Facts) => plan(facts, now).book.availability[0];
    const policy = (p: "CONTINUE" | "DENY") => ({
      variants: arrived.variants.map((v) => ({ ...v, policy: p })),
    });
    const sells = date({ ...arrived, ...policy("CONTINUE") });
    expect(sells).toMatchObject({ state: "backorder", because: { kind: "units_free", units: 1 } });
    expect(sells!.shipsBy! >= today).toBe(true);
    expect(date({ ...arrived, ...policy("DENY") })).toMatchObject({ state: "out_of_stock", shipsBy: null });
  });

  test("are told of while Shopify sells on, and not while it sells none", () => {
    const seen = { free: 0, owed: 1, tracked: true };
    expect(shelfFor({ ...seen, state: "backorder" }, null, 2)).toEqual({ back: true, units: 2, kept: true });
    expect(shelfFor({ ...seen, state: "backorder" }, null, 0)).toMatchObject({ back: false });
    expect(shelfFor({ ...seen, state: "out_of_stock" }, null, 2)).toMatchObject({ back: false, kept: 2 });
  });

  test("are the shop floor's where there are too few for both", () => {
    expect(keptForReaders(stock(3, 3, keeping(2, 2)))).toBe(1);
    expect(keptForReaders(stock(1, 3, keeping(2, 2)))).toBe(0);
  });

  const told = { at: now.toISOString(), underWay: 0 };
  const list = (change: Partial<ReadersList>): ReadersList => ({
    people: 0,
    lastWave: told,
    keptUntil: null,
    hours: 24,
    ...change,
  });
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);

  test("are kept until everybody was told and had time to buy", () => {
    expect(readersServedAt([list({ people: 1 })], now)).toBeNull();
    expect(readersServedAt([list({}), list({ people: 1 })], now)).toBeNull();
    const under = { ...told, underWay: 2 };
    expect(readersServedAt([list({ lastWave: under })], now)).toEqual(hours(24));
    expect(readersServedAt([list({ lastWave: under })], hours(25))! > hours(25)).toBe(true);
    expect(readersServedAt([list({})], now)).toEqual(hours(24));
    const keptUntil = hours(30).toISOString();
    expect(readersServedAt([list({ keptUntil })], now)).toEqual(hours(30));
  });

  test("are let go at once when nobody is left and nobody was told", () => {
    expect(readersServedAt([list({ lastWave: null })], now)! < now).toBe(true);
    expect(readersServedAt([], now)! < now).toBe(true);
  });
});

/** Any queue; then any number of units arrive, some of which are to be kept, and somebody else orders. */
const anyArrival = fc
  .tuple(
    anyPreferences,
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([facts, units, floor, readers, quantity]) => {
    const level = (s: Stock, more: number): Stock => ({
      ...s,
      ...keeping(floor, readers),
      onHand: s.onHand + units,
      available: s.available + units - more,
      committed: s.committed + more,
    });
    const arrived = next({ ...facts, pegs: [] }, { pegs: [], stock: facts.stock.map((s) => level(s, 0)) });
    const place = facts.stock[0]?.locationId;
    const newcomer = place === undefined ? [] : [line("99999", quantity, { locationId: place })];
    const stocked = arrived.stock.map((s, i) => (i === 0 ? { ...s, committed: s.committed + quantity } : s));
    return { arrived, ordered: next(arrived, { stock: stocked, lines: [...arrived.lines, ...newcomer] }) };
  });

describe("whatever arrives, is kept for readers and is ordered", () => {
  test("no more is withheld than lies there kept, and no unit is given twice", () => {
    always(anyArrival, ({ arrived, ordered }) => {
      for (const facts of [arrived, ordered]) {
        const { book, tails } = plan(facts, now);
        for (const { locationId, outstanding } of tails) {
          const level = facts.stock.find((s) => s.locationId === locationId);
          const owed = book.owed
            .filter((o) => o.locationId === locationId)
            .reduce((sum, o) => sum + o.owed, 0);
          const withheld = owed - Math.max(0, outstanding - shelfOf(level));
          expect(withheld).toBeGreaterThanOrEqual(0);
          expect(withheld).toBeLessThanOrEqual(keptOf(level));
        }
      }
    });
  });

  test("who waited loses nothing to what arrives and is kept, and counting again changes nothing", () => {
    always(anyArrival, ({ arrived }) => {
      const was = new Map(arrived.book.owed.map((o) => [o.id, o.owed]));
      const { book } = plan(arrived, now);
      for (const { id, owed } of book.owed) expect(owed).toBeLessThanOrEqual(was.get(id)!);
      expect(plan({ ...arrived, book }, now).book.owed).toEqual(book.owed);
    });
  });
});
