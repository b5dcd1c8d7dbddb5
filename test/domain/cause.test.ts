import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { causes, causesOf, type CauseFacts, type CauseFound, type Missing } from "#app/domain/cause.ts";
import { causeSentence, causeWords, isCause } from "#app/domain/cause-words.ts";
import type { Cover, OwedLine, Tail } from "#app/domain/facts.ts";
import { fallOf, shelfMoves } from "#app/domain/shelf.ts";
import { surgeOf } from "#app/domain/surge.ts";
import { always } from "./check.ts";

const today = "2026-12-05";
const po7: Cover = { kind: "delivery", deliveryId: "7", quantity: 1 };

function owed(id: string, is: Partial<OwedLine> = {}): OwedLine {
  const units = is.owed ?? 1;
  return {
    ...{ id, lineId: `line ${id}`, orderId: `order ${id}`, locationId: "1", outstanding: units, ready: 0 },
    ...{ owed: units, uncovered: units, unitsBefore: 0, linesBefore: 0, since: `${today}T09:00:00.000Z` },
    covers: [],
    ...is,
  };
}

function factsOf(is: Partial<CauseFacts> = {}): CauseFacts {
  const lines = is.owed ?? [owed("1")];
  return {
    ...{ owed: lines, wasOwed: new Set<string>(), newcomers: new Set(lines.map((l) => l.id)) },
    ...{ firstCount: false, today, missing: [], tails: [], madeToOrderDays: null, leadTime: null },
    variants: [{ variantId: "3", productId: "2", policy: "CONTINUE", discontinued: false }],
    supplies: [
      {
        deliveryId: "7",
        reference: "PO-7",
        locationId: "1",
        quantity: 9,
        expectedOn: "2026-12-12",
        confirmed: true,
      },
    ],
    ...is,
  };
}

const causeOf = (is: Partial<CauseFacts> = {}) => causesOf(factsOf(is))[0]?.found;

const fell = (units: number): Missing => ({
  locationId: "1",
  units,
  found: { cause: "stock_fell", units, on: "2026-12-04", location: "1" },
});
const late = (units: number): Missing => ({
  locationId: "1",
  units,
  found: {
    cause: "late_supplier",
    deliveryId: "7",
    reference: "PO-7",
    supplier: "Alpine Gear",
    units,
    due: "2026-12-03",
    statedOn: "2026-12-12",
    short: false,
  },
});
const surge = (units: number): Missing => ({
  locationId: "1",
  units,
  found: { cause: "demand_surge", sold: 20, usual: 6 },
});
const stops = { variantId: "3", productId: "2", policy: "DENY" as const, discontinued: false };

describe("why a line is owed", () => {
  test("what is made to order is owed by design, whatever else is missing", () => {
    const covers: Cover[] = [{ kind: "made_to_order", expectedOn: "2026-12-20", quantity: 1 }];
    const facts = { owed: [owed("1", { covers })], madeToOrderDays: 12, missing: [fell(5), late(5)] };
    expect(causeOf(facts)).toEqual({ cause: "made_to_order", days: 12 });
  });

  test("stock that fell without an order comes before everything that was sold", () => {
    const facts = { missing: [fell(1), late(5), surge(5)], variants: [stops] };
    expect(causeOf(facts)).toMatchObject({ cause: "stock_fell", units: 1 });
  });

  test("an item that stops at zero was oversold, though its delivery is late too", () => {
    expect(causeOf({ variants: [stops], missing: [late(5)] })).toEqual({ cause: "oversold" });
  });

  test("an item with one variant that sells on was not oversold", () => {
    expect(causeOf({ variants: [stops, { ...stops, policy: "CONTINUE" }] })).not.toEqual({
      cause: "oversold",
    });
  });

  test("a delivery that should be here explains as many units as it would have brought", () => {
    const lines = ["1", "2", "3"].map((id) => owed(id, { covers: [po7], uncovered: 0 }));
    const found = causesOf(factsOf({ owed: lines, missing: [late(2)] }));
    expect(found.map((d) => d.found.cause)).toEqual(["late_supplier", "late_supplier", "sold_ahead"]);
  });

  test("units that others are owed already are explained by what was missing first", () => {
    const tails = [{ locationId: "1", owed: 3 } as Tail];
    expect(causeOf({ tails, missing: [fell(2), late(2)] })).toMatchObject({ cause: "late_supplier" });
    expect(causeOf({ tails, missing: [fell(4), late(2)] })).toMatchObject({ cause: "stock_fell" });
    expect(causeOf({ tails, missing: [fell(1), late(2)] })).toMatchObject({ cause: "not_known" });
    expect(causeOf({ tails, missing: [late(3), surge(1)] })).toMatchObject({ cause: "demand_surge" });
  });

  test("what is missing at one place explains nothing at another", () => {
    expect(causeOf({ missing: [{ ...fell(9), locationId: "2" }] })).toMatchObject({ cause: "not_known" });
  });

  test("it was sold on purpose where a delivery with a day was there to sell", () => {
    const lines = [owed("1", { covers: [po7], uncovered: 0 })];
    expect(causeOf({ owed: lines })).toEqual({
      ...{ cause: "sold_ahead", deliveryId: "7", reference: "PO-7" },
      expectedOn: "2026-12-12",
    });
    const [supply] = factsOf().supplies;
    for (const expectedOn of [null, "2026-12-04"])
      expect(causeOf({ owed: lines, supplies: [{ ...supply!, expectedOn }] })).toEqual({
        cause: "not_known",
        because: "no_dated_supply",
      });
  });

  test("it is ordered in when it is sold where only a lead time covers it", () => {
    const covers: Cover[] = [{ kind: "lead_time", expectedOn: "2026-12-20", quantity: 1 }];
    const leadTime = { days: 14, setOn: "shop" as const };
    expect(causeOf({ owed: [owed("1", { covers })], leadTime })).toEqual({ cause: "lead_time", days: 14 });
  });

  test("nothing is guessed: of the first count, of lines that had their units, of sales without supply", () => {
    expect(causeOf({ firstCount: true, missing: [late(9)] })).toMatchObject({ because: "first_count" });
    expect(causeOf({ newcomers: new Set() })).toMatchObject({ because: "had_units" });
    expect(causeOf()).toMatchObject({ because: "no_dated_supply" });
  });

  test("a line that was owed already is no new debt; parts of one line are one", () => {
    expect(causesOf(factsOf({ wasOwed: new Set(["1"]) }))).toEqual([]);
    const parts = [owed("1"), owed("2", { lineId: "line 1", owed: 3, locationId: "2" })];
    expect(causesOf(factsOf({ owed: parts }))).toMatchObject([{ lineId: "line 1", units: 4 }]);
  });

  test("no missing unit is blamed for two lines, and whatever is owed has a cause", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 });
    const few = fc.nat(12);
    always(sizes, few, few, few, few, (units, before, f, l, s) => {
      const lines = units.map((owedUnits, i) => owed(String(i), { owed: owedUnits }));
      const tails = [{ locationId: "1", owed: before } as Tail];
      const missing = [fell(f), late(l), surge(s)];
      const found = causesOf(factsOf({ owed: lines, tails, missing }));
      expect(found.map((d) => d.units)).toEqual(units);
      // Counting unit by unit says the same of the first unit of each line.
      const blame = [...Array(f).fill("stock_fell"), ...Array(l).fill("late_supplier")];
      blame.push(...Array(s).fill("demand_surge"));
      let at = before;
      for (const [i, debt] of found.entries()) {
        expect(debt.found.cause).toBe(blame[at] ?? "not_known");
        at += units[i]!;
      }
      for (const one of missing)
        expect(found.filter((d) => d.found.cause === one.found.cause).length).toBeLessThanOrEqual(one.units);
    });
  });

  test("counting one line after the other finds the same as counting all at once", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 });
    always(sizes, fc.nat(10), fc.nat(10), (units, f, l) => {
      const lines = units.map((owedUnits, i) => owed(String(i), { owed: owedUnits }));
      const missing = [fell(f), late(l)];
      const before = (i: number) => units.slice(0, i).reduce((sum, n) => sum + n, 0);
      const each = lines.flatMap((line, i) =>
        causesOf(factsOf({ owed: [line], tails: [{ locationId: "1", owed: before(i) } as Tail], missing })),
      );
      expect(each).toEqual(causesOf(factsOf({ owed: lines, missing })));
    });
  });
});

describe("a surge", () => {
  test("is more than three deviations above the mean of the weeks before", () => {
    // Mean 9, its root 3: the limit is 18.
    const usual = [9, 9, 9, 9];
    expect(surgeOf([18, ...usual])).toBeNull();
    expect(surgeOf([19, ...usual])).toEqual({ sold: 19, usual: 9, units: 10 });
  });

  test("in a shop of uneven weeks has to be more than those are uneven", () => {
    const uneven = [1, 17, 1, 17];
    expect(surgeOf([30, ...uneven])).toBeNull();
    expect(surgeOf([40, ...uneven])).toMatchObject({ sold: 40, usual: 9 });
  });

  test("is never claimed of few weeks, or of an item that did not sell", () => {
    expect(surgeOf([])).toBeNull();
    expect(surgeOf([99, 9, 9, 9])).toBeNull();
    expect(surgeOf([99, 0, 0, 0, 0, 0])).toBeNull();
  });

  test("is never more units than were sold beyond the mean", () => {
    always(fc.array(fc.nat(40), { maxLength: 12 }), (weeks) => {
      const found = surgeOf(weeks);
      if (!found) return;
      const before = weeks.slice(1, 9);
      const mean = before.reduce((sum, n) => sum + n, 0) / before.length;
      expect(found.units).toBeGreaterThan(0);
      expect(found.units).toBeLessThanOrEqual(weeks[0]! - mean);
    });
  });
});

describe("a shelf", () => {
  const tail = (outstanding: number, owedUnits: number, free: number): Tail => ({
    ...{ locationId: "1", lines: 1, supplies: {}, rank: "", facts: "" },
    ...{ outstanding, owed: owedUnits, free },
  });
  const moved = (before: Tail, after: Tail, came = 0) =>
    shelfMoves([before], [after], new Map([["1", came]]));

  test("that is lower by what was shipped or sold did not fall", () => {
    expect(moved(tail(4, 0, 6), tail(1, 0, 6))).toEqual([]);
    expect(moved(tail(4, 0, 6), tail(6, 0, 4), 2)).toEqual([]);
    // Two came and five left.
    expect(moved(tail(4, 0, 6), tail(1, 0, 4), 2)).toEqual([]);
  });

  test("that is lower by more fell by the rest", () => {
    expect(moved(tail(4, 0, 6), tail(4, 2, 0))).toEqual([{ locationId: "1", fell: 8, rose: false }]);
    expect(moved(tail(4, 0, 6), tail(3, 0, 5))).toEqual([{ locationId: "1", fell: 1, rose: false }]);
  });

  test("that is fuller rose", () => {
    expect(moved(tail(4, 4, 0), tail(4, 1, 0))).toEqual([{ locationId: "1", fell: 0, rose: true }]);
  });
});

describe("what a shelf lost without an order", () => {
  test("adds up, less what transfers took of it now, and orders that are heard of later", () => {
    expect(fallOf(0, 5)).toBe(5);
    expect(fallOf(2, 5, { sold: 0, sent: 3 })).toBe(4);
    expect(fallOf(2, 0, { sold: 0, sent: 3 })).toBe(2);
    expect(fallOf(2, 0, { sold: 2, sent: 0 })).toBe(0);
    expect(fallOf(1, 1, { sold: 9, sent: 9 })).toBe(0);
  });
});

describe("in words", () => {
  const write = { date: (day: string) => day, place: () => "Berlin" };
  const says = (found: CauseFound) => causeSentence(found, write);

  test("every cause has a name and its evidence is a sentence", () => {
    const found = [fell(1), late(2), surge(3)].map((m) => m.found);
    expect(found.map(says)).toEqual([
      "Stock at Berlin was 1 unit lower on 2026-12-04, and no order took it.",
      "Alpine Gear's PO-7 moved from 2026-12-03 to 2026-12-12.",
      "20 units were sold in seven days; 6 a week is usual.",
    ]);
    const po = { ...(late(2).found as Extract<CauseFound, { cause: "late_supplier" }>), supplier: null };
    expect(says({ ...po, statedOn: po.due })).toBe("PO-7 was due on 2026-12-03 and did not come by then.");
    expect(says({ ...po, statedOn: null })).toBe("PO-7 was due on 2026-12-03 and has no date anymore.");
    expect(says({ ...po, short: true })).toBe("PO-7 came with 2 units less.");
    for (const cause of causes) expect(causeWords[cause]).toMatch(/^[A-Z]/);
    expect(isCause("late_supplier")).toBe(true);
    expect(isCause("constructor")).toBe(false);
  });
});
