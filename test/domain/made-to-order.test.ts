import { expect, test } from "vitest";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Facts } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { calendarOf, delivery, factsOf, inDays, line, now, stock, today } from "./shops.ts";

const book = (more: Partial<Facts>) => plan(factsOf({ madeToOrderDays: 3, ...more }), now).book;
const dates = (facts: Partial<Facts>) => {
  const all = factsOf({ madeToOrderDays: 3, ...facts });
  return plan(all, now).book.owed.map((o) =>
    lineShipsBy(o, coverDates(o.covers, all.supplies, all.calendar, today)),
  );
};
/** Monday morning is now; the day before the weekend was Friday. */
const friday = "2026-11-20T09:00:00Z";

test("the clock starts with the order, however late the debt is found, and packing is a part of it", () => {
  const known = book({ lines: [line("1", 1, { placedAt: friday })], stock: [stock(0, 1)] });
  const since = now.toISOString();
  const again = { owed: known.owed.map((o) => ({ ...o, since })), availability: known.availability };
  const lines = [line("1", 1, { placedAt: friday })];
  expect(dates({ lines, stock: [stock(0, 1)], book: again })).toEqual(["2026-11-25"]);
});

test("a lead time starts with the debt, not with the order", () => {
  const lines = [line("1", 1, { placedAt: friday })];
  const known = { ...book({ lines }).owed[0]!, since: now.toISOString() };
  const leadTime = { days: 3, setOn: "product" as const };
  const facts = { leadTime, madeToOrderDays: null, lines, book: { owed: [known], availability: [] } };
  expect(book(facts).owed[0]!.covers).toEqual([{ kind: "lead_time", expectedOn: inDays(3), quantity: 1 }]);
});

test("a delivery comes first, and making it covers the rest without an end", () => {
  const lines = [
    line("1", 2, { placedAt: now.toISOString() }),
    line("2", 900, { placedAt: now.toISOString() }),
  ];
  const { owed } = book({ lines, supplies: [delivery("5", 2, inDays(1))], stock: [stock(0, 902)] });
  expect(owed.map((o) => [o.covers.map((c) => c.kind), o.uncovered])).toEqual([
    [["delivery"], 0],
    [["made_to_order"], 0],
  ]);
});

test("shoppers see a day counted from now, and there is no end to what can be sold", () => {
  const [shown] = book({ stock: [stock(0, 0)] }).availability;
  expect(shown).toMatchObject({
    state: "backorder",
    shipsBy: "2026-11-26",
    cap: null,
    because: { kind: "made_to_order", days: 3 },
  });
});

test("holidays lie between the order and the parcel, and the cut-off puts the start off", () => {
  const lines = [
    line("1", 1, { placedAt: "2026-11-23T08:00:00Z" }),
    line("2", 1, { placedAt: now.toISOString() }),
  ];
  const calendar = calendarOf({ cutOff: "09:30", closed: [inDays(2)] });
  // Berlin is an hour ahead: the second order came at ten.
  expect(dates({ lines, calendar, stock: [stock(0, 2)] })).toEqual(["2026-11-27", "2026-11-30"]);
});

test("a day by which it should have been made is no date", () => {
  const lines = [line("1", 1, { placedAt: "2026-11-02T09:00:00Z" })];
  expect(dates({ lines, stock: [stock(0, 1)] })).toEqual([null]);
});
