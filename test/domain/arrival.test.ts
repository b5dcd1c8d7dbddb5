import { describe, expect, test } from "vitest";
import { arrivalSentence, arrivals } from "#app/domain/arrival.ts";
import type { Facts } from "#app/domain/facts.ts";
import { pickListCsv, picksOf } from "#app/domain/pick-list.ts";
import { plan } from "#app/domain/plan.ts";
import { readRelease } from "#app/domain/release-form.ts";
import { always } from "./check.ts";
import { anyPreferences, factsOf, inDays, line, now, stock } from "./shops.ts";

/** What arrived between a count of these facts and a count of those. */
function between(before: Facts, changed: Partial<Facts>) {
  const was = plan(before, now);
  const facts = { ...before, ...changed, book: was.book };
  return arrivals(facts, was.tails, plan(facts, now));
}
const [first, second, third] = [line("1", 2), line("2", 3), line("3", 1)];
const lines = [first, second, third];
const empty = factsOf({ lines, stock: [stock(0, 6)] });

describe("an arrival", () => {
  test("goes to exactly the oldest lines, each with its reason", () => {
    const [arrival] = between(empty, { stock: [stock(4, 6)] });
    expect(arrival).toMatchObject({ origin: "counted", units: 4, free: 0 });
    expect(arrival!.lines.map((l) => [l.id, l.units, l.owed, l.because.kind])).toEqual([
      ["1", 2, 0, "oldest"],
      ["2", 2, 1, "next_oldest"],
    ]);
  });

  test("of more than is owed says what is left over", () => {
    expect(between(empty, { stock: [stock(9, 6)] })).toMatchObject([{ units: 9, free: 3 }]);
  });

  test("is any rise of the shelf, whatever its reason (scenario E5)", () => {
    const six = factsOf({ lines: [line("1", 6)], stock: [stock(0, 6)] });
    expect(between(six, { stock: [stock(4, 6)] })).toMatchObject([{ units: 4, lines: [{ owed: 2 }] }]);
  });

  test("is none where stock fell, or nothing changed (scenarios E2 and E4)", () => {
    const one = factsOf({ lines: [line("1", 2)], stock: [stock(1, 2)] });
    expect(between(one, { stock: [stock(0, 2)] })).toEqual([]);
    expect(between(one, {})).toEqual([]);
  });

  test("brings nothing to a line whose units were canceled, and says that others gave way", () => {
    const short = factsOf({ lines, stock: [stock(2, 6)] });
    const without = { lines: [second, third], stock: [stock(2, 4)] };
    expect(between(short, without)).toMatchObject([{ origin: "freed", units: 2, lines: [{ id: "2" }] }]);
    expect(between(empty, { lines: [{ ...first, outstanding: 1 }, second, third] })).toEqual([]);
  });

  test("keeps back what Shopify says is reserved or safety stock", () => {
    const kept = { stock: [stock(5, 6, { unavailable: 3 })] };
    expect(between(empty, kept)).toMatchObject([{ units: 2, lines: [{ id: "1", units: 2 }] }]);
  });

  test("is of stock that rose where some is kept, and of none where what was kept is given to those who wait", () => {
    const one = [line("1", 2), line("2", 2)];
    const keeping = factsOf({ lines: one, stock: [stock(0, 4)] });
    const filled = between(keeping, { stock: [stock(5, 4, { kept: 3 })] });
    expect(filled).toMatchObject([{ origin: "counted", units: 5, lines: [{ id: "1", units: 2 }] }]);
    const kept = { ...keeping, stock: [stock(5, 4, { kept: 3 })], book: plan(keeping, now).book };
    const given = between(kept, { stock: [stock(5, 4)] });
    expect(given).toMatchObject([{ origin: "freed", units: 2, lines: [{ id: "2", units: 2 }] }]);
  });

  test("is whatever can ship and is on hold by us, however it came to that: its order moved, or was divided meanwhile", () => {
    const away = factsOf({ lines: [line("1", 2)], stock: [stock(0, 2), stock(5, 0, { locationId: "2" })] });
    const moved = [{ ...away.lines[0]!, locationId: "2", waits: true }];
    const facts = { ...away, lines: moved, book: plan(away, now).book };
    const found = (unasked: string[]) =>
      arrivals(facts, plan(away, now).tails, plan(facts, now), new Set(unasked));
    expect(found([])).toEqual([]);
    const got = { id: "1", units: 2, owed: 0 };
    expect(found(["1"])).toMatchObject([{ locationId: "2", origin: "freed", units: 2, lines: [got] }]);
    // What an arrival of now names already is in that alone.
    expect(between(empty, { stock: [stock(2, 6)] })).toMatchObject([{ lines: [{ id: "1", units: 2 }] }]);
  });

  test("goes first to whom the merchant prefers", () => {
    const preferred = factsOf({ lines: [first, { ...third, priority: 1 }], stock: [stock(0, 3)] });
    const [arrival] = between(preferred, { stock: [stock(2, 3)] });
    expect(arrival!.lines.map((l) => [l.id, l.because.kind])).toEqual([
      ["3", "served_first"],
      ["1", "oldest"],
    ]);
    expect(arrivalSentence({ kind: "needed_by", day: inDays(3) }, String)).toBe(`Needed by ${inDays(3)}`);
  });

  test("gives each line what it is owed less, and never more than came", () => {
    always(anyPreferences, (facts) => {
      const more = facts.stock.map((s) => ({ ...s, onHand: s.onHand + 3, available: s.available + 3 }));
      const was = new Map(plan(facts, now).book.owed.map((o) => [o.id, o.owed]));
      const is = new Map(plan({ ...facts, stock: more }, now).book.owed.map((o) => [o.id, o.owed]));
      const found = between(facts, { stock: more });
      for (const arrival of found) {
        expect(arrival.lines.reduce((sum, l) => sum + l.units, 0)).toBeLessThanOrEqual(arrival.units);
        for (const l of arrival.lines) expect(l.units).toBe(was.get(l.id)! - (is.get(l.id) ?? 0));
      }
      const gained = [...was].filter(([id, owed]) => (is.get(id) ?? 0) < owed).map(([id]) => id);
      expect(found.flatMap((a) => a.lines.map((l) => l.id)).sort()).toEqual(gained.sort());
    });
  });
});

describe("a pick list", () => {
  const pack = {
    title: '=Pack, "olive"',
    sku: "+1",
    location: "@Berlin",
    units: 2,
    state: "can_ship" as const,
  };
  const lamp = { ...pack, title: "Lamp", sku: null, units: 1 };

  test("goes order after order, leaves out what has shipped, and says of each order what is complete", () => {
    const picks = picksOf([
      { order: "#1031", stillOwed: 1, lines: [{ ...pack, state: "on_hold" }] },
      { order: "#1032", stillOwed: 0, lines: [pack, lamp] },
      { order: "#1033", stillOwed: 0, lines: [{ ...pack, state: "gone" }] },
    ]);
    expect(picks).toMatchObject([
      { order: "#1031", units: 2, stillOwed: 1, onHold: true },
      { order: "#1032", units: 2, stillOwed: 0, onHold: false },
      { order: "#1032", item: "Lamp", units: 1, stillOwed: 0 },
    ]);
  });

  test("has no cell that a spreadsheet would run", () => {
    expect(pickListCsv(picksOf([{ order: "#1031", stillOwed: 0, lines: [pack] }]))).toBe(
      "Order,Item,SKU,Location,Units,Order is,On hold\r\n" +
        `#1031,"'=Pack, ""olive""",'+1,'@Berlin,2,Complete now,No\r\n`,
    );
  });
});

test("holds are turned on only with the access that they need; off always", () => {
  const fields = { on: "yes", release: "review", wholeOrders: "yes" };
  expect(readRelease(fields, ["write_merchant_managed_fulfillment_orders"])).toMatchObject({ ok: false });
  expect(readRelease({ release: "at_once" }, [])).toEqual({
    ok: true,
    value: { on: false, review: false, wholeOrders: false },
  });
});
