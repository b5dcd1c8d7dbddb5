import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, type PromiseEntry } from "#app/domain/promise.ts";
import type { Day, Facts } from "#app/domain/facts.ts";
import { movesTo, outcomeOf } from "#app/domain/slip.ts";
import { anyFacts, delivery, factsOf, inDays, line, now, stock, today } from "./shops.ts";
import { always } from "./check.ts";

const lines = [line("1", 3), line("2", 4)];
const facts = factsOf({
  stock: [stock(0, 7)],
  lines,
  supplies: [delivery("5", 3, inDays(7)), delivery("6", 10, inDays(14))],
});

/** Another day or other units of one delivery, or none of it. */
function movesBy(
  of: Facts,
  deliveryId: string,
  to: { expectedOn: Day | null; units?: number; cancelled?: boolean },
  at: Date,
) {
  const supplies = of.supplies.flatMap((s) => {
    if (s.deliveryId !== deliveryId) return [s];
    return to.cancelled ? [] : [{ ...s, expectedOn: to.expectedOn, quantity: to.units ?? s.quantity }];
  });
  return movesTo(of, { supplies }, at);
}

describe("a delivery that comes later", () => {
  test("moves the lines it pays, and no other", () => {
    const moves = movesBy(facts, "6", { expectedOn: inDays(21) }, now);
    expect(moves).toEqual([
      { orderId: "12", lineId: "22", owed: 4, from: inDays(15), to: inDays(22), lost: 0 },
    ]);
  });
  test("lets another delivery pay in its place", () => {
    const moves = movesBy(facts, "5", { expectedOn: inDays(21) }, now);
    expect(moves).toEqual([
      { orderId: "11", lineId: "21", owed: 3, from: inDays(8), to: inDays(15), lost: 0 },
    ]);
  });
  test("that is canceled leaves nobody a day that nothing else gives", () => {
    const moves = movesBy(facts, "6", { expectedOn: null, cancelled: true }, now);
    expect(moves).toEqual([{ orderId: "12", lineId: "22", owed: 4, from: inDays(15), to: null, lost: 4 }]);
  });
  test("that brings less takes the day of whoever came last", () => {
    const moves = movesBy(facts, "6", { expectedOn: inDays(14), units: 3 }, now);
    expect(moves.map((m) => [m.lineId, m.to, m.lost])).toEqual([["22", null, 1]]);
  });
  test("takes cover from a line that had no date anyway, which is said", () => {
    const short = factsOf({
      stock: [stock(0, 200)],
      lines: [line("1", 200)],
      supplies: [delivery("5", 150, inDays(1))],
    });
    expect(movesBy(short, "5", { expectedOn: null, cancelled: true }, now)).toMatchObject([
      { lineId: "21", owed: 200, from: null, to: null, lost: 150 },
    ]);
    expect(movesBy(short, "5", { expectedOn: inDays(9) }, now)).toEqual([]);
  });
});

test("no change moves nobody, whatever the shop", () => {
  always(anyFacts, (any) => {
    for (const { deliveryId, expectedOn } of any.supplies)
      expect(movesBy(any, deliveryId, { expectedOn }, now)).toEqual([]);
  });
});

test("an earlier day makes nobody later, whatever the shop", () => {
  always(
    anyFacts.filter((f) => f.leadTime === null),
    fc.integer({ min: 0, max: 60 }),
    (any, days) => {
      for (const { deliveryId, expectedOn } of any.supplies) {
        if (expectedOn === null || inDays(days) > expectedOn) continue;
        for (const { from, to } of movesBy(any, deliveryId, { expectedOn: inDays(days) }, now)) {
          expect(to).not.toBeNull();
          expect(from === null || to! <= from).toBe(true);
        }
      }
    },
  );
});

describe("what becomes of a promise", () => {
  const told = (days: number, change: PromiseEntry["change"] = "first", version = 1): PromiseEntry => {
    return { promisedOn: inDays(days), version, change, at: now.toISOString() };
  };
  const becomes = (to: string | null, ...entries: PromiseEntry[]) =>
    outcomeOf({ to }, entries, today, now, defaultPolicy);

  test("who was promised nothing is told nothing", () => expect(becomes(inDays(9))).toBe("none"));
  test("within the tolerance nobody is told", () => expect(becomes(inDays(11), told(10))).toBe("kept"));
  test("beyond it the customer is told", () => expect(becomes(inDays(20), told(10))).toBe("told"));
  test("a second delay needs an answer", () =>
    expect(becomes(inDays(30), told(10), told(20, "later", 2))).toBe("must_agree"));
  test("more than 30 days needs an answer", () => expect(becomes(inDays(41), told(10))).toBe("must_agree"));
  test("no day needs an answer", () => expect(becomes(null, told(10))).toBe("must_agree"));
  test("an earlier day is better", () => expect(becomes(inDays(5), told(20))).toBe("better"));
});
