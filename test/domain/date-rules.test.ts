import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countingRules, itemCalendar, type DateRule, type OwnCalendar } from "#app/domain/date-rules.ts";
import { isWorkingDay, shipDay } from "#app/domain/days.ts";
import type { ShopCalendar } from "#app/domain/facts.ts";
import { leadTimeOf } from "#app/domain/lead-time.ts";
import { narrowest, type Level, type SetOn } from "#app/domain/level.ts";
import { quote } from "#app/domain/quote.ts";
import { always } from "./check.ts";

const shop: ShopCalendar = {
  ...{ timeZone: "Europe/Berlin", handlingDays: 1, workingDays: [1, 2, 3, 4, 5], cutOff: null },
  closed: ["2026-12-25"],
  places: { "7": { timeZone: "Europe/Paris", closed: ["2026-12-24", "2026-12-25"] } },
  customs: { CH: 2 },
};
const on = (level: Level, target = "1", setAt = "2026-11-01T00:00:00.000Z"): SetOn => ({
  level,
  target,
  setAt,
});
const days = (kind: "lead_time" | "handling" | "buffer", count: number, where: SetOn): DateRule => ({
  ...where,
  kind,
  days: count,
});

describe("of several rules that name a product", () => {
  test("the narrowest counts: the variant's, the product's, its collection's, the shop's", () => {
    const all = (["shop", "collection", "product", "variant"] as const).map((level) => on(level));
    for (let left = all.length; left > 0; left--)
      expect(narrowest(all.slice(0, left))?.level).toBe(all[left - 1]!.level);
    expect(narrowest([])).toBeNull();
  });

  test("of two collections the one counts that was set last", () => {
    const older = on("collection", "1", "2026-11-01T00:00:00.000Z");
    const newer = on("collection", "2", "2026-11-02T00:00:00.000Z");
    expect(narrowest([older, newer])).toBe(newer);
    expect(narrowest([newer, older])).toBe(newer);
  });

  test("each kind is decided for itself", () => {
    const rules = countingRules([
      days("handling", 5, on("collection")),
      days("handling", 2, on("product")),
      days("buffer", 3, on("collection")),
      days("buffer", 1, on("shop", "")),
    ]);
    expect([rules.handling?.days, rules.buffer?.days, rules.lead_time]).toEqual([2, 3, null]);
  });

  test("which one counts does not depend on the order in which they were read, and none is narrower", () => {
    const rule = fc.record<SetOn>({
      level: fc.constantFrom("shop", "collection", "product", "variant"),
      target: fc.constantFrom("1", "2", "3"),
      setAt: fc.constantFrom("2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"),
    });
    const distinct = fc.uniqueArray(rule, { selector: (r) => `${r.level} ${r.target}` });
    const width = (r: SetOn) => ["variant", "product", "collection", "shop"].indexOf(r.level);
    always(distinct, fc.integer(), (rules, lot) => {
      const found = narrowest(rules);
      expect(narrowest(rules.toSorted((a, b) => ((a.target < b.target ? 1 : -1) * lot) % 7))).toEqual(found);
      for (const other of rules) {
        expect(width(other)).toBeGreaterThanOrEqual(width(found!));
        if (width(other) === width(found!)) expect(other.setAt <= found!.setAt).toBe(true);
      }
    });
  });
});

describe("the calendar of an item", () => {
  const own = (more: Partial<OwnCalendar> = {}): DateRule => ({
    ...{ ...on("product"), kind: "calendar" },
    calendar: { workingDays: [2, 4], keepsClosed: true, closed: [], ...more },
  });
  const of = (...rules: DateRule[]) => itemCalendar(shop, countingRules(rules));

  test("is the shop's where nothing was said", () => {
    expect(of()).toEqual(shop);
    expect(of(days("lead_time", 9, on("product")))).toEqual(shop);
    expect(of(days("buffer", 0, on("product")))).toEqual(shop);
  });

  test("has its own handling, also none", () => {
    expect(of(days("handling", 0, on("variant")))).toEqual({ ...shop, handlingDays: 0 });
  });

  test("has its own working days, and the shop's closed days unless it does without them", () => {
    expect(of(own())).toMatchObject({ workingDays: [2, 4], closed: shop.closed, places: shop.places });
    expect(of(own({ keepsClosed: false }))).toMatchObject({
      ...{ closed: [], places: { "7": { timeZone: "Europe/Paris", closed: [] } } },
    });
  });

  test("is closed on days of its own at every place, beside the shop's", () => {
    const closed = [{ first: "2026-12-26", last: "2026-12-27", name: "Inventory" }];
    expect(of(own({ closed }))).toMatchObject({
      closed: ["2026-12-25", "2026-12-26", "2026-12-27"],
      places: { "7": { closed: ["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27"] } },
    });
  });

  test("a buffer is added to the day of arrival in calendar days, before goods are unpacked", () => {
    // Thursday and two days: Saturday. Unpacked on Monday, sent on Tuesday.
    expect(shipDay("2026-11-26", of(days("buffer", 2, on("product"))))).toBe("2026-12-01");
    expect(shipDay("2026-11-26", shop)).toBe("2026-11-27");
  });

  test("what lies on the shelf needs no buffer", () => {
    const left = { shelf: 3, sources: [], lines: 0, units: 0 };
    const calendar = of(days("buffer", 9, on("product")));
    const nothing = { leadTime: null, madeToOrderDays: null };
    expect(quote(1, left, nothing, calendar, "2026-11-26").shipsBy).toBe("2026-11-27");
  });

  test("goods leave on one of its working days, and never earlier with more handling or buffer", () => {
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const few = fc.integer({ min: 0, max: 9 });
    always(weekdays, few, few, few, (workingDays, handling, buffer, more) => {
      const calendar = (h: number, b: number) =>
        of(days("handling", h, on("product")), days("buffer", b, on("product")), own({ workingDays }));
      const day = shipDay("2026-12-22", calendar(handling, buffer));
      expect(isWorkingDay(day, calendar(handling, buffer))).toBe(true);
      expect(shipDay("2026-12-22", calendar(handling + more, buffer)) >= day).toBe(true);
      expect(shipDay("2026-12-22", calendar(handling, buffer + more)) >= day).toBe(true);
    });
  });
});

describe("a lead time", () => {
  const of = (level: Level | null, more: { madeToOrder?: number; supplier?: number } = {}) =>
    leadTimeOf({
      own: level && { days: 5, level },
      supplier: more.supplier ?? null,
      shop: 20,
      madeToOrder: more.madeToOrder ?? null,
    });

  test("of a collection comes before its supplier's and the shop's", () => {
    expect(of("collection", { supplier: 10 })).toEqual({ days: 5, setOn: "collection" });
  });

  test("of a variant or a product is used although it is made to order, a collection's is not", () => {
    expect(of("variant", { madeToOrder: 3 })).toEqual({ days: 5, setOn: "variant" });
    expect(of("product", { madeToOrder: 3 })).toEqual({ days: 5, setOn: "product" });
    expect(of("collection", { madeToOrder: 3 })).toBeNull();
  });
});
