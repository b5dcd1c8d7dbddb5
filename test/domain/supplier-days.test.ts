import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "#app/domain/days.ts";
import type { Span } from "#app/domain/facts.ts";
import { arrivalAfter, leadTimeBecause, leadTimeOf, leadTimeWords } from "#app/domain/lead-time.ts";
import { addedWords, apart, openDaysAfter, withAdded } from "#app/domain/supplier-days.ts";
import { readDelay, readSupplier, readSupplierClosed } from "#app/domain/supplier-form.ts";
import { always } from "./check.ts";

const strike = { first: "2026-11-20", last: "2026-12-05", days: 5, reason: "port strike" };

describe("a supplier's clock stands still while it is closed", () => {
  test("over the turn of the year, too", () => {
    const winter = [{ first: "2026-12-24", last: "2027-01-03" }];
    expect(openDaysAfter("2026-12-20", 10, winter)).toBe("2027-01-10");
    expect(openDaysAfter("2026-12-20", 3, winter)).toBe("2026-12-23");
    expect(openDaysAfter("2026-12-28", 1, winter)).toBe("2027-01-04");
    expect(openDaysAfter("2028-02-27", 2, [{ first: "2028-02-29", last: "2028-02-29" }])).toBe("2028-03-01");
  });

  const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays("2026-06-01", n));
  const span = fc
    .tuple(day, fc.integer({ min: 0, max: 40 }))
    .map(([first, n]): Span => ({ first, last: addDays(first, n) }));

  test("one day at a time gives the same day", () => {
    always(day, fc.integer({ min: 1, max: 120 }), fc.array(span, { maxLength: 6 }), (from, days, closed) => {
      let slow = from;
      for (let left = days; left > 0;) {
        slow = addDays(slow, 1);
        if (!closed.some((c) => slow >= c.first && slow <= c.last)) left--;
      }
      expect(openDaysAfter(from, days, apart(closed))).toBe(slow);
    });
  });
});

describe("a disruption", () => {
  test("adds its days to what would come in its time, and to nothing else", () => {
    const acme = { name: "Acme", bufferDays: 0, delay: strike };
    expect(withAdded("2026-11-19", acme)).toEqual({ day: "2026-11-19", added: null });
    expect(withAdded("2026-11-20", acme).day).toBe("2026-11-25");
    expect(withAdded("2026-12-05", acme).day).toBe("2026-12-10");
    expect(withAdded("2026-12-06", acme).day).toBe("2026-12-06");
    expect(addedWords(withAdded("2026-12-01", acme).added!)).toBe("Acme: port strike, 5 days added");
  });

  test("hits the day that a buffer leads to", () => {
    const { day, added } = withAdded("2026-11-18", { name: "Acme", bufferDays: 2, delay: strike });
    expect(day).toBe("2026-11-25");
    expect(addedWords(added!)).toBe("2 days of buffer added; Acme: port strike, 5 days added");
  });

  test("and days closed lengthen a lead time, and are its reason", () => {
    const closed = [{ first: "2026-11-16", last: "2026-11-18" }];
    const pace = { supplier: "Acme", closed, delay: strike };
    const lead = leadTimeOf({ own: null, supplier: 7, shop: 30, madeToOrder: null, pace })!;
    expect(arrivalAfter(lead, "2026-11-12")).toBe("2026-11-27");
    const because = leadTimeBecause(lead, "2026-11-12");
    expect(because.kind === "lead_time" && leadTimeWords(because)).toBe(
      "the lead time set for the supplier is 7 days; Acme is closed for 3 days of that time; Acme: port strike, 5 days added",
    );
    expect(leadTimeBecause(lead, "2027-03-01")).toEqual({ kind: "lead_time", days: 7, setOn: "supplier" });
  });
});

describe("what is typed about a supplier's pace", () => {
  const today = "2026-11-22";
  test("is a disruption with an end", () => {
    const typed = { reason: "Port strike", days: "5", first: "2026-11-20", last: "2026-12-05" };
    expect(readDelay(typed, today)).toMatchObject({ ok: true, value: { days: 5 } });
    expect(readDelay({ ...typed, last: "", days: "x", reason: "" }, today)).toEqual({
      ok: false,
      errors: {
        last: "Enter a date from today on.",
        days: "Enter a whole number from 1 to 180.",
        reason: "Say in up to 60 letters what happened.",
      },
    });
  });

  test("is a span of days that is not over, one day where no last day is typed", () => {
    const typed = { name: "Lunar New Year", first: "2027-02-06", last: "" };
    expect(readSupplierClosed(typed, today)).toMatchObject({ ok: true, value: { last: "2027-02-06" } });
    expect(readSupplierClosed({ ...typed, last: "2027-02-01" }, today).ok).toBe(false);
    expect(readSupplierClosed({ ...typed, first: "2026-01-01" }, today).ok).toBe(false);
  });

  test("is a buffer only where dates are buffered", () => {
    const typed = { name: "Acme", leadTimeDays: "", bufferDays: "3" };
    expect(readSupplier({ ...typed, dates: "buffered" })).toMatchObject({ value: { bufferDays: 3 } });
    expect(readSupplier({ ...typed, dates: "stated" })).not.toMatchObject({ value: { bufferDays: 3 } });
    expect(readSupplier({ ...typed, dates: "buffered", bufferDays: "0" }).ok).toBe(false);
  });
});
