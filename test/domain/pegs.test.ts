import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Facts, Peg } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { always } from "./check.ts";
import { anyPreferences, delivery, factsOf, inDays, line, now, today } from "./shops.ts";

const never = "9999-99-99";
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const peg = (deliveryId: string, lineId: string, quantity: number, kind: Peg["kind"] = "peg"): Peg => {
  return { deliveryId, lineId: `2${lineId}`, quantity, kind };
};

/** "2 of 5, 1 open": what covers a line. */
function covered(facts: Partial<Facts>, id: string): string {
  const owed = plan(factsOf(facts), now).book.owed.find((o) => o.id === id)!;
  const covers = owed.covers.map((c) =>
    c.kind === "delivery" ? `${c.quantity} of ${c.deliveryId}` : c.kind,
  );
  return [...covers, ...(owed.uncovered > 0 ? [`${owed.uncovered} open`] : [])].join(", ");
}

describe("a delivery that was bought for a line", () => {
  const lines = [line("1", 100), line("2", 200)];

  test("is kept for it, also from an older order (scenario B9)", () => {
    const facts = { lines, supplies: [delivery("5", 200, inDays(9))], pegs: [peg("5", "2", 200)] };
    expect(covered(facts, "2")).toBe("200 of 5");
    expect(covered(facts, "1")).toBe("100 open");
  });

  test("is free beyond what the line needs (scenario B10)", () => {
    const facts = { lines, supplies: [delivery("5", 300, inDays(9))], pegs: [peg("5", "2", 300)] };
    expect(covered(facts, "2")).toBe("200 of 5");
    expect(covered(facts, "1")).toBe("100 of 5");
  });

  test("is free as far as it arrived already and the line needs less (scenario B11)", () => {
    const facts = {
      lines: [line("1", 9), line("2", 4)],
      supplies: [delivery("5", 6, inDays(9))],
      pegs: [peg("5", "2", 10)],
    };
    expect(covered(facts, "2")).toBe("4 of 5");
    expect(covered(facts, "1")).toBe("2 of 5, 7 open");
  });

  test("does not make the line wait for it (scenario B18)", () => {
    const facts = factsOf({
      lines: [line("1", 2)],
      supplies: [delivery("4", 7, inDays(4)), delivery("5", 5, inDays(5))],
      pegs: [peg("5", "1", 5)],
    });
    expect(covered(facts, "1")).toBe("2 of 4");
    expect(plan(facts, now).tails[0]!.supplies).toEqual({ 4: 5, 5: 5 });
  });

  test("serves an older order when its owner was served otherwise", () => {
    const facts = {
      lines: [line("1", 7), line("2", 3)],
      supplies: [delivery("4", 8, inDays(4)), delivery("5", 3, inDays(5))],
      pegs: [peg("4", "2", 3)],
    };
    // The older one takes what is not kept, then the younger its own, and nothing stands idle.
    expect(covered(facts, "1")).toBe("5 of 4, 2 of 5");
    expect(covered(facts, "2")).toBe("3 of 4");
  });

  test("is not kept as far as its owner is served by another one that was bought for it", () => {
    const facts = {
      lines: [line("1", 4), line("2", 4)],
      supplies: [delivery("4", 4, inDays(4)), delivery("5", 4, inDays(5)), delivery("9", 4, inDays(9))],
      pegs: [peg("4", "2", 4), peg("5", "2", 4)],
    };
    expect(covered(facts, "2")).toBe("4 of 4");
    expect(covered(facts, "1")).toBe("4 of 5");
  });

  test("is kept as far as it goes when more was meant for lines than it brings", () => {
    const facts = {
      lines: [line("1", 4), line("2", 4), line("3", 4)],
      supplies: [delivery("5", 6, inDays(9))],
      pegs: [peg("5", "2", 4), peg("5", "3", 4)],
    };
    expect(covered(facts, "2")).toBe("4 of 5");
    expect(covered(facts, "3")).toBe("2 of 5, 2 open");
    expect(covered(facts, "1")).toBe("4 open");
  });
});

describe("a pin", () => {
  const lines = [line("1", 2), line("2", 2)];

  test("is served before everybody, and flagged as far as its delivery is too small (scenario B16)", () => {
    const pegs = [peg("7", "2", 2, "pin")];
    expect(covered({ lines, supplies: [delivery("7", 2, inDays(9))], pegs }, "2")).toBe("2 of 7");
    const short = factsOf({ lines, supplies: [delivery("7", 1, inDays(9))], pegs });
    expect(covered(short, "2")).toBe("1 of 7, 1 open");
    expect(plan(short, now).why.map((w) => w.because)).toContainEqual({
      kind: "pin_short",
      units: 1,
      pinned: 2,
      reference: "PO-7",
    });
  });

  test("holds for its line even where an earlier delivery is free", () => {
    const supplies = [delivery("6", 9, inDays(2)), delivery("7", 9, inDays(9))];
    expect(covered({ lines, supplies, pegs: [peg("7", "1", 2, "pin")] }, "1")).toBe("2 of 7");
  });

  test("leaves nothing idle on the shelf: no line is owed what lies there and nobody else needs", () => {
    const supplies = [delivery("7", 9, inDays(9))];
    const pegs = [peg("7", "1", 2, "pin")];
    const owed = (onHand: number) => {
      const level = { locationId: "1", onHand, unavailable: 0, available: 0, committed: 4, active: true };
      const { book } = plan(factsOf({ lines, supplies, pegs, stock: [level] }), now);
      return book.owed.map((o) => [o.id, o.ready, o.owed]);
    };
    expect(owed(2)).toEqual([["1", 0, 2]]);
    expect(owed(3)).toEqual([["1", 1, 1]]);
    expect(owed(4)).toEqual([]);
  });

  test("of an order whose line is shipped from two places is for the one where the delivery comes", () => {
    const there = line("3", 2, { lineId: "22", locationId: "2" });
    const facts = {
      lines: [...lines, there],
      supplies: [delivery("7", 9, inDays(9), "2")],
      pegs: [peg("7", "2", 2, "pin")],
    };
    expect(covered(facts, "3")).toBe("2 of 7");
    expect(covered(facts, "2")).toBe("2 open");
  });

  test("of a line in several parts is shared by them in the order of their ids", () => {
    const parts = [line("2", 1), line("10", 3, { lineId: "22" })];
    const facts = {
      lines: [line("1", 9), ...parts],
      supplies: [delivery("4", 9, inDays(4)), delivery("7", 9, inDays(9))],
      pegs: [peg("7", "2", 3, "pin")],
    };
    expect(covered(facts, "2")).toBe("1 of 7");
    expect(covered(facts, "10")).toBe("2 of 7, 1 of 4");
  });

  test.each([1, 2, 4])(
    "of a line whose waiting part is on hold is for that part, and the shelf for the other (%i pinned)",
    (pinned) => {
      // What is owed of each part may not change by the split, or it would be undone and made again without an end.
      const shelf = { locationId: "1", onHand: 1, unavailable: 0, available: 0, committed: 3, active: true };
      const common = { supplies: [delivery("7", 2, inDays(9))], pegs: [peg("7", "1", pinned, "pin")] };
      const owed = (parts: Facts["lines"]) =>
        plan(factsOf({ ...common, stock: [shelf], lines: parts }), now).book.owed.map((o) => [o.id, o.owed]);
      expect(owed([line("1", 3)])).toEqual([["1", 2]]);
      const { lineId, orderId, placedAt } = line("1", 1);
      const ready = line("5", 1, { lineId, orderId, placedAt });
      expect(owed([line("1", 2, { waits: true }), ready])).toEqual([["1", 2]]);
    },
  );

  test("to a delivery that was cancelled, or for a line that is gone, changes nothing", () => {
    always(anyPreferences, (facts) => {
      const pegs: Peg[] = [peg("99", "8", 3, "pin"), peg("1", "999", 3, "pin"), peg("1", "999", 3)];
      expect(plan({ ...facts, pegs }, now).book).toEqual(plan({ ...facts, pegs: [] }, now).book);
    });
  });
});

describe("with pegs and pins, whatever they are", () => {
  test("no unit is lost or paid twice", () => {
    always(anyPreferences, (facts) => {
      const { book, tails } = plan(facts, now);
      for (const o of book.owed) {
        const parts = [o.ready, o.uncovered, ...o.covers.map((c) => c.quantity)];
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        expect(sum(parts)).toBe(o.outstanding);
      }
      for (const s of facts.supplies.filter((one) => one.quantity > 0)) {
        const paid = book.owed
          .flatMap((o) => o.covers)
          .filter((c) => c.kind === "delivery" && c.deliveryId === s.deliveryId);
        const free = tails.find((t) => t.locationId === s.locationId)!.supplies[s.deliveryId] ?? 0;
        expect(sum(paid.map((c) => c.quantity)) + free).toBe(s.confirmed ? s.quantity : 0);
      }
    });
  });

  test("no delivery stands idle while a line of its place is short", () => {
    always(anyPreferences, (facts) => {
      const { book, tails } = plan(facts, now);
      for (const tail of tails) {
        const short = book.owed.some((o) => o.locationId === tail.locationId && o.uncovered > 0);
        if (short) expect(sum(Object.values(tail.supplies))).toBe(0);
      }
    });
  });

  test("a delivery bought for a line makes nobody later, nor one that comes earlier or an order that leaves", () => {
    const dates = (facts: Facts) =>
      new Map(
        plan(facts, now).book.owed.map((o) => [
          o.id,
          lineShipsBy(o, coverDates(o.covers, facts.supplies, facts.calendar, today)) ?? never,
        ]),
      );
    const pegged = anyPreferences.map((facts): Facts => ({
      ...facts,
      leadTime: null,
      // A pin is the merchant's word and may hurt others. A right is to a whole delivery, as it was bought.
      pegs: facts.supplies.flatMap((s, i) => {
        const owner = facts.pegs[i];
        return owner
          ? [{ deliveryId: s.deliveryId, lineId: owner.lineId, kind: "peg" as const, quantity: s.quantity }]
          : [];
      }),
    }));
    const extra = fc.record({
      quantity: fc.integer({ min: 1, max: 10 }),
      on: fc.integer({ min: 0, max: 40 }).map(inDays),
      owner: fc.nat(7),
      free: fc.boolean(),
      leaves: fc.nat(7),
    });
    always(pegged, extra, (facts, { quantity, on, owner, free, leaves }) => {
      const was = dates(facts);
      const noLater = (after: Facts) => {
        for (const [id, day] of dates(after))
          expect(day <= was.get(id)!, `line ${id}: ${was.get(id)} became ${day}`).toBe(true);
      };
      const pegs = free ? facts.pegs : [...facts.pegs, peg("99", String(8 + owner), quantity)];
      noLater({ ...facts, pegs, supplies: [...facts.supplies, delivery("99", quantity, on)] });
      noLater({ ...facts, lines: facts.lines.filter((_, i) => i !== leaves) });
    });
  });
});
