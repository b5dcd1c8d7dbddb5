import { describe, expect, test } from "vitest";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Facts } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { calendarOf, delivery, factsOf, inDays, line, now, stock, today } from "./shops.ts";

/** The day each owed line ships by, without handling days. */
function dated(facts: Partial<Facts>): (string | null)[] {
  const all = factsOf({
    calendar: calendarOf({ handlingDays: 0, workingDays: [] }),
    ...facts,
  });
  return plan(all, now).book.owed.map((o) =>
    lineShipsBy(o, coverDates(o.covers, all.supplies, all.calendar, today)),
  );
}

describe("dates", () => {
  test("a lead time counts from the day on which the line was first owed", () => {
    const leadTime = { days: 10, setOn: "product" as const };
    const facts = factsOf({ leadTime, lines: [line("1", 2)], stock: [stock(0, 2)] });
    const yesterday = new Date(now.getTime() - 86_400_000);
    const { book } = plan(
      {
        ...facts,
        book: { owed: [], availability: plan({ ...facts, lines: [] }, yesterday).book.availability },
      },
      yesterday,
    );
    expect(plan({ ...facts, book }, now).book.owed[0]!.covers).toEqual([
      { kind: "lead_time", expectedOn: inDays(9), quantity: 2 },
    ]);
  });

  test("a lead time that has passed is no date any more", () => {
    const leadTime = { days: 3, setOn: "shop" as const };
    const long = line("1", 2, { placedAt: "2026-11-01T08:00:00.000Z" });
    expect(dated({ leadTime, lines: [long] })).toEqual([null]);
  });
});

describe("what shoppers see", () => {
  const state = (more: Partial<Facts>) => plan(factsOf(more), now).book.availability[0];

  test("out of stock, with the day it is expected back, where the policy is DENY", () => {
    const variants = [{ variantId: "7", productId: "8", policy: "DENY" as const, discontinued: false }];
    expect(state({ variants, stock: [stock(0)], supplies: [delivery("1", 3, inDays(1))] })).toMatchObject({
      state: "out_of_stock",
      shipsBy: inDays(2),
    });
  });

  test("discontinued only while it cannot be bought", () => {
    const variant = { variantId: "7", productId: "8", discontinued: true };
    expect(state({ variants: [{ ...variant, policy: "DENY" }], stock: [stock(0)] })?.state).toBe(
      "discontinued",
    );
    expect(state({ variants: [{ ...variant, policy: "CONTINUE" }], stock: [stock(0)] })?.state).toBe(
      "backorder",
    );
    expect(state({ variants: [{ ...variant, policy: "DENY" }], stock: [stock(1)] })?.state).toBe("in_stock");
  });

  test("the stated lead time where nothing is coming, also for a variant that is stocked nowhere yet", () => {
    const leadTime = { days: 10, setOn: "product" as const };
    expect(state({ leadTime })).toMatchObject({
      state: "backorder",
      shipsBy: inDays(11),
      because: { kind: "lead_time", days: 10 },
    });
  });

  test("a date is lost with the delivery that gave it: none is invented", () => {
    const facts = factsOf({ stock: [stock(0)], supplies: [delivery("1", 3, inDays(2))] });
    const was = plan(facts, now);
    const is = plan({ ...facts, supplies: [], book: was.book }, now);
    expect(is.book.availability[0]).toMatchObject({ shipsBy: null, because: { kind: "nothing_coming" } });
    expect(is.effects).toMatchObject([{ kind: "publish_availability", target: "8" }]);
  });

  test("a variant that was deleted is withdrawn from its product, unless it was plainly in stock", () => {
    const soldOut = plan(factsOf({ stock: [stock(0)] }), now).book;
    expect(plan(factsOf({ variants: [], book: soldOut }), now).effects).toMatchObject([
      { kind: "publish_availability", because: { kind: "variant_gone" } },
    ]);
    const inStock = plan(factsOf({ stock: [stock(1)] }), now).book;
    expect(plan(factsOf({ variants: [], book: inStock }), now).effects).toEqual([]);
  });
});

describe("reasons", () => {
  test("a new debt says how much, why, and what pays it; the order is tagged and written once each", () => {
    const facts = factsOf({
      stock: [stock(3, 5)],
      lines: [line("1", 5)],
      supplies: [delivery("1", 10, inDays(4))],
    });
    const { effects, why } = plan(facts, now);
    expect(why.filter((w) => w.orderId)).toMatchObject([
      { lineId: "21", because: { kind: "owed", owed: 2, outstanding: 5, shelf: 3, unitsBefore: 0 } },
      {
        lineId: "21",
        because: { kind: "covered_by_delivery", units: 2, reference: "PO-1", expectedOn: inDays(4) },
      },
    ]);
    expect(effects.filter((e) => e.target === "11").map((e) => e.kind)).toEqual([
      "tag_order",
      "write_order_backorders",
    ]);
  });

  test("older orders that ship first are no news for those who wait behind them", () => {
    const lines = [line("1", 2), line("2", 2)];
    const facts = factsOf({ stock: [stock(2, 4)], lines });
    const { book } = plan(facts, now);
    const later = plan({ ...facts, stock: [stock(0, 2)], lines: [lines[1]!], book }, now);
    expect(later.why).toEqual([]);
    expect(later.effects).toEqual([]);
    expect(later.book.owed[0]!.unitsBefore).toBe(0);
  });
});
