import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, shelfOf } from "#app/domain/allocation.ts";
import { addDays, dayIn, shipDay, weekday } from "#app/domain/days.ts";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Day, Facts, Id, OwedLine } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { byRank, ranked } from "#app/domain/rank.ts";
import { sourcesOf } from "#app/domain/sources.ts";
import { always } from "./check.ts";
import { anyFacts, delivery, inDays, line, now, today } from "./shops.ts";

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const never = "9999-99-99";
const plainly = { by: "placed", paidFirst: false } as const;
const byPlacement = byRank(plainly);

/** The day each owed line ships by; lines without a day last. */
function dates(facts: Facts): Map<Id, Day> {
  const { book } = plan(facts, now);
  const owed = new Map(book.owed.map((o) => [o.id, dateOf(facts, o)]));
  return new Map(facts.lines.map((l) => [l.id, owed.get(l.id) ?? today]));
}
function dateOf(facts: Facts, owed: OwedLine): Day {
  return lineShipsBy(owed, coverDates(owed.covers, facts.supplies, facts.calendar, today)) ?? never;
}

describe("the sum", () => {
  test("of owed units is Shopify's shortage: max(0, outstanding - shelf) at every location", () => {
    always(anyFacts, (facts) => {
      const { book } = plan(facts, now);
      for (const location of ["1", "2"]) {
        const outstanding = sum(
          facts.lines.filter((l) => l.locationId === location).map((l) => l.outstanding),
        );
        const shelf = shelfOf(facts.stock.find((s) => s.locationId === location));
        const owed = sum(book.owed.filter((o) => o.locationId === location).map((o) => o.owed));
        expect(owed).toBe(Math.max(0, outstanding - shelf));
      }
    });
  });

  test("of a line's parts is the line: ready, covered and uncovered units, none negative", () => {
    always(anyFacts, (facts) => {
      for (const o of plan(facts, now).book.owed) {
        const parts = [o.ready, ...o.covers.map((c) => c.quantity), o.uncovered];
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        expect(sum(parts)).toBe(o.outstanding);
        expect(o.owed).toBe(o.outstanding - o.ready);
        expect(o.covers.every((c) => c.quantity > 0)).toBe(true);
      }
    });
  });

  test("of what a delivery pays never exceeds the delivery", () => {
    always(anyFacts, (facts) => {
      const covers = plan(facts, now).book.owed.flatMap((o) =>
        o.covers.map((c) => ({ ...c, at: o.locationId })),
      );
      for (const supply of facts.supplies) {
        const paid = covers.filter((c) => c.kind === "delivery" && c.deliveryId === supply.deliveryId);
        expect(paid.every((c) => c.at === supply.locationId)).toBe(true);
        expect(sum(paid.map((c) => c.quantity))).toBeLessThanOrEqual(supply.quantity);
      }
    });
  });
});

test("no delivery stands idle while a line has nothing", () => {
  always(anyFacts, (facts) => {
    const { owed } = plan(facts, now).book;
    for (const supply of facts.supplies) {
      if (!owed.some((o) => o.locationId === supply.locationId && o.uncovered > 0)) continue;
      const paid = owed
        .flatMap((o) => o.covers)
        .filter((c) => c.kind === "delivery" && c.deliveryId === supply.deliveryId);
      expect(sum(paid.map((c) => c.quantity))).toBe(supply.quantity);
    }
  });
});

describe("first come, first served", () => {
  test("nobody is served from the shelf before an older line has all it needs", () => {
    always(anyFacts, (facts) => {
      const { owed } = plan(facts, now).book;
      for (const o of owed) {
        const older = facts.lines.find((l) => l.id === o.id)!;
        const younger = facts.lines.filter(
          (l) => l.locationId === o.locationId && l.outstanding > 0 && byPlacement(older, l) < 0,
        );
        for (const y of younger) expect(owed.find((other) => other.id === y.id)?.ready).toBe(0);
      }
    });
  });

  test("no younger line has an earlier date, whatever pays it", () => {
    always(anyFacts, (facts) => {
      const date = dates({ ...facts, leadTime: null });
      const ranked = facts.lines.filter((l) => l.outstanding > 0).sort(byPlacement);
      for (const location of ["1", "2"]) {
        const days = ranked.filter((l) => l.locationId === location).map((l) => date.get(l.id)!);
        expect(days).toEqual([...days].sort());
      }
    });
  });
});

describe("nobody gets later", () => {
  const noLater = (before: Facts, after: Facts) => {
    const was = dates(before);
    for (const [id, day] of dates(after))
      expect(day <= was.get(id)!, `line ${id}: ${was.get(id)} became ${day}`).toBe(true);
  };
  const withoutLeadTime = anyFacts.map((facts) => ({ ...facts, leadTime: null }));

  test("by one more delivery", () => {
    const extra = fc.record({
      quantity: fc.integer({ min: 1, max: 10 }),
      on: fc.option(fc.integer({ min: 0, max: 40 }).map(inDays), { nil: null }),
    });
    always(withoutLeadTime, extra, (facts, { quantity, on }) => {
      noLater(facts, { ...facts, supplies: [...facts.supplies, delivery("99", quantity, on)] });
    });
  });

  test("by a delivery that comes earlier, brings more, or is stocked already", () => {
    always(withoutLeadTime, fc.nat(4), fc.nat(10), fc.nat(5), (facts, which, sooner, more) => {
      const supplies = facts.supplies.map((s, i) => {
        if (i !== which || s.expectedOn === null || s.expectedOn < today) return s;
        const expectedOn = addDays(s.expectedOn, -sooner);
        return { ...s, quantity: s.quantity + more, expectedOn: expectedOn < today ? today : expectedOn };
      });
      noLater(facts, { ...facts, supplies });
      noLater(facts, { ...facts, stock: facts.stock.map((s) => ({ ...s, onHand: s.onHand + more })) });
    });
  });

  test("by a delivery of which nobody knows when it comes, also where a lead time gives the dates", () => {
    always(anyFacts, fc.integer({ min: 1, max: 10 }), (facts, quantity) => {
      noLater(facts, { ...facts, supplies: [...facts.supplies, delivery("99", quantity, null)] });
    });
  });

  test("by an order that is cancelled", () => {
    always(withoutLeadTime, fc.nat(7), (facts, which) => {
      const cancelled = facts.lines[which]?.id;
      noLater(facts, { ...facts, lines: facts.lines.filter((l) => l.id !== cancelled) });
    });
  });
});

test("the order in which facts are listed changes nothing", () => {
  always(anyFacts, fc.infiniteStream(fc.double({ noNaN: true })), (facts, randomness) => {
    const key = new Map<object, number>();
    const shuffled = <T extends object>(list: T[]) => {
      for (const one of list) key.set(one, randomness.next().value);
      return [...list].sort((a, b) => key.get(a)! - key.get(b)!);
    };
    const again = {
      ...facts,
      lines: shuffled(facts.lines),
      supplies: shuffled(facts.supplies),
      stock: shuffled(facts.stock),
    };
    expect(plan(again, now).book).toEqual(plan(facts, now).book);
  });
});

test("splitting a line in two changes no unit's date", () => {
  always(anyFacts, fc.nat(7), fc.nat(8), (facts, which, at) => {
    const whole = facts.lines[which];
    if (!whole || at >= whole.outstanding || at === 0) return;
    const first = { ...whole, outstanding: at };
    const second = { ...whole, id: `${whole.id}0000`, outstanding: whole.outstanding - at };
    // The second half stands directly behind the first: no other line is of the same moment.
    const others = facts.lines.filter((l) => l !== whole && l.placedAt !== whole.placedAt);
    const split = plan({ ...facts, lines: [...others, first, second] }, now).book.owed;
    const one = plan({ ...facts, lines: [...others, whole] }, now).book.owed;
    const units = (owed: OwedLine[]) =>
      owed.flatMap((o) => [
        ...o.covers.flatMap((c) =>
          Array(c.quantity).fill(c.kind === "delivery" ? c.deliveryId : c.expectedOn),
        ),
        ...Array(o.uncovered).fill("-"),
      ]);
    expect(units(split).sort()).toEqual(units(one).sort());
    expect(split.filter((o) => others.some((l) => l.id === o.id)).map((o) => o.covers)).toEqual(
      one.filter((o) => others.some((l) => l.id === o.id)).map((o) => o.covers),
    );
  });
});

test("what a shopper is told is the date of a further line of one unit, ranked last", () => {
  always(anyFacts, (facts) => {
    const there = {
      ...facts,
      supplies: facts.supplies.filter((s) => s.locationId === "1"),
      stock: facts.stock.filter((s) => s.locationId === "1"),
    };
    const lines = facts.lines.filter((l) => l.locationId === "1");
    const [variant] = plan({ ...there, lines }, now).book.availability;
    if (variant!.state === "in_stock") return;
    const last = line("99999", 1, { placedAt: now.toISOString() });
    const date = dates({ ...there, lines: [...lines, last] }).get(last.id);
    // A shelf that still has units while the variant is sold out elsewhere is not quoted: it ships today.
    if (
      date === today &&
      !plan({ ...there, lines: [...lines, last] }, now).book.owed.some((o) => o.id === last.id)
    )
      return;
    expect(variant!.shipsBy ?? never).toBe(date);
  });
});

describe("a plan", () => {
  test("carried out has nothing left to do", () => {
    always(anyFacts, (facts) => {
      const first = plan(facts, now);
      const second = plan({ ...facts, book: first.book }, now);
      expect(second.effects).toEqual([]);
      expect(second.why).toEqual([]);
      expect(second.book).toEqual(first.book);
    });
  });

  test("never names a day in the past, and no day without full cover", () => {
    always(anyFacts, (facts) => {
      const { book } = plan(facts, now);
      for (const a of book.availability) expect((a.shipsBy ?? never) >= today).toBe(true);
      for (const o of book.owed) {
        const date = dateOf(facts, o);
        expect(date >= today).toBe(true);
        if (o.uncovered > 0) expect(date).toBe(never);
      }
    });
  });

  test("gives a reason for every effect", () => {
    always(anyFacts, (facts) => {
      const { effects, why } = plan(facts, now);
      for (const e of effects) {
        expect(
          why.some((w) => (e.kind === "publish_availability" ? w.productId : w.orderId) === e.target),
        ).toBe(true);
      }
    });
  });

  test("shows out of stock exactly where nobody can buy", () => {
    always(anyFacts, (facts) => {
      const [variant] = plan(facts, now).book.availability;
      const free = sum(facts.stock.filter((s) => s.active).map((s) => s.available));
      const buyable = free > 0 || facts.variants[0]!.policy === "CONTINUE";
      expect(variant!.state === "out_of_stock").toBe(!buyable);
      expect(variant!.state === "in_stock").toBe(free > 0);
    });
  });
});

describe("days", () => {
  const anyDay = fc.integer({ min: -3000, max: 3000 }).map(inDays);

  test("goods leave the shop on a working day, never before they arrived", () => {
    always(
      anyDay,
      fc.nat(10),
      fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      (arrival, handlingDays, workingDays) => {
        const leaves = shipDay(arrival, { handlingDays, workingDays });
        expect(leaves >= arrival).toBe(true);
        expect(workingDays).toContain(weekday(leaves));
      },
    );
  });

  test("an earlier arrival never leaves later", () => {
    always(
      anyDay,
      fc.nat(20),
      fc.nat(10),
      fc.subarray([1, 2, 3, 4, 5, 6, 7]),
      (arrival, sooner, handlingDays, workingDays) => {
        const calendar = { handlingDays, workingDays };
        expect(shipDay(addDays(arrival, -sooner), calendar) <= shipDay(arrival, calendar)).toBe(true);
      },
    );
  });

  test("a day of a zone lasts from its midnight to the next, whatever the clocks do", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "Asia/Kathmandu",
    );
    always(zones, fc.integer({ min: 0, max: 10 * 365 * 24 }), (zone, hours) => {
      const at = new Date(Date.UTC(2024, 0, 1) + hours * 3_600_000);
      const later = new Date(at.getTime() + 3_600_000);
      expect([dayIn(zone, at), addDays(dayIn(zone, at), 1)]).toContain(dayIn(zone, later));
    });
  });
});

test("allocation of many lines and deliveries stays quick", () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => line(String(100_000 + i), 3));
  const supplies = Array.from({ length: 2000 }, (_, i) => delivery(String(i + 1), 25, inDays(i % 300)));
  const began = performance.now();
  const { served } = allocate({
    start: { shelf: 500, sources: sourcesOf(supplies, today), lines: 0, units: 0 },
    lines: ranked(lines, plainly),
    pegs: [],
    clock: null,
    today,
  });
  expect(performance.now() - began).toBeLessThan(500);
  expect(sum(served.map((s) => s.ready))).toBe(500);
});
