import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCalendar } from "#app/domain/calendar-form.ts";
import { readArrival, readDeliveryChange, readNewDelivery, readUnits } from "#app/domain/delivery-form.ts";
import { driftOf } from "#app/domain/drift.ts";
import { plan } from "#app/domain/plan.ts";
import { readLeadTime } from "#app/domain/settings-form.ts";
import { always } from "#test/domain/check.ts";
import { anyFacts, delivery, factsOf, inDays, line, now, stock, today } from "#test/domain/shops.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";

describe("scenario L1: units and days that are no whole numbers are refused, and the field is named", () => {
  const noNumbers = [
    "0",
    "-1",
    "1.5",
    "abc",
    "NaN",
    "null",
    "undefined",
    "",
    " ",
    "1e3",
    "0x10",
    "٣",
    "9".repeat(30),
  ];
  const choices = { items: ["1"], locations: ["2"], suppliers: [] };
  const good = { itemId: "1", locationId: "2", reference: "PO-1", expectedOn: inDays(3) };
  const forms: [string, (typed: string) => { ok: boolean; errors?: object }, string][] = [
    ["a new delivery", (quantity) => readNewDelivery({ ...good, quantity }, choices, today), "quantity"],
    ["a changed delivery", (quantity) => readDeliveryChange({ ...good, quantity }, today), "quantity"],
    ["an arrival", (quantity) => readArrival({ quantity }, today), "quantity"],
    ["units of a line", (quantity) => readUnits({ quantity }), "quantity"],
    [
      "a lead time",
      (days) => (days === "" ? { ok: false, errors: { leadTimeDays: "" } } : readLeadTime(days)),
      "leadTimeDays",
    ],
    [
      "handling days",
      (days) =>
        days === "0"
          ? { ok: false, errors: { handlingDays: "" } }
          : readCalendar({ handlingDays: days }, ["1"], { locations: [], zones: [] }),
      "handlingDays",
    ],
  ];
  test.each(forms)("of %s", (_, read, field) => {
    for (const typed of noNumbers) {
      const answer = read(typed);
      expect(answer, typed).toMatchObject({ ok: false });
      expect(Object.keys(answer.errors!), typed).toEqual([field]);
    }
  });

  test("a field that was not sent is missing, not 0", () => {
    expect(readUnits({})).toMatchObject({ ok: false });
    expect(readNewDelivery(good, choices, today)).toMatchObject({ ok: false });
  });
});

test.each(["1926-12-12", "0026-12-12", "20261-12-12", "2026-02-30", "12.12.2026", "tomorrow", ""])(
  "scenario X19: %j is no day on which a delivery can come",
  (expectedOn) => {
    expect(readDeliveryChange({ quantity: "1", expectedOn }, today)).toMatchObject({ ok: false });
  },
);

describe("scenario L9: numbers that can't be true", () => {
  const absurd = fc.integer({ min: -1_000_000, max: 1_000_000 });

  test("end in a book without a negative unit, and throw nowhere", () => {
    always(anyFacts, fc.infiniteStream(absurd), (facts, numbers) => {
      const next = () => numbers.next().value as number;
      const broken = {
        ...facts,
        lines: facts.lines.map((l) => ({ ...l, outstanding: next() })),
        supplies: facts.supplies.map((s) => ({ ...s, quantity: next() })),
        stock: facts.stock.map((s) => ({
          ...s,
          onHand: next(),
          unavailable: next(),
          available: next(),
          committed: next(),
        })),
      };
      const { book } = plan(broken, now);
      driftOf(broken);
      for (const { outstanding, ready, owed, uncovered, covers } of book.owed) {
        const paid = covers.reduce((sum, c) => sum + c.quantity, 0);
        expect(
          Math.min(outstanding, ready, owed, uncovered, ...covers.map((c) => c.quantity)),
        ).toBeGreaterThanOrEqual(0);
        expect([ready + owed, paid + uncovered]).toEqual([outstanding, owed]);
      }
    });
  });

  test("and the difference between Shopify and the orders is shown", () => {
    const facts = factsOf({ stock: [stock(5, -3)], lines: [line("1", 2)] });
    expect(driftOf(facts)).toEqual([{ locationId: "1", committed: -3, outstanding: 2 }]);
    expect(plan(facts, now).book.owed).toEqual([]);
  });
});

test("scenario L14: 2,000 lines and 200 deliveries of one item take less than 50 ms", () => {
  const facts = factsOf({
    stock: [stock(500, 6000)],
    lines: Array.from({ length: 2000 }, (_, i) => line(String(1000 + i), 3)),
    supplies: Array.from({ length: 200 }, (_, i) => delivery(String(i + 1), 20, inDays(i % 90))),
  });
  const once = () => {
    const began = process.cpuUsage();
    const { owed } = plan(facts, now).book;
    const { user } = process.cpuUsage(began);
    expect(owed.reduce((sum, o) => sum + o.owed, 0)).toBe(5500);
    return user / 1000;
  };
  expect(Math.min(...Array.from({ length: 10 }, once))).toBeLessThan(50);
});

describe("scenario L13: whoever inserts something twice", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database?.close());

  test("an item has one row per place, and one per shop", async () => {
    const { stockLevel } = database.db;
    const numbers = { onHand: 1, available: 1, committed: 0, incoming: 0, unavailable: 0, updatedAt: now };
    const at = (shop: string, locationId: string) =>
      stockLevel.create({ data: { shop, itemId: "1", locationId, ...numbers } });
    await at("a.myshopify.com", "1");
    await at("a.myshopify.com", "2");
    await at("b.myshopify.com", "1");
    await expect(at("a.myshopify.com", "1")).rejects.toThrow(/[Uu]nique/);
    expect(await stockLevel.count()).toBe(3);
  });
});
