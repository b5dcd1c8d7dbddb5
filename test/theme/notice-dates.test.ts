import { describe, expect, it } from "vitest";
import { notice, says } from "./notice.ts";

const backorder = (ships_by: unknown) => says({ state: "backorder", ships_by });

describe("a date that has passed is never shown", () => {
  it.each([
    ["yesterday's", "2026-11-20", null],
    ["today's is still good", "2026-11-21", "2026-11-21"],
    ["last year's", "2025-12-12", null],
  ])("%s", (_, written, shown) => {
    expect(notice({ availability: backorder(written) }).shipsBy).toBe(shown);
  });

  it("falls back to neutral words after the app has been off for a week", () => {
    const shown = notice({ availability: backorder("2026-11-28"), now: new Date("2026-12-05T08:00:00Z") });
    expect(shown.lines).toEqual([
      "Backorder",
      "Date to be confirmed. We'll write to you as soon as we know.",
    ]);
  });

  it("asks the shop's clock what day it is, not the server's", () => {
    const now = new Date("2026-12-12T23:30:00Z"); // already the 13th in Berlin, still the 12th in New York
    const availability = backorder("2026-12-12");
    expect(notice({ availability, now, timeZone: "Europe/Berlin" }).shipsBy).toBeNull();
    expect(notice({ availability, now, timeZone: "America/New_York" }).shipsBy).toBe("2026-12-12");
  });

  it.each(["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"])(
    "names the same day in %s",
    (timeZone) => {
      expect(notice({ availability: backorder("2026-12-12"), timeZone }).lines).toContain(
        "Ships by December 12, 2026",
      );
    },
  );
});

describe("a metafield that makes no sense yields a backorder without a date", () => {
  it.each([
    ["text", "soon"],
    ["a number", 20261212],
    ["nothing", null],
    ["a list", ["2026-12-12", "2026-12-13"]],
    ["an object", { date: "2026-12-12" }],
    ["a date with a time", "2026-12-12T00:00:00Z"],
    ["a day that does not exist", "2027-02-31"],
    ["a month that does not exist", "2026-13-01"],
    ["letters among the digits", "2026-12-1x"],
    ["dashes in the wrong place", "20261-2-12"],
    ["a year of five digits", "20261-12-2"],
    ["slashes", "2026/12/12"],
    ["markup", '"><script>alert(1)</script>'],
  ])("%s for a date", (_, ships_by) => {
    expect(notice({ availability: backorder(ships_by) })).toMatchObject({
      state: "backorder",
      shipsBy: null,
    });
  });

  it.each([
    ["text", "{"],
    ["a list", [1, 2]],
    ["a number", 7],
    ["an unknown version", { v: 2, variants: { "9007199254741101": { ships_by: "2026-12-12" } } }],
    ["no variants", { v: 1 }],
    ["variants as text", { v: 1, variants: "9007199254741101" }],
    ["an entry as text", says("backorder")],
    ["an entry as a list", says(["2026-12-12"])],
  ])("%s for the whole value", (_, availability) => {
    expect(notice({ availability })).toMatchObject({ state: "backorder", shipsBy: null });
  });
});

describe("dates are written as the shopper's language writes them", () => {
  const months = Array.from({ length: 12 }, (_, index) => `2027-${String(index + 1).padStart(2, "0")}`);

  it.each(["en", "de", "fr", "es", "ja", "ar"])("%s, every month", (locale) => {
    const format = new Intl.DateTimeFormat(`${locale}-u-nu-latn-ca-gregory`, {
      dateStyle: "long",
      timeZone: "UTC",
    });
    for (const day of months.flatMap((month) => [`${month}-02`, `${month}-28`])) {
      const line = notice({ availability: backorder(day), locale }).lines[1];
      expect(line).toContain(format.format(new Date(day)));
    }
  });

  it("the first of the month is ordinal in French", () => {
    expect(notice({ availability: backorder("2026-12-01"), locale: "fr" }).lines[1]).toBe(
      "Expédition au plus tard le 1er décembre 2026",
    );
  });

  it("every language has every sentence", () => {
    for (const locale of ["de", "fr", "es", "ja", "ar"]) {
      const own = notice({ locale, availability: backorder("2026-12-12") }).lines;
      const english = notice({ availability: backorder("2026-12-12") }).lines;
      expect(own.filter((line) => english.includes(line))).toEqual([]);
    }
  });

  it("a language we do not have is answered in English, and marked as English", () => {
    expect(notice({ locale: "fi", availability: backorder("2026-12-12") }).lines[0]).toBe("Backorder");
  });
});
