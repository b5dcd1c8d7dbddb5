import { describe, expect, test } from "vitest";
import { promisePreview, readPromise } from "#app/domain/promise-form.ts";

const today = "2026-11-23";

describe("a promise given by hand", () => {
  const typed = { lineId: "7", promisedOn: "2026-12-20", reason: "The supplier called" };

  test("is a date and a reason, or that there is no date", () => {
    expect(readPromise(typed, today)).toEqual({
      ok: true,
      value: { lineId: "7", day: "2026-12-20", reason: "The supplier called" },
    });
    expect(readPromise({ ...typed, promisedOn: "", undated: "on" }, today)).toMatchObject({
      value: { day: null },
    });
    expect(readPromise({ ...typed, promisedOn: today }, today).ok).toBe(true);
  });

  test.each(["2026-11-22", "", "soon", "2026-02-31"])("is not given for %j", (promisedOn) => {
    expect(readPromise({ ...typed, promisedOn }, today)).toEqual({
      ok: false,
      errors: { promisedOn: "Enter a date from today on." },
    });
  });

  test("needs a reason: somebody will ask", () => {
    expect(readPromise({ ...typed, reason: "" }, today)).toEqual({
      ok: false,
      errors: { reason: "Give a reason in up to 200 letters." },
    });
  });
});

describe("what will change is said before it does", () => {
  const line = { promisedOn: "2026-12-03", firstPromisedOn: "2026-12-01", shipsBy: "2026-12-22" };
  const of = (to: string | null, more: Partial<Record<keyof typeof line, string | null>> = {}) =>
    promisePreview({ ...line, ...more }, to, (day) => day.slice(5));

  test("how far it moves, what stays, and that it will be late", () => {
    expect(of("2026-12-20")).toEqual([
      "Promised moves from 12-03 to 12-20, 17 days later.",
      "The first promise, 12-01, stays the one you are judged by.",
      "It is expected on 12-22, 2 days after: the line shows as late.",
      "The order in Shopify gets the new date. Other lines and orders don't change.",
    ]);
  });

  test("a date that can be kept says nothing of being late", () => {
    expect(of("2026-12-22").join()).not.toContain("late.");
    expect(of("2026-12-02")[0]).toBe("Promised moves from 12-03 to 12-02, 1 day earlier.");
  });

  test("a date with nothing behind it is called that", () => {
    expect(of("2026-12-20", { shipsBy: null })).toContain(
      "No date is expected: nothing known will pay this line by then.",
    );
  });

  test("a promise is withdrawn, made for the first time, or left as it is", () => {
    expect(of(null)[0]).toBe("The promise of 12-03 is withdrawn.");
    expect(of("2026-12-20", { promisedOn: null, firstPromisedOn: null })[0]).toBe(
      "The first promise is 12-20.",
    );
    expect(of("2026-12-20", { promisedOn: null })[0]).toBe("Promised is 12-20.");
    expect(of("2026-12-03")).toEqual(["Nothing changes: this is what is promised now."]);
  });
});
