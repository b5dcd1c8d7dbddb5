import { describe, expect, test } from "vitest";
import { evidenceText, learnedBecause } from "#app/domain/evidence.ts";
import { leadTimeOf } from "#app/domain/lead-time.ts";
import type { Evidence } from "#app/domain/learned.ts";
import type { PastLine } from "#app/domain/past-deliveries.ts";
import { firstStated } from "#app/domain/stated.ts";
import { recordOf } from "#app/domain/supplier-record.ts";

const evidence: Evidence = {
  basis: "stated",
  group: "supplier",
  n: 14,
  percent: 80,
  days: 6,
  met: 8,
  of: 10,
  longer: null,
};

describe("what stands under a learned day", () => {
  test.each<[string, Partial<Evidence>]>([
    ["From 14 past deliveries: met 8 of 10", {}],
    ["From 14 past deliveries of this item: met 8 of 10", { group: "item" }],
    ["From 1 past delivery of all suppliers: not tested yet", { group: "shop", n: 1, met: 0, of: 0 }],
    [
      "Estimated from 14 past deliveries of this kind of product: met 8 of 10",
      { group: "type", basis: "ordered" },
    ],
    ["Overdue: 3 of 14 past deliveries came even later", { longer: 3 }],
  ])("%s", (text, it) => {
    expect(evidenceText({ ...evidence, ...it })).toBe(text);
  });

  test.each<[string, string | null, Partial<Evidence>]>([
    ["from 14 past deliveries, 8 of 10 arrived by Nov 30, 6 days after the stated day", "Nov 30", {}],
    ["from 14 past deliveries, 8 of 10 arrived at most 6 days after the stated day", null, {}],
    ["from 14 past deliveries, 8 of 10 arrived at least 1 day before the stated day", null, { days: -1 }],
    ["from 14 past deliveries, 8 of 10 arrived by the stated day", null, { days: 0 }],
    [
      "from 14 past deliveries, 8 of 10 arrived at most 30 days after the order",
      null,
      { days: 30, basis: "ordered" },
    ],
    [
      "it is overdue, and of the 3 of 14 past deliveries that came even later, 8 of 10 arrived by Nov 30",
      "Nov 30",
      { longer: 3 },
    ],
  ])("%s", (text, on, it) => {
    expect(learnedBecause({ ...evidence, ...it }, on)).toBe(text);
  });
});

describe("the day stated first", () => {
  const later = { confirmed: true, enteredOn: "2026-11-01", today: "2026-11-22" };

  test("stays, however often the supplier says another one", () => {
    expect(firstStated("2026-12-01", "2026-12-20", later)).toBe("2026-12-01");
  });

  test("is the first one that was stated, when there was none at the start", () => {
    expect(firstStated(null, "2026-12-20", later)).toBe("2026-12-20");
  });

  test("was mistyped when it is corrected on the day it was entered", () => {
    expect(firstStated("2027-12-01", "2026-12-01", { ...later, enteredOn: later.today })).toBe("2026-12-01");
  });

  test("is none while it is a draft", () => {
    expect(firstStated(null, "2026-12-20", { ...later, confirmed: false })).toBeNull();
  });
});

describe("the lead time of an item", () => {
  const none = { own: null, supplier: null, shop: null, madeToOrder: null };

  test("is the product's own, else its supplier's, else the shop's", () => {
    const all = { ...none, own: { days: 5, level: "product" as const }, supplier: 10, shop: 20 };
    expect(leadTimeOf(all)).toEqual({ days: 5, setOn: "product" });
    expect(leadTimeOf({ ...all, own: null })).toEqual({ days: 10, setOn: "supplier" });
    expect(leadTimeOf({ ...none, shop: 20 })).toEqual({ days: 20, setOn: "shop" });
    expect(leadTimeOf(none)).toBeNull();
  });

  test("is not that of a supplier for what is made to order", () => {
    expect(leadTimeOf({ ...none, supplier: 10, shop: 20, madeToOrder: 3 })).toBeNull();
  });
});

describe("a supplier's record", () => {
  const line = (i: number, of: Partial<PastLine>): PastLine => ({
    deliveryId: `d${i}`,
    supplierId: "1",
    itemId: "1",
    type: "",
    enteredOn: "2026-01-01",
    orderedOn: "2026-01-01",
    firstStatedOn: "2026-01-21",
    receivedOn: "2026-01-21",
    ...of,
  });

  test("counts what came by the day stated first, and what came in how many days from the order", () => {
    const came = ["2026-01-20", "2026-01-21", "2026-01-24", "2026-01-31"];
    const lines = [...came.map((receivedOn, i) => line(i, { receivedOn })), line(9, { receivedOn: null })];
    // The fifth is open since January: nobody can say how long 8 of 10 take.
    expect(recordOf(lines, "2026-11-22")).toMatchObject({ onTime: 2, stated: 4, leadTimeDays: null });
    expect(recordOf(lines.slice(0, 4), "2026-11-22")).toMatchObject({
      leadTimeDays: 30,
      orders: 4,
      buffers: { half: 3, eight: 10, nine: null },
    });
    expect(recordOf(lines, "2026-11-22").delays.map((d) => d.days)).toEqual([-1, 0, 3, 10]);
  });
});
