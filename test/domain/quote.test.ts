import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leavesFrom } from "#app/domain/calendar.ts";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import { plan } from "#app/domain/plan.ts";
import { availableToPromise, firstToPromise, quote } from "#app/domain/quote.ts";
import { startAt } from "#app/domain/tail.ts";
import { always } from "./check.ts";
import { anyPreferences, delivery, factsOf, inDays, line, now, stock, today } from "./shops.ts";

describe("what can be promised", () => {
  const days = [1, 3, 4, 7, 9, 14, 16, 19];
  const promisable = availableToPromise([11, 9, 21, 13, 6, 14, 9, 7]);
  const from = (units: number) => days[firstToPromise(promisable, units)] ?? null;

  test("on a day is the least that is left from then on (scenario H11)", () => {
    expect(promisable).toEqual([6, 6, 6, 6, 6, 7, 7, 7]);
  });
  test("begins on the first day with enough (scenario H11)", () => {
    expect([from(6), from(7), from(8)]).toEqual([1, 14, null]);
  });
  test("counts what was promised to others for later (scenario H13)", () => {
    expect(availableToPromise([10, 12, 5, 11])).toEqual([5, 5, 5, 11]);
    expect(availableToPromise([10, 12, 11, 17])).toEqual([10, 11, 11, 17]);
  });
});

test("a quote for any number of units is the date of one more line of so many, ranked last", () => {
  always(anyPreferences, fc.integer({ min: 1, max: 30 }), (any, units) => {
    const facts = { ...any, tracked: true, pegs: [] };
    const { tails, book } = plan(facts, now);
    for (const { locationId } of tails) {
      const counted = { ...facts, lines: [], tails, book: { ...book, owed: [] } };
      const left = startAt(counted, locationId, today);
      const offered = quote(units, left, facts, facts.calendar, today, leavesFrom(facts.calendar, now));
      const behind = { priority: -1, paid: false, held: true, requiredOn: "9999-99-99" };
      const last = line("999999", units, { locationId, placedAt: now.toISOString(), ...behind });
      const whole = plan({ ...facts, lines: [...facts.lines, last], book }, now);
      const owed = whole.book.owed.find((o) => o.id === last.id);
      if (!owed) expect(offered.because.kind).toBe("units_free");
      else {
        const dates = coverDates(owed.covers, facts.supplies, facts.calendar, today);
        expect(offered.shipsBy).toBe(lineShipsBy(owed, dates));
      }
    }
  });
});

describe("how many can still be sold with a date", () => {
  const soldOut = { stock: [stock(0, 4)], lines: [line("1", 4)] };
  const cap = (more: object) => plan(factsOf({ ...soldOut, ...more }), now).book.availability[0]!.cap;

  test("is what deliveries with a day bring beyond what is owed", () => {
    const supplies = [delivery("5", 10, inDays(9)), delivery("6", 5, null), delivery("7", 5, inDays(-1))];
    expect(cap({ supplies })).toBe(6);
    expect(cap({ supplies: supplies.map((s) => ({ ...s, confirmed: false })) })).toBe(0);
  });
  test("has no end where a lead time or a maker gives the date", () => {
    expect(cap({ leadTime: { days: 9, setOn: "shop" } })).toBe(null);
    expect(cap({ madeToOrderDays: 4 })).toBe(null);
  });
  test("is told to shoppers when it changes", () => {
    const facts = factsOf({ ...soldOut, supplies: [delivery("5", 10, inDays(9))] });
    const { book } = plan(facts, now);
    const next = plan({ ...facts, lines: [...facts.lines, line("2", 1)], stock: [stock(0, 5)], book }, now);
    expect(next.effects.map((e) => e.kind)).toContain("publish_availability");
    expect(next.why.map((w) => w.because)).toContainEqual({ kind: "cap", cap: 5 });
  });
  test("never lets one more than that be sold with a date", () => {
    always(anyPreferences, (any) => {
      const facts = { ...any, tracked: true, pegs: [], leadTime: null };
      const { book, tails } = plan(facts, now);
      const [shown] = book.availability;
      if (shown!.cap === null) return;
      const dated = tails.reduce((sum, { locationId }) => {
        // Where the shop as a whole has nothing to sell, what lies on one shelf is nobody's date.
        const left = { ...startAt({ ...facts, lines: [], tails }, locationId, today), shelf: 0 };
        let units = 0;
        const isDated = () => quote(units + 1, left, facts, facts.calendar, today).shipsBy !== null;
        while (units <= shown!.cap! && isDated()) units++;
        return sum + units;
      }, 0);
      expect(dated).toBe(shown!.cap);
    });
  });
});
