import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DemandLine, Facts } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { byRank, compareIds, rankText } from "#app/domain/rank.ts";
import { suggestions } from "#app/domain/suggestions.ts";
import { comeAfter } from "#app/domain/tail.ts";
import { always } from "./check.ts";
import { anyPreferences, delivery, factsOf, inDays, line, now, plain, stock } from "./shops.ts";

const anyPlain = anyPreferences.map((facts) => ({ ...facts, pegs: [] }));

/** The lines that are at hand when those before them were counted already. */
function afterCounting(before: Facts, newcomers: DemandLine[], at = now): Facts {
  const { tails, book } = plan(before, at);
  return { ...before, lines: newcomers, tails, book: { owed: [], availability: book.availability } };
}

/** The same count from the first line on. */
function anew(before: Facts, newcomers: DemandLine[], at = now): Facts {
  return { ...before, lines: [...before.lines, ...newcomers], book: plan(before, at).book };
}

describe("lines at the end of a queue", () => {
  test("are served as if all lines were counted anew", () => {
    let wentOn = 0;
    always(anyPlain, fc.nat(8), (facts, at) => {
      const queue = [...facts.lines].sort(byRank(facts.ranking));
      const before = { ...facts, lines: queue.slice(0, at) };
      const newcomers = queue.slice(at);
      const going = afterCounting(before, newcomers);
      const places = new Set([...before.stock, ...before.supplies, ...before.lines].map((x) => x.locationId));
      const isKnown = newcomers.every((l) => places.has(l.locationId));
      // A line that needs nothing has no place: nobody can come before or after it.
      const last = (id: string) =>
        queue.slice(0, at).findLast((l) => l.locationId === id && l.outstanding > 0);
      const inOrder = newcomers.every(
        (l) => !last(l.locationId) || byRank(facts.ranking)(last(l.locationId)!, l) < 0,
      );
      expect(comeAfter(going, now)).toBe(isKnown && inOrder);
      if (!comeAfter(going, now)) return;
      wentOn++;
      const added = plan(going, now);
      const whole = plan(anew(before, newcomers), now);
      const byId = (a: { id: string }, b: { id: string }) => compareIds(a.id, b.id);
      const old = plan(before, now).book.owed;
      expect([...old, ...added.book.owed].sort(byId)).toEqual(whole.book.owed.sort(byId));
      expect(added.book.availability).toEqual(whole.book.availability);
      expect(added.tails).toEqual(whole.tails);
      expect(added.suggestions).toEqual(whole.suggestions);
      expect(added.effects).toEqual(whole.effects);
      expect(added.why).toEqual(whole.why);
    });
    expect(wentOn).toBeGreaterThan(50);
  });

  const before = factsOf({
    stock: [stock(2, 5), stock(0, 0, { locationId: "2" })],
    supplies: [delivery("5", 10, inDays(9))],
    lines: [line("1", 3), line("2", 2)],
  });
  const newcomer = line("3", 1);

  test("go on while nothing else changed", () => {
    expect(comeAfter(afterCounting(before, [newcomer]), now)).toBe(true);
  });

  test("go on when the stock that changed is only what was promised of it", () => {
    const going = afterCounting(before, [newcomer]);
    expect(comeAfter({ ...going, stock: [stock(2, 6), going.stock[1]!] }, now)).toBe(true);
  });

  test.each<[string, Partial<Facts>]>([
    ["a unit was found on the shelf", { stock: [stock(3, 5), before.stock[1]!] }],
    ["a location closed", { stock: [stock(2, 5, { active: false }), before.stock[1]!] }],
    ["a delivery came earlier", { supplies: [delivery("5", 10, inDays(8))] }],
    ["a delivery was cut", { supplies: [delivery("5", 9, inDays(9))] }],
    ["there is a further delivery", { supplies: [...before.supplies, delivery("6", 1, null)] }],
    ["a delivery is a draft now", { supplies: [{ ...before.supplies[0]!, confirmed: false }] }],
    ["there is a lead time", { leadTime: { days: 9, setOn: "shop" } }],
    ["it is made to order", { madeToOrderDays: 3 }],
    ["stock is no longer tracked", { tracked: false }],
    ["paid orders come first now", { ranking: { by: "placed", paidFirst: true } }],
    ["who needs it first comes first now", { ranking: { by: "required", paidFirst: false } }],
    ["a line was pinned", { pegs: [{ deliveryId: "5", lineId: "22", kind: "pin", quantity: 1 }] }],
    ["the shop closes for a day", { calendar: { ...before.calendar, closed: [inDays(4)] } }],
  ])("are counted with all others when %s", (_, change) => {
    expect(comeAfter({ ...afterCounting(before, [newcomer]), ...change }, now)).toBe(false);
  });

  test("are counted with all others while anybody has a pin or a peg, which may be theirs", () => {
    for (const kind of ["pin", "peg"] as const) {
      const pegs = [{ deliveryId: "5", lineId: newcomer.lineId, kind, quantity: 1 }];
      expect(comeAfter(afterCounting({ ...before, pegs }, [newcomer]), now)).toBe(false);
    }
  });

  test("are counted with all others on another day", () => {
    expect(comeAfter(afterCounting(before, [newcomer]), new Date("2026-11-24T09:00:00Z"))).toBe(false);
  });

  test("are counted with all others at a place nobody has counted", () => {
    expect(comeAfter(afterCounting(before, [{ ...newcomer, locationId: "3" }]), now)).toBe(false);
  });

  test("that are older, or preferred, come before others and are counted with them", () => {
    const older = { ...newcomer, placedAt: "2026-01-01T00:00:00.000Z" };
    expect(comeAfter(afterCounting(before, [older]), now)).toBe(false);
    expect(comeAfter(afterCounting(before, [{ ...newcomer, priority: 1 }]), now)).toBe(false);
  });
});

test("the rank as text sorts as the lines are served", () => {
  const anyLine = fc.record({
    id: fc.bigInt({ min: 1n, max: 10n ** 14n }).map(String),
    orderId: fc.constantFrom("9", "10"),
    waits: fc.boolean(),
    priority: fc.integer({ min: 0, max: 2 }),
    tier: fc.constantFrom(null, 1, 5),
    paid: fc.boolean(),
    held: fc.boolean(),
    requiredOn: fc.option(fc.integer({ min: 0, max: 3 }).map(inDays), { nil: null }),
    second: fc.nat(2),
  });
  const ranking = fc.record({
    by: fc.constantFrom("placed" as const, "required" as const),
    paidFirst: fc.boolean(),
  });
  always(anyLine, anyLine, ranking, (a, b, by) => {
    const [x, y] = [a, b].map(({ second, ...l }) =>
      line(l.id, 1, { ...l, placedAt: new Date(Date.UTC(2026, 10, 1) + second * 1000).toISOString() }),
    ) as [DemandLine, DemandLine];
    const [text, other] = [rankText(x, by), rankText(y, by)];
    expect(text < other ? -1 : text > other ? 1 : 0).toBe(Math.sign(byRank(by)(x, y)));
  });
});

describe("who comes first", () => {
  const order = (facts: Partial<Facts>) =>
    plan(factsOf({ supplies: [delivery("5", 1, inDays(9))], ...facts }), now)
      .book.owed.filter((o) => o.covers.length > 0)
      .map((o) => o.id);
  const [first, second] = [line("1", 1), line("2", 1)];

  test("the order that was placed first", () => {
    expect(order({ lines: [second, first] })).toEqual(["1"]);
  });
  test("an order that is served first by the merchant's word", () => {
    expect(order({ lines: [first, { ...second, priority: 1 }] })).toEqual(["2"]);
  });
  test("a paid one where paid ones come first, and not elsewhere (scenario B8)", () => {
    const lines = [{ ...first, paid: false }, second];
    expect(order({ lines, ranking: { by: "placed", paidFirst: true } })).toEqual(["2"]);
    expect(order({ lines })).toEqual(["1"]);
  });
  test("an order on hold lets others pass too, and has its place back when it is released (scenario B8)", () => {
    const ranking = { by: "placed", paidFirst: true } as const;
    expect(order({ lines: [{ ...first, held: true }, second], ranking })).toEqual(["2"]);
    expect(order({ lines: [first, second], ranking })).toEqual(["1"]);
  });
  test("of one order the part that we do not hold: it keeps the units for which the order was split", () => {
    const held = { ...first, outstanding: 2, waits: true };
    const rest = { ...first, id: "9", outstanding: 3 };
    const { owed } = plan(factsOf({ lines: [held, rest, second], stock: [stock(3, 6)] }), now).book;
    expect(owed.map((o) => [o.id, o.owed])).toEqual([
      ["1", 2],
      ["2", 1],
    ]);
  });
  test("who needs it first, where that counts; who named no day comes last", () => {
    const ranking = { by: "required", paidFirst: false } as const;
    const lines = [first, { ...second, requiredOn: inDays(30) }, line("3", 1, { requiredOn: inDays(2) })];
    expect(order({ lines, ranking })).toEqual(["3"]);
    expect(order({ lines: lines.slice(0, 2), ranking })).toEqual(["2"]);
    expect(order({ lines })).toEqual(["1"]);
  });
});

test("every line knows how many lines and units are served before it", () => {
  always(anyPreferences, (facts) => {
    for (const { id, locationId, unitsBefore, linesBefore } of plan(facts, now).book.owed) {
      const pinned = (l: DemandLine) =>
        facts.pegs.some((p) => {
          const supply = facts.supplies.find((s) => s.deliveryId === p.deliveryId);
          const here = supply?.confirmed && supply.quantity > 0 && supply.locationId === locationId;
          return here && p.kind === "pin" && p.lineId === l.lineId;
        });
      const queue = facts.lines
        .filter((l) => l.locationId === locationId && l.outstanding > 0)
        .sort((a, b) => Number(pinned(b)) - Number(pinned(a)) || byRank(facts.ranking)(a, b));
      const place = queue.findIndex((l) => l.id === id);
      expect(linesBefore).toBe(place);
      expect(unitsBefore).toBe(queue.slice(0, place).reduce((sum, l) => sum + l.outstanding, 0));
    }
  });
});

test("units of drafts pay nothing and are counted apart (scenario C4)", () => {
  const facts = factsOf({
    lines: [line("1", 100)],
    supplies: [delivery("5", 5, inDays(9)), { ...delivery("6", 3, inDays(2)), confirmed: false }],
  });
  const { owed, availability } = plan(facts, now).book;
  expect(owed[0]).toMatchObject({ uncovered: 95, covers: [{ deliveryId: "5", quantity: 5 }] });
  expect(availability[0]).toMatchObject({ coming: 5, tentative: 3 });
});

describe("what is free at one place and owed at another", () => {
  test("is suggested to be moved and never matched in silence (scenario F12)", () => {
    const facts = factsOf({
      stock: [stock(0, 2), stock(5, 0, { locationId: "2" })],
      lines: [line("1", 2)],
    });
    const { book, suggestions } = plan(facts, now);
    expect(book.owed[0]).toMatchObject({ owed: 2, ready: 0, covers: [] });
    expect(suggestions).toEqual([{ fromLocationId: "2", toLocationId: "1", units: 2, free: 5 }]);
  });

  test("is suggested to one place after the other, from as few shelves as will do", () => {
    const places = [
      { locationId: "1", owed: 4, free: 0 },
      { locationId: "2", owed: 3, free: 0 },
      { locationId: "3", owed: 0, free: 1 },
      { locationId: "4", owed: 0, free: 6 },
    ];
    expect(suggestions(places)).toEqual([
      { fromLocationId: "4", toLocationId: "1", units: 4, free: 6 },
      { fromLocationId: "4", toLocationId: "2", units: 2, free: 6 },
      { fromLocationId: "3", toLocationId: "2", units: 1, free: 1 },
    ]);
  });

  test("is never suggested twice, nor more than is free or owed", () => {
    always(anyPlain, (facts) => {
      const { suggestions: suggested, tails } = plan(facts, now);
      for (const { locationId, free, owed } of tails) {
        const sum = (by: "fromLocationId" | "toLocationId") =>
          suggested.reduce((total, s) => total + (s[by] === locationId ? s.units : 0), 0);
        expect(sum("fromLocationId")).toBeLessThanOrEqual(free);
        expect(sum("toLocationId")).toBeLessThanOrEqual(owed);
      }
    });
  });
});

test("a line that is there although nobody could buy it is owed, and says so (scenario A4)", () => {
  const variants = [{ variantId: "7", productId: "8", policy: "DENY" as const, discontinued: false }];
  const { book, why } = plan(factsOf({ stock: [stock(10, 20)], lines: [line("1", 20)], variants }), now);
  expect(book.owed[0]).toMatchObject({ ready: 10, owed: 10 });
  expect(why.map((w) => w.because.kind)).toContain("sold_despite_policy");
});

test("a line at a place without the item, or at a closed one, stays owed and says so (scenarios F20, L5)", () => {
  const kinds = (facts: Partial<Facts>) => plan(factsOf(facts), now).why.map((w) => w.because.kind);
  expect(kinds({ lines: [line("1", 1)] })).toContain("not_stocked");
  expect(kinds({ lines: [line("1", 1)], stock: [stock(4, 1, { active: false })] })).toContain(
    "location_closed",
  );
});

test("an order that is served out of its turn says why", () => {
  const facts = factsOf({
    lines: [line("1", 1, { ...plain, priority: 1 }), line("2", 1, { paid: false })],
    ranking: { by: "placed", paidFirst: true },
  });
  const why = plan(facts, now).why;
  expect(why.filter((w) => w.lineId === "21").map((w) => w.because)).toContainEqual({ kind: "served_first" });
  expect(why.filter((w) => w.lineId === "22").map((w) => w.because)).toContainEqual({
    kind: "yields",
    while: "unpaid",
  });
});
