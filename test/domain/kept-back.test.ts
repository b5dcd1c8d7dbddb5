import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shelfOf } from "#app/domain/allocation.ts";
import { sentence } from "#app/domain/because.ts";
import type { Facts } from "#app/domain/facts.ts";
import { keptOf } from "#app/domain/kept-back.ts";
import { plan } from "#app/domain/plan.ts";
import { alertsToReview } from "#app/domain/restock.ts";
import { comeAfter } from "#app/domain/tail.ts";
import { always } from "./check.ts";
import { anyPreferences, delivery, factsOf, inDays, line, now, stock } from "./shops.ts";

/** The next count, after the one that these facts were planned with. */
function next(facts: Facts, change: Partial<Facts>): Facts {
  return { ...facts, ...change, book: plan(facts, now).book };
}
const owedOf = (facts: Facts) => plan(facts, now).book.owed.map((o) => [o.id, o.ready, o.owed]);

describe("units that are kept for the shop floor", () => {
  const waiting = factsOf({ stock: [stock(0, 5)], lines: [line("1", 3), line("2", 2)] });

  test("pay nobody who waits when units arrive; all others do", () => {
    expect(owedOf(next(waiting, { stock: [stock(4, 5, { kept: 2 })] }))).toEqual([
      ["1", 2, 1],
      ["2", 0, 2],
    ]);
    expect(owedOf(next(waiting, { stock: [stock(6, 5, { kept: 2 })] }))).toEqual([["2", 1, 1]]);
    expect(owedOf(next(waiting, { stock: [stock(7, 5, { kept: 2 })] }))).toEqual([]);
  });

  test("are taken from nobody who has them", () => {
    const ready = next(waiting, { stock: [stock(4, 5)] });
    expect(owedOf(ready)).toEqual([["2", 1, 1]]);
    expect(owedOf(next(ready, { stock: [stock(4, 5, { kept: 4 })] }))).toEqual([["2", 1, 1]]);
  });

  test("are sold by Shopify all the same: who bought what it had is not made to wait", () => {
    const quiet = factsOf({ stock: [stock(2, 0, { kept: 2 })] });
    const sold = next(quiet, { stock: [stock(2, 2, { kept: 2 })], lines: [line("1", 1), line("2", 1)] });
    expect(owedOf(sold)).toEqual([]);
    const tooMany = [...sold.lines, line("3", 1)];
    expect(owedOf(next(sold, { stock: [stock(2, 3, { kept: 2 })], lines: tooMany }))).toEqual([["3", 0, 1]]);
  });

  test("are no unit's for a new order while others wait for them", () => {
    const arrived = next(waiting, {
      stock: [stock(1, 6, { kept: 1 })],
      lines: [...waiting.lines, line("3", 1)],
    });
    expect(owedOf(arrived)).toEqual([
      ["1", 0, 3],
      ["2", 0, 2],
      ["3", 0, 1],
    ]);
  });

  test("are drawn by no part of a line that waits: not when its ready part ships, not when a hold splits it", () => {
    const alone = factsOf({ stock: [stock(1, 4)], lines: [line("1", 4)] });
    const arrived = next(alone, { stock: [stock(3, 4, { kept: 2 })] });
    expect(owedOf(arrived)).toEqual([["1", 1, 3]]);
    const shipped = [{ ...alone.lines[0]!, outstanding: 3 }];
    expect(owedOf(next(arrived, { stock: [stock(2, 3, { kept: 2 })], lines: shipped }))).toEqual([
      ["1", 0, 3],
    ]);
    // The part that is held keeps the id, the part that is ready gets another.
    const parts = [
      { ...shipped[0]!, waits: true },
      { ...shipped[0]!, id: "9", outstanding: 1 },
    ];
    const split = next(arrived, { lines: parts });
    expect(owedOf(split)).toEqual([["1", 0, 3]]);
    expect(owedOf(next(split, {}))).toEqual([["1", 0, 3]]);
    expect(owedOf(next(split, { lines: alone.lines }))).toEqual([["1", 1, 3]]);
  });

  test("are no unit's of a line that moved here, where others are in line", () => {
    const there = { locationId: "2" };
    const away = factsOf({
      stock: [stock(3, 0, { kept: 3 }), stock(0, 2, there)],
      lines: [line("1", 2, there)],
    });
    const here = [{ ...away.lines[0]!, locationId: "1" }];
    const moved = next(away, { stock: [stock(3, 2, { kept: 3 }), stock(0, 0, there)], lines: here });
    expect(owedOf(moved)).toEqual([["1", 0, 2]]);
  });

  test("are the same at the next count, also for a line that has all it needs by then", () => {
    const late = { placedAt: "2026-12-01T00:00:00.000Z" };
    const [early, other] = [line("1", 2), line("2", 6)];
    const first = factsOf({ stock: [stock(3, 8)], lines: [early, other] });
    const behind = next(first, { lines: [{ ...early, ...late }, other], stock: [stock(3, 8, { kept: 2 })] });
    const fewer = next(behind, {
      lines: [{ ...early, ...late, outstanding: 1 }, other],
      stock: [stock(3, 7, { kept: 2 })],
    });
    expect(owedOf(next(fewer, {}))).toEqual(owedOf(fewer));
  });

  test("are named where somebody waits for them", () => {
    const { why } = plan(next(waiting, { stock: [stock(3, 5, { kept: 2 })] }), now);
    const words = why.map((w) => sentence(w.because, String, () => "Berlin"));
    expect(words).toContain(
      "Owed 2 of 3: at Berlin 3 units were on hand, 2 of them kept for the shop floor.",
    );
    const all = plan(next(waiting, { stock: [stock(2, 5, { kept: 2 })], lines: [line("1", 4)] }), now);
    expect(all.why.map((w) => sentence(w.because, String, () => "Berlin"))[0]).toContain(
      "2 units were on hand, kept for the shop floor",
    );
  });

  test("come first out of what is on its way, so that nobody is promised them", () => {
    const supplies = [delivery("5", 5, inDays(7)), delivery("6", 5, inDays(14))];
    const { owed, availability } = plan(
      { ...waiting, supplies, stock: [stock(0, 5, { kept: 2 })] },
      now,
    ).book;
    expect(owed.map((o) => o.covers)).toEqual([
      [{ kind: "delivery", deliveryId: "5", quantity: 3 }],
      [{ kind: "delivery", deliveryId: "6", quantity: 2 }],
    ]);
    expect(availability[0]).toMatchObject({ cap: 3, coming: 10 });
  });

  test("have their queue counted anew, since its end does not tell of them", () => {
    const before = factsOf({ stock: [stock(2, 1)], lines: [line("1", 1)] });
    const going = { ...before, ...plan(before, now), lines: [line("2", 1)], book: plan(before, now).book };
    expect(comeAfter(going, now)).toBe(true);
    expect(comeAfter({ ...going, stock: [stock(2, 1, { kept: 1 })] }, now)).toBe(false);
    const keeping = { ...before, stock: [stock(2, 1, { kept: 1 })] };
    expect(comeAfter({ ...going, tails: plan(keeping, now).tails }, now)).toBe(false);
  });

  test("have the waiting list looked at whenever stock changes", () => {
    const list = { variantId: "7", place: "" };
    const free = [{ variantId: "7", state: "in_stock" as const, free: 2 }];
    expect(alertsToReview(free, [{ ...free[0]!, free: 5 }], [list])).toEqual([]);
    expect(alertsToReview(free, [{ ...free[0]!, free: 5 }], [list], true)).toEqual([list]);
  });
});

/** Any queue, and then any number of units that arrive, some of which are to be kept. */
const anyArrival = fc
  .tuple(anyPreferences, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 5 }))
  .map(([facts, units, kept]) => {
    const keeping = facts.stock.map((s) => ({
      ...s,
      kept,
      onHand: s.onHand + units,
      available: s.available + units,
    }));
    return next({ ...facts, pegs: [] }, { pegs: [], stock: keeping });
  });

describe("whatever arrives and is kept", () => {
  test("what is owed is Shopify's own shortage and what lies there kept, no more", () => {
    always(anyArrival, (facts) => {
      const { owed, tails } = { ...plan(facts, now).book, tails: plan(facts, now).tails };
      for (const { locationId, outstanding, free } of tails) {
        const level = facts.stock.find((s) => s.locationId === locationId);
        const here = owed.filter((o) => o.locationId === locationId).reduce((sum, o) => sum + o.owed, 0);
        const shortage = Math.max(0, outstanding - shelfOf(level));
        const withheld = here - shortage;
        expect(withheld).toBeGreaterThanOrEqual(0);
        expect(withheld).toBeLessThanOrEqual(keptOf(level));
        // Nobody waits while a unit lies there that nobody keeps.
        if (here > 0) expect(free).toBe(0);
      }
    });
  });

  test("nobody loses a unit by it, and counting again changes nothing", () => {
    always(anyArrival, (facts) => {
      const was = new Map(facts.book.owed.map((o) => [o.id, o]));
      const { book } = plan(facts, now);
      for (const { id, owed } of book.owed) expect(owed).toBeLessThanOrEqual(was.get(id)!.owed);
      expect(plan({ ...facts, book }, now).book.owed).toEqual(book.owed);
    });
  });

  test("where nothing is kept everything is as if the setting were not there", () => {
    always(anyPreferences, (facts) => {
      const none = { ...facts, stock: facts.stock.map((s) => ({ ...s, kept: 0 })) };
      expect(plan(none, now).book).toEqual(plan(facts, now).book);
    });
  });
});
