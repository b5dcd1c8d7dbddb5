import { describe, expect, test } from "vitest";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Facts } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { calendarOf, delivery, factsOf, inDays, line, now, stock, today } from "./shops.ts";

/** "ready/owed" of every line with units to ship, in the order given. */
function served(facts: Partial<Facts>): string[] {
  const all = factsOf(facts);
  const { owed } = plan(all, now).book;
  return all.lines
    .filter((l) => l.outstanding > 0)
    .map((l) => {
      const debt = owed.find((o) => o.id === l.id);
      return debt ? `${debt.ready}/${debt.owed}` : `${l.outstanding}/0`;
    });
}

/** Per line: which delivery pays how much, and what nothing pays. */
function covered(facts: Partial<Facts>): Record<string, number>[] {
  const { owed } = plan(factsOf(facts), now).book;
  return (facts.lines ?? []).map((l) => {
    const debt = owed.find((o) => o.id === l.id);
    const parts = (debt?.covers ?? []).map((c) => [
      c.kind === "delivery" ? c.deliveryId : "lead time",
      c.quantity,
    ]);
    return { ...Object.fromEntries(parts), ...(debt?.uncovered ? { none: debt.uncovered } : {}) };
  });
}

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

describe("what is owed", () => {
  test("scenario A2: 10 on hand and an order of 20", () => {
    expect(served({ stock: [stock(10, 20)], lines: [line("1", 20)] })).toEqual(["10/10"]);
  });

  test("scenario A4: an order that DENY should have refused is owed like any other", () => {
    const variants = [{ variantId: "7", productId: "8", policy: "DENY" as const, discontinued: false }];
    const facts = factsOf({ stock: [stock(10, 20)], lines: [line("1", 20)], variants });
    expect(served(facts)).toEqual(["10/10"]);
    expect(plan(facts, now).book.availability[0]).toMatchObject({
      state: "out_of_stock",
      owed: 10,
      free: -10,
    });
  });

  test("scenario A6: 2 on hand, 3 wanted, then 2", () => {
    expect(served({ stock: [stock(2, 5)], lines: [line("1", 3), line("2", 2)] })).toEqual(["2/1", "0/2"]);
  });

  test("scenario A8: an old shortage is not counted again for a new line", () => {
    expect(served({ stock: [stock(0, 10)], lines: [line("1", 5), line("2", 5)] })).toEqual(["0/5", "0/5"]);
  });

  test("scenario A10: shipping an older order never changes a younger one's shortage", () => {
    const [first, second] = [line("1", 4), line("2", 4)];
    expect(served({ stock: [stock(6, 8)], lines: [first, second] })).toEqual(["4/0", "2/2"]);
    expect(served({ stock: [stock(2, 4)], lines: [second] })).toEqual(["2/2"]);
  });

  test("scenario A11: an item that is not tracked is never owed", () => {
    const facts = factsOf({
      tracked: false,
      stock: [stock(0, 1000)],
      lines: [line("1", 400), line("2", 600)],
    });
    expect(plan(facts, now).book).toMatchObject({ owed: [], availability: [{ state: "in_stock" }] });
  });

  test("scenario A12: an edited quantity is counted anew each time", () => {
    const edited = (n: number) => served({ stock: [stock(0, n)], lines: [line("1", n)] });
    expect([edited(3), edited(5), edited(1)]).toEqual([["0/3"], ["0/5"], ["0/1"]]);
  });

  test("scenario A17: two lines of one variant in one order both count", () => {
    const lines = [line("1", 10, { orderId: "5" }), line("2", 5, { orderId: "5" }), line("3", 20)];
    expect(plan(factsOf({ stock: [stock(0, 35)], lines }), now).book.availability[0]!.owed).toBe(35);
  });

  test("scenario A22: damaged and reserved units cover nothing", () => {
    expect(served({ stock: [stock(5, 1, { unavailable: 5 })], lines: [line("1", 1)] })).toEqual(["0/1"]);
  });

  test("scenario A24: of 10 sold 4 are shipped and 1 refunded: 5 are outstanding, 2 of them on hand", () => {
    expect(served({ stock: [stock(2, 5)], lines: [line("1", 5)] })).toEqual(["2/3"]);
  });

  test("scenario F20: a line at a location that was deactivated stays owed", () => {
    expect(served({ stock: [stock(9, 4, { active: false })], lines: [line("1", 4)] })).toEqual(["0/4"]);
  });

  test("scenario L5: an item that is not stocked at the line's location is not silently ready", () => {
    expect(served({ stock: [stock(9, 0)], lines: [line("1", 4, { locationId: "2" })] })).toEqual(["0/4"]);
  });
});

describe("who is served first", () => {
  test("scenario B2: owed 1, 2 and 1, three arrive", () => {
    expect(served({ stock: [stock(3, 4)], lines: [line("1", 1), line("2", 2), line("3", 1)] })).toEqual([
      "1/0",
      "2/0",
      "0/1",
    ]);
  });

  test("scenario B7: of two lines of the same moment the lower id is first, however they are listed", () => {
    const placedAt = "2026-11-20T10:00:00.000Z";
    const [nine, ten] = [line("9", 1, { placedAt }), line("10", 1, { placedAt })];
    for (const lines of [
      [nine, ten],
      [ten, nine],
    ]) {
      expect(plan(factsOf({ stock: [stock(1, 2)], lines }), now).book.owed.map((o) => o.id)).toEqual(["10"]);
    }
  });

  test("scenario C2: owed 7 and 4, five arrive: exactly five are served", () => {
    expect(served({ stock: [stock(5, 11)], lines: [line("1", 7), line("2", 4)] })).toEqual(["5/2", "0/4"]);
  });

  test("scenario C5: one line paid by two deliveries", () => {
    const supplies = [delivery("1", 8, inDays(3)), delivery("2", 2, inDays(5))];
    expect(covered({ lines: [line("1", 10)], supplies })).toEqual([{ 1: 8, 2: 2 }]);
  });

  test("scenario C7: receipts are shared by item, whichever order they were bought for", () => {
    expect(served({ stock: [stock(20, 20)], lines: [line("1", 10), line("2", 10)] })).toEqual([
      "10/0",
      "10/0",
    ]);
  });

  test("scenario C13: what nobody waits for stays free to sell", () => {
    const facts = factsOf({
      lines: [line("1", 3)],
      stock: [stock(0, 3)],
      supplies: [delivery("1", 6, inDays(4))],
    });
    expect(plan(facts, now).book.availability[0]).toMatchObject({
      state: "backorder",
      coming: 6,
      because: { kind: "delivery_free", units: 3, reference: "PO-1", expectedOn: inDays(4) },
    });
  });

  test("scenario F12: supply at one location pays nobody at another", () => {
    expect(
      covered({ lines: [line("1", 4, { locationId: "2" })], supplies: [delivery("1", 15, inDays(1))] }),
    ).toEqual([{ none: 4 }]);
  });

  test("scenario F22: a location below zero is not clipped before the sum", () => {
    const at = (locationId: string, available: number) => ({
      locationId,
      onHand: 0,
      unavailable: 0,
      available,
      committed: -available,
      active: true,
    });
    const free = (...levels: number[]) =>
      plan(factsOf({ stock: levels.map((n, i) => at(String(i + 1), n)) }), now).book.availability[0]!.free;
    expect([free(2, -2), free(2, 3, -29)]).toEqual([0, -24]);
  });
});

describe("cancellations, refunds and corrections", () => {
  test("scenario D1: a cancelled order fills nobody: nothing arrived", () => {
    expect(served({ stock: [stock(0, 2)], lines: [line("2", 2)] })).toEqual(["0/2"]);
  });

  test("scenario D5: cancelling an order that was ready frees its units for the next", () => {
    const [first, second] = [line("1", 3), line("2", 2)];
    expect(served({ stock: [stock(3, 5)], lines: [first, second] })).toEqual(["3/0", "0/2"]);
    const after = factsOf({ stock: [stock(3, 2)], lines: [second] });
    expect(served(after)).toEqual(["2/0"]);
    expect(plan(after, now).book.availability[0]).toMatchObject({ state: "in_stock", free: 1 });
  });

  test("scenario D6: of a line that shrinks the owed units go first", () => {
    expect(served({ stock: [stock(1, 1)], lines: [line("1", 1)] })).toEqual(["1/0"]);
  });

  test("scenario D25: a count below what is promised takes from the youngest", () => {
    const lines = [line("1", 2), line("2", 2), line("3", 1)];
    expect(served({ stock: [stock(7, 5)], lines })).toEqual(["2/0", "2/0", "1/0"]);
    expect(served({ stock: [stock(3, 5)], lines })).toEqual(["2/0", "1/1", "0/1"]);
  });

  test("scenario E5: any rise of stock serves, whatever its reason", () => {
    expect(served({ stock: [stock(4, 6)], lines: [line("1", 6)] })).toEqual(["4/2"]);
  });

  test("scenario E8: a receipt that is taken back makes its units owed again, with their date", () => {
    const owing = factsOf({
      stock: [stock(0, 2)],
      lines: [line("1", 2)],
      supplies: [delivery("1", 5, inDays(4))],
    });
    const first = plan(owing, now);
    const received = plan({ ...owing, stock: [stock(5, 2)], supplies: [], book: first.book }, now);
    expect(received.why).toContainEqual(
      expect.objectContaining({ because: { kind: "no_longer_owed", owed: 2, how: "units_on_hand" } }),
    );
    const reversed = plan({ ...owing, book: received.book }, now);
    expect(reversed.book.owed).toMatchObject([
      { owed: 2, covers: [{ kind: "delivery", deliveryId: "1", quantity: 2 }] },
    ]);
  });
});

describe("dates", () => {
  test("scenario H1: 150 of 200 come tomorrow: the line has no date", () => {
    const facts = { lines: [line("1", 200)], supplies: [delivery("1", 150, inDays(1))] };
    expect(covered(facts)).toEqual([{ 1: 150, none: 50 }]);
    expect(dated(facts)).toEqual([null]);
  });

  test("scenario H5: a delivery that moves takes its lines along, and no other", () => {
    const lines = [line("1", 5), line("2", 5)];
    const other = delivery("2", 5, inDays(20));
    expect(dated({ lines, supplies: [delivery("1", 5, inDays(5)), other] })).toEqual([inDays(5), inDays(20)]);
    expect(dated({ lines, supplies: [delivery("1", 5, inDays(9)), other] })).toEqual([inDays(9), inDays(20)]);
  });

  test("scenario H7: 5 and 8 owed, 5 come on day 10 and 10 on day 20", () => {
    const supplies = [delivery("1", 5, inDays(10)), delivery("2", 10, inDays(20))];
    expect(dated({ lines: [line("1", 5), line("2", 8)], supplies })).toEqual([inDays(10), inDays(20)]);
  });

  test("scenario H14: a delivery that should have come five days ago gives no date, only a cover", () => {
    const facts = { lines: [line("1", 5)], supplies: [delivery("1", 5, inDays(-5))] };
    expect(covered(facts)).toEqual([{ 1: 5 }]);
    expect(dated(facts)).toEqual([null]);
    expect(plan(factsOf(facts), now).book.availability[0]).toMatchObject({
      state: "backorder",
      shipsBy: null,
    });
  });

  test("scenario H16: a cancelled delivery leaves its lines to the next one", () => {
    const [early, late] = [delivery("1", 5, inDays(5)), delivery("2", 5, inDays(9))];
    const facts = factsOf({ lines: [line("1", 5)], supplies: [early, late] });
    const was = plan(facts, now);
    const is = plan({ ...facts, supplies: [late], book: was.book }, now);
    expect(is.book.owed[0]!.covers).toEqual([{ kind: "delivery", deliveryId: "2", quantity: 5 }]);
    expect(is.effects.map((e) => e.kind)).toContain("write_order_backorders");
  });

  test("scenario H22: arrival on Sunday, packed Monday to Friday, one day of handling: Tuesday", () => {
    const sunday = inDays(6);
    const calendar = calendarOf();
    expect(dated({ calendar, lines: [line("1", 1)], supplies: [delivery("1", 1, sunday)] })).toEqual([
      inDays(8),
    ]);
  });

  test("an overdue delivery is used after every dated one", () => {
    const supplies = [delivery("1", 5, inDays(-1)), delivery("2", 5, inDays(3)), delivery("3", 5, null)];
    expect(covered({ lines: [line("1", 5), line("2", 5), line("3", 5)], supplies })).toEqual([
      { 2: 5 },
      { 1: 5 },
      { 3: 5 },
    ]);
  });

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

  test("scenario E14: sold out is left when units are free, not when they are on hand", () => {
    expect(state({ stock: [stock(5, 5)] })?.state).toBe("backorder");
    expect(state({ stock: [stock(8, 5)] })).toMatchObject({
      state: "in_stock",
      free: 3,
      because: { kind: "units_free", units: 3 },
    });
  });

  test("scenario C4: a delivery without a date is coming, but gives no date", () => {
    expect(state({ stock: [stock(0)], supplies: [delivery("1", 3, null)] })).toMatchObject({
      state: "backorder",
      shipsBy: null,
      because: { kind: "delivery_without_date", reference: "PO-1" },
    });
  });

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
