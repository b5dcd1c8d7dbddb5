import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentence } from "#app/domain/because.ts";
import { newPlaces } from "#app/domain/overtaking.ts";
import { plan } from "#app/domain/plan.ts";
import { movesTo } from "#app/domain/slip.ts";
import { comeAfter } from "#app/domain/tail.ts";
import {
  matchesOf,
  mostTiers,
  readTiers,
  tierOf,
  tierReason,
  type SaidOfOrder,
  type Tier,
} from "#app/domain/tiers.ts";
import { always } from "./check.ts";
import { anyPreferences, delivery, factsOf, inDays, line, now, stock } from "./shops.ts";

const vip: Tier = { by: "order_tag", tag: "VIP" };
const wholesale: Tier = { by: "customer_tag", tag: "wholesale" };
const b2b: Tier = { by: "b2b" };
const ranking = { by: "placed" as const, paidFirst: false, tiers: [vip, wholesale] };
const nobody: SaidOfOrder = { orderTags: [], customerTags: [], b2b: false };

describe("an order belongs to", () => {
  const first = (said: Partial<SaidOfOrder>) =>
    tierOf([vip, wholesale, b2b], matchesOf([vip, wholesale, b2b], { ...nobody, ...said }));

  test("the first tier that it meets", () => {
    expect(first({ orderTags: ["new", "VIP"], b2b: true })).toBe(1);
    expect(first({ customerTags: ["wholesale"] })).toBe(2);
    expect(first({ b2b: true })).toBe(3);
  });
  test("none where nothing of it is asked for: an order's tag is no customer's", () => {
    expect(first({ orderTags: ["wholesale"], customerTags: ["VIP"] })).toBeNull();
  });
  test("a tier by a tag however it is written, and only by the whole of it", () => {
    expect(first({ orderTags: ["vip"] })).toBe(1);
    expect(first({ orderTags: ["VIP-2025"] })).toBeNull();
  });
  test("the next one when its tier is taken away, without another read", () => {
    const matches = matchesOf([vip, b2b], { ...nobody, orderTags: ["VIP"], b2b: true });
    expect(tierOf([b2b], matches)).toBe(1);
    expect(tierOf([], matches)).toBeNull();
  });
});

describe("tiers", () => {
  const older = line("1", 1);
  const younger = line("2", 1, { tier: 1 });
  const youngest = line("3", 1, { tier: 2 });
  const served = (lines = [older, younger, youngest], by = ranking) =>
    plan(factsOf({ lines, supplies: [delivery("5", 1, inDays(9))], ranking: by }), now)
      .book.owed.filter((o) => o.covers.length > 0)
      .map((o) => o.id);

  test("are served before everybody else, in their order", () => {
    expect(served()).toEqual(["2"]);
    expect(served([older, youngest])).toEqual(["3"]);
    expect(served([older])).toEqual(["1"]);
  });
  test("give way to an order that was chosen by hand", () => {
    expect(served([{ ...older, priority: 1 }, younger])).toEqual(["1"]);
  });
  test("keep nobody who has paid waiting for one who has not, where paid orders come first", () => {
    expect(served([older, { ...younger, paid: false }], { ...ranking, paidFirst: true })).toEqual(["1"]);
    expect(served([older, { ...younger, paid: false }])).toEqual(["2"]);
  });
  test("are named as the reason for a place", () => {
    const { why } = plan(factsOf({ lines: [older, younger], ranking }), now);
    const words = why.map((w) => sentence(w.because, String, String));
    expect(words).toContain("Served before others: tagged “VIP”.");
    expect(words.filter((w) => w.startsWith("Served before others"))).toHaveLength(1);
    expect(tierReason(wholesale)).toBe("the customer is tagged “wholesale”");
  });
  test("that changed have every queue counted anew", () => {
    const before = factsOf({ stock: [stock(0, 1)], lines: [older] });
    const { tails, book } = plan(before, now);
    const going = { ...before, lines: [line("4", 1)], tails, book: { ...book, owed: [] } };
    expect(comeAfter(going, now)).toBe(true);
    expect(comeAfter({ ...going, ranking }, now)).toBe(false);
    expect(comeAfter({ ...going, lines: [line("4", 1, { tier: 1 })] }, now)).toBe(false);
  });
});

const anyTiered = fc
  .tuple(
    anyPreferences,
    fc.array(fc.option(fc.integer({ min: 1, max: mostTiers }), { nil: null }), {
      minLength: 8,
      maxLength: 8,
    }),
  )
  .map(([facts, tiers]) => ({ ...facts, lines: facts.lines.map((l, i) => ({ ...l, tier: tiers[i]! })) }));

describe("whatever the tiers are", () => {
  const sums = (lines: { owed: number; uncovered: number }[]) => [
    lines.reduce((sum, l) => sum + l.owed, 0),
    lines.reduce((sum, l) => sum + l.uncovered, 0),
  ];

  test("as much is owed, and as much of it is left without a cover", () => {
    always(anyTiered, (facts) => {
      const untiered = { ...facts, pegs: [], lines: facts.lines.map((l) => ({ ...l, tier: null })) };
      const tiered = { ...facts, pegs: [] };
      // A lead time's clock is the line's own: which lines it pays depends on who is left.
      const paid = facts.leadTime === null;
      const [was, is] = [plan(untiered, now), plan(tiered, now)].map((p) => sums(p.book.owed)) as [
        number[],
        number[],
      ];
      expect(is[0]).toBe(was[0]);
      if (paid) expect(is[1]).toBe(was[1]);
    });
  });

  test("those of one tier are served as they came", () => {
    always(anyTiered, (facts) => {
      const plain = { ...facts, pegs: [], ranking: { ...ranking, paidFirst: false } };
      const lines = plain.lines.map((l) => ({ ...l, priority: 0 }));
      const owed = new Map(plan({ ...plain, lines }, now).book.owed.map((o) => [o.id, o]));
      for (const a of lines)
        for (const b of lines) {
          if (a.tier !== b.tier || a.locationId !== b.locationId || a.placedAt >= b.placedAt) continue;
          const [one, other] = [owed.get(a.id), owed.get(b.id)];
          // Whoever came first has all its units before the other has any.
          if (one && one.owed > 0 && b.outstanding > 0) expect(other?.ready).toBe(0);
        }
    });
  });
});

describe("before tiers are saved", () => {
  const lines = [line("1", 1), line("2", 1), line("3", 1)];
  const others = lines.map((l) => (l.id === "3" ? { ...l, tier: 1 } : l));
  const facts = factsOf({
    lines,
    stock: [stock(1, 3)],
    supplies: [delivery("5", 1, inDays(7)), delivery("6", 1, inDays(14))],
  });

  test("it is shown who would overtake whom, and who stays where they are is not named", () => {
    const was = { lines, ranking: facts.ranking };
    expect(newPlaces(was, { lines: others, ranking }).map((p) => [p.orderId, p.from, p.to])).toEqual([
      ["13", 3, 1],
      ["11", 1, 2],
      ["12", 2, 3],
    ]);
    expect(newPlaces(was, was)).toEqual([]);
  });

  test("so is whose date would move, also of those who have their units now", () => {
    const moves = movesTo(facts, { lines: others, ranking }, now);
    expect(moves.map((m) => [m.orderId, m.owed, m.from, m.to])).toEqual([
      ["12", 1, "2026-12-01", "2026-12-08"],
      ["13", 1, "2026-12-08", "2026-11-24"],
      ["11", 1, "2026-11-24", "2026-12-01"],
    ]);
  });

  test("nothing else than what saving does is shown", () => {
    always(anyTiered, (tiered) => {
      const untiered = { ...tiered, lines: tiered.lines.map((l) => ({ ...l, tier: null })) };
      const moves = movesTo(untiered, { lines: tiered.lines }, now);
      const [was, is] = [plan(untiered, now), plan(tiered, now)];
      const covers = (p: typeof was, lineId: string) =>
        JSON.stringify(p.book.owed.filter((o) => o.lineId === lineId).map((o) => [o.covers, o.uncovered]));
      for (const { lineId } of moves) expect(covers(was, lineId)).not.toBe(covers(is, lineId));
    });
  });
});

describe("the form of the tiers", () => {
  const read = (by: string[], tags: string[], granted: string[] = [], saved: Tier[] = []) =>
    readTiers(by, tags, { granted, saved });

  test("takes them in their order", () => {
    expect(read(["order_tag", "b2b"], [" VIP ", ""])).toEqual({ ok: true, value: [vip, b2b] });
    expect(read([], [])).toEqual({ ok: true, value: [] });
  });
  test("names what is wrong at its field", () => {
    expect(read(["order_tag", "order_tag"], ["", "a,b"])).toMatchObject({
      errors: { tag0: expect.stringContaining("Enter one tag"), tag1: expect.stringContaining("comma") },
    });
    expect(read(["b2b", "b2b"], ["", ""])).toMatchObject({
      errors: { tag1: "This is in the list already." },
    });
    expect(read(Array(6).fill("order_tag"), [..."abcdef"])).toMatchObject({
      errors: { form: "Keep at most 5." },
    });
  });
  test("takes a customer's tag only with access to it, or where it was there before", () => {
    expect(read(["customer_tag"], ["wholesale"]).ok).toBe(false);
    expect(read(["customer_tag"], ["wholesale"], ["read_customers"]).ok).toBe(true);
    expect(read(["customer_tag"], ["wholesale"], [], [wholesale]).ok).toBe(true);
  });
});
