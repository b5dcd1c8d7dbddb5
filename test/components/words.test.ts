import { describe, expect, test } from "vitest";
import { arithmetic } from "#app/components/arithmetic.ts";
import { channelWords } from "#app/components/channel.ts";
import { dayText, fromToday, momentText } from "#app/components/dates.ts";
import { lateWords } from "#app/components/lateness.ts";
import { count, listText, moneyText } from "#app/components/words.ts";

const today = "2026-11-22";
const day = (d: string) => dayText(d, today);

describe("days", () => {
  test("have no year in this year, and one in any other", () => {
    expect([day("2026-12-12"), day("2027-01-03")]).toEqual(["Dec 12", "Jan 3, 2027"]);
  });

  test.each([
    ["2026-11-22", "today"],
    ["2026-11-23", "tomorrow"],
    ["2026-11-21", "yesterday"],
    ["2026-12-13", "in 21 days"],
    ["2026-11-12", "10 days ago"],
  ])("%s is %s", (d, words) => {
    expect(fromToday(d, today)).toBe(words);
  });

  test("moments are on the shop's clock, with their day unless it is today", () => {
    expect(momentText("2026-11-22T08:42:00Z", "Europe/Berlin", today)).toBe("9:42 AM");
    expect(momentText("2026-11-21T23:30:00Z", "Europe/Berlin", today)).toBe("12:30 AM");
    expect(momentText("2026-11-22T03:30:00Z", "America/New_York", today)).toBe("Nov 21, 10:30 PM");
  });
});

describe("the arithmetic of a date is said", () => {
  const week = [1, 2, 3, 4, 5];

  test("handling in working days", () => {
    expect(arithmetic("2026-12-10", { handlingDays: 1, workingDays: week, closed: [] }, day)).toBe(
      "Arrives Dec 10 + 1 working day of handling: ships by Dec 11",
    );
  });

  test("an arrival on a day off waits for the next working day", () => {
    expect(arithmetic("2026-12-12", { handlingDays: 2, workingDays: week, closed: [] }, day)).toBe(
      "Arrives Dec 12, unpacked Dec 14 + 2 working days of handling: ships by Dec 16",
    );
  });

  test("without handling it ships on the day it arrives", () => {
    expect(arithmetic("2026-12-10", { handlingDays: 0, workingDays: week, closed: [] }, day)).toBe(
      "Arrives Dec 10: ships by Dec 10",
    );
  });
});

describe("holidays are a part of the arithmetic", () => {
  const calendar = (...closed: string[]) => ({ handlingDays: 1, workingDays: [1, 2, 3, 4, 5], closed });

  test("a closed day is named, a weekend is not", () => {
    expect(arithmetic("2026-12-23", calendar("2026-12-24", "2026-12-25", "2026-12-26"), day)).toBe(
      "Arrives Dec 23 + 1 working day of handling, closed Dec 24 and Dec 25: ships by Dec 28",
    );
  });

  test("an arrival on a holiday is unpacked after it", () => {
    expect(arithmetic("2026-12-25", calendar("2026-12-25"), day)).toBe(
      "Arrives Dec 25, unpacked Dec 28 + 1 working day of handling, closed Dec 25: ships by Dec 29",
    );
  });

  test("a week off is named by its ends, and what lies later is not named", () => {
    const week = ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-03-01"];
    expect(arithmetic("2026-12-27", calendar(...week), day)).toBe(
      "Arrives Dec 27, unpacked Jan 1, 2027 + 1 working day of handling, closed Dec 28 to Dec 31: ships by Jan 4, 2027",
    );
  });
});

describe("lateness is words and a number", () => {
  const nothing = { lateSince: null, promisedOn: null, shipsBy: null };

  test.each([
    ["nothing is late", nothing, null],
    [
      "the promise has passed",
      { ...nothing, lateSince: "2026-11-12", promisedOn: "2026-11-12" },
      "10 days late",
    ],
    [
      "the promise has passed and the expected day is later still",
      { lateSince: "2026-11-12", promisedOn: "2026-11-12", shipsBy: "2026-12-12" },
      "30 days late",
    ],
    ["supply is overdue and nothing was promised", { ...nothing, lateSince: "2026-11-20" }, "2 days late"],
    [
      "supply is overdue and the promise is still ahead",
      { lateSince: "2026-11-20", promisedOn: "2026-12-12", shipsBy: null },
      "Supply 2 days overdue",
    ],
    [
      "the expected day is after the promise",
      { lateSince: "2026-12-01", promisedOn: "2026-12-01", shipsBy: "2026-12-11" },
      "Expected 10 days after the promise",
    ],
    [
      "no day is expected anymore",
      { lateSince: "2026-12-01", promisedOn: "2026-12-01", shipsBy: null },
      "The promise can't be kept",
    ],
  ])("%s", (_, line, words) => {
    expect(lateWords(line, today)).toBe(words);
  });
});

test("every number has a noun, in singular and plural", () => {
  expect([count(0, "unit"), count(1, "unit"), count(2400, "unit")]).toEqual([
    "0 units",
    "1 unit",
    "2,400 units",
  ]);
});

test("money is in the shop's currency, cents only where there are some", () => {
  expect([moneyText(18420, "USD"), moneyText(18.5, "EUR"), moneyText(1200, "JPY")]).toEqual([
    "$18,420",
    "€18.50",
    "¥1,200",
  ]);
});

test("a list ends in and", () => {
  expect(listText(["Berlin", "Lyon", "Oslo"])).toBe("Berlin, Lyon, and Oslo");
});

test("channels have the names of Shopify's admin", () => {
  expect(["web", "pos", "shopify_draft_order", "580111", "Wholesale Portal", ""].map(channelWords)).toEqual([
    "Online store",
    "Point of sale",
    "Draft order",
    "Another app",
    "Wholesale Portal",
    "Unknown channel",
  ]);
});
