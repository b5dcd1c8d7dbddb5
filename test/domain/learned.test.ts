import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backTest, pinball } from "#app/domain/back-test.ts";
import { addDays, daysBetween } from "#app/domain/days.ts";
import { learnedDate, type Coming } from "#app/domain/learned.ts";
import { delaysOf, onePerDelivery, recent, type PastLine } from "#app/domain/past-deliveries.ts";
import { conformalQuantile, leastNeeded, sureQuantile } from "#app/domain/quantile.ts";
import { conditionalResidual, kaplanMeier, survivalQuantile } from "#app/domain/survival.ts";
import { always } from "./check.ts";

describe("the conformal rank", () => {
  const leadTimes = [7, 8, 9, 9, 10, 10, 11, 12, 13, 14, 16, 21];

  test.each([
    [50, 11],
    [80, 16],
    [90, 21],
    [95, null],
  ])("of twelve lead times, %i %% are within %s days (scenario H17)", (percent, days) => {
    expect(conformalQuantile([...leadTimes].reverse(), percent)).toBe(days);
  });

  test.each([
    [50, 1],
    [80, 4],
    [90, 9],
    [95, 19],
  ])("%i %% need %i past deliveries, and one less says nothing", (percent, least) => {
    const values = Array.from({ length: least }, (_, i) => i);
    expect(leastNeeded(percent)).toBe(least);
    expect(conformalQuantile(values, percent)).toBe(least - 1);
    expect(conformalQuantile(values.slice(1), percent)).toBeNull();
  });

  test("five deliveries give the fifth, not the fourth: ranks are counted in whole percents", () => {
    expect(conformalQuantile([1, 2, 3, 4], 80)).toBe(4);
    expect(conformalQuantile([1, 2, 3, 4, 5, 6, 7, 8, 9], 80)).toBe(8);
    expect(conformalQuantile([1, 2, 3, 4, 5, 6, 7, 8, 9], 70)).toBe(7);
  });
});

describe("deliveries that are still open", () => {
  test("make P50 and P80 later than those that arrived alone would say (scenario H20)", () => {
    const [closed, open] = [
      [8, 10, 10, 14, 20],
      [12, 15],
    ];
    const curve = kaplanMeier(closed, open).map(({ at, left, of }) => [at, Number(left) / Number(of)]);
    expect(curve.map(([at]) => at)).toEqual([8, 10, 14, 20]);
    for (const [i, share] of [0.857, 0.571, 0.381, 0].entries()) expect(curve[i]![1]).toBeCloseTo(share, 3);
    expect([50, 80].map((p) => survivalQuantile(closed, open, p))).toEqual([14, 20]);
    expect([50, 80].map((p) => survivalQuantile(closed, [], p))).toEqual([10, 14]);
  });

  test("an age that equals a past delay was still waiting when that one arrived", () => {
    expect(kaplanMeier([5], [5])).toEqual([{ at: 5, left: 1n, of: 2n }]);
  });

  test.each([
    [15, 7],
    [20, 2],
    [29, 1],
    [30, null],
    [31, null],
  ])("one that is open for %i days has a median of %s days left (scenario H19)", (age, left) => {
    expect(conditionalResidual([10, 14, 18, 22, 30], [], age, 50)).toBe(left);
  });
});

const delay = fc.integer({ min: -10, max: 40 });
const delays = fc.array(delay, { maxLength: 25 });
const percent = fc.integer({ min: 1, max: 99 });

describe("whatever the past was", () => {
  test("without open deliveries both estimators name the same day", () => {
    always(delays, percent, (closed, p) => {
      expect(survivalQuantile(closed, [Infinity], p)).toBe(conformalQuantile(closed, p));
    });
  });

  test("the plain curve is the rank ⌈np⌉ when nothing is open", () => {
    always(fc.array(delay, { minLength: 1, maxLength: 25 }), percent, (closed, p) => {
      const rank = Math.ceil((closed.length * p) / 100);
      expect(survivalQuantile(closed, [], p)).toBe([...closed].sort((a, b) => a - b)[rank - 1]);
    });
  });

  test("an open delivery never makes a day earlier", () => {
    always(delays, delays, percent, (closed, open, p) => {
      const [without, with_] = [sureQuantile(closed, [], p), sureQuantile(closed, open, p)];
      if (with_ !== null) expect(with_).toBeGreaterThanOrEqual(without!);
    });
  });

  test("more certainty is never an earlier day, and needs as many deliveries as it says", () => {
    always(delays, percent, percent, (closed, p, q) => {
      const [low, high] = [p, q].sort((a, b) => a - b).map((x) => conformalQuantile(closed, x));
      if (high !== null) expect(high!).toBeGreaterThanOrEqual(low!);
      expect(conformalQuantile(closed, p) !== null).toBe(closed.length >= leastNeeded(p));
    });
  });

  test("at least the asked share of the past came within the days named", () => {
    always(delays, percent, (closed, p) => {
      const days = conformalQuantile(closed, p);
      if (days !== null)
        expect(closed.filter((d) => d <= days).length * 100).toBeGreaterThanOrEqual(closed.length * p);
    });
  });
});

const today = "2026-11-22";
const coming = (it: Partial<Coming> = {}): Coming => ({
  deliveryId: "new",
  supplierId: "fjellverk",
  items: [{ itemId: "1", type: "Packs" }],
  statedOn: "2026-12-01",
  orderedOn: null,
  ...it,
});
let next = 0;
/** Deliveries that came so many days after the day first stated, one a week, the last a month ago. */
const came = (errors: number[], it: Partial<PastLine> = {}): PastLine[] =>
  errors.map((error, i) => {
    const stated = addDays("2026-10-20", -7 * (errors.length - i));
    const line = { supplierId: "fjellverk", itemId: "1", type: "Packs", enteredOn: addDays(stated, -3) };
    return {
      ...line,
      deliveryId: `p${(next += 1)}`,
      orderedOn: null,
      firstStatedOn: stated,
      receivedOn: addDays(stated, error),
      ...it,
    };
  });

describe("a learned day", () => {
  test("is the stated one plus what 8 of 10 past deliveries stayed within, with what it rests on", () => {
    const learned = learnedDate(coming(), came([0, 1, 2, 3, 6, 1, 0, 2, 1]), today);
    expect(learned).toMatchObject({ day: "2026-12-04" });
    expect(learned!.evidence).toMatchObject({ basis: "stated", group: "item", n: 9, percent: 80, days: 3 });
    expect(learned!.evidence.longer).toBeNull();
  });

  test("may be earlier than the stated one when the supplier is always early", () => {
    expect(learnedDate(coming(), came([-3, -2, -4, -2]), today)!.day).toBe("2026-11-29");
  });

  test("without a stated day counts from the day of the order", () => {
    const past = came([30, 32, 40, 35]).map((l) => ({ ...l, orderedOn: l.firstStatedOn }));
    const learned = learnedDate(coming({ statedOn: null, orderedOn: "2026-11-10" }), past, today)!;
    expect(learned).toMatchObject({ day: "2026-12-20", evidence: { basis: "ordered", days: 40 } });
    expect(learnedDate(coming({ statedOn: null }), past, today)).toBeNull();
  });

  test.each([
    ["the same item", {}, "item"],
    ["the same kind of product", { itemId: "2" }, "type"],
    ["the same supplier", { itemId: "2", type: "Lamps" }, "supplier"],
    ["the shop", { supplierId: "nordlys" }, "shop"],
  ] as const)("is learned from %s when nothing narrower is enough", (_, other, group) => {
    const lines = [...came([9, 9, 9]), ...came([2, 2, 2, 2, 2], other)];
    expect(learnedDate(coming(), lines, today)!.evidence.group).toBe(group);
  });

  test("is none when there are too few deliveries in the whole shop", () => {
    expect(learnedDate(coming(), came([1, 2, 3]), today)).toBeNull();
  });

  test("does not count ten items of one container ten times", () => {
    const container = came([1, 1, 1, 1, 1]).map((l) => ({ ...l, deliveryId: "container" }));
    expect(learnedDate(coming(), container, today)).toBeNull();
  });

  test("does not learn from itself", () => {
    const own = came([1, 1, 1, 1], { deliveryId: "new" });
    expect(learnedDate(coming(), [...own, ...came([2, 2, 2])], today)).toBeNull();
  });

  test("takes several kinds of goods together as the supplier's, and goods of no kind are not a kind", () => {
    const lines = came([1, 2, 3, 4], { type: "" });
    const items = [
      { itemId: "1", type: "" },
      { itemId: "2", type: "" },
    ];
    expect(learnedDate(coming({ items }), lines, today)!.evidence.group).toBe("supplier");
  });

  test("forgets what a supplier did long ago", () => {
    const lines = [...came([60, 60, 60, 60]), ...came(Array.from({ length: recent }, () => 1))];
    for (const [i, line] of lines.entries())
      Object.assign(line, { orderedOn: addDays("2025-01-01", i), enteredOn: addDays("2025-01-01", i) });
    expect(learnedDate(coming(), lines, today)!.evidence).toMatchObject({ n: recent, days: 1 });
  });
});

describe("an overdue delivery (scenario H14)", () => {
  const past = came([0, 2, 4, 6, 8, 12, 1, 1, 1]);

  test("is expected when 8 of 10 of those came that took even longer", () => {
    // Stated 5 days ago and not here: of nine, three took 5 days or more: 6, 8 and 12.
    const learned = learnedDate(coming({ statedOn: "2026-11-17" }), past, today)!;
    expect(learned).toMatchObject({ day: "2026-11-29", evidence: { longer: 3, n: 9 } });
  });

  test("may still come on the day on which the latest one came", () => {
    expect(learnedDate(coming({ statedOn: "2026-11-10" }), past, today)!.day).toBe(today);
  });

  test("has no day when it is later than anything seen so far", () => {
    expect(learnedDate(coming({ statedOn: "2026-11-09" }), past, today)).toBeNull();
  });

  test("asks a wider group when it is later than anything of a narrower one", () => {
    const lines = [...past, ...came([20, 20, 20, 20], { itemId: "2" })];
    expect(learnedDate(coming({ statedOn: "2026-11-09" }), lines, today)).toMatchObject({
      day: "2026-11-29",
      evidence: { group: "type" },
    });
  });

  const errors = fc.array(delay, { minLength: 1, maxLength: 20 });
  const age = fc.integer({ min: -20, max: 60 });
  test("never has a day in the past, and one more day of waiting never makes it come earlier", () => {
    always(errors, age, fc.boolean(), (past, days, byOrder) => {
      const base = addDays(today, -days);
      const asked = coming(byOrder ? { statedOn: null, orderedOn: base } : { statedOn: base });
      const lines = came(past).map((l) => ({ ...l, orderedOn: l.firstStatedOn }));
      const [now, later] = [today, addDays(today, 1)].map((day) => learnedDate(asked, lines, day));
      if (now) expect(now.day >= today).toBe(true);
      if (now && later) expect(later.day >= now.day).toBe(true);
    });
  });
});

describe("the back-test", () => {
  test("predicts each delivery from what was known when it was ordered, and counts those that came in time", () => {
    const past = onePerDelivery(came([0, 1, 2, 3, 3, 5]), "stated");
    expect(backTest(past, 80)).toMatchObject({ met: 1, of: 2 });
  });

  test("knows nothing of a delivery before it arrived", () => {
    const line = came([0, 1, 2, 3, 3]).map((l) => ({ ...l, enteredOn: "2026-01-01" }));
    expect(backTest(onePerDelivery(line, "stated"), 80).of).toBe(0);
  });

  test("a day too late costs four times as much as a day too early at 8 of 10", () => {
    expect(pinball(5, 3, 80)).toBe(160);
    expect(pinball(3, 5, 80)).toBe(40);
    expect(pinball(3, 3, 80)).toBe(0);
  });

  test("a line that has not come keeps its delivery open, with its age of yesterday", () => {
    const two = came([0, 4]).map((l, i) => ({ ...l, deliveryId: "one", firstStatedOn: "2026-11-20", i }));
    two[1]!.receivedOn = null;
    expect(delaysOf(onePerDelivery(two, "stated"), today)).toEqual({ closed: [], open: [1] });
    expect(daysBetween("2026-11-20", today)).toBe(2);
  });
});
