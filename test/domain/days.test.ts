import { expect, test } from "vitest";
import { addDays, dayIn, daysBetween, isDay, shipDay, weekday } from "#app/domain/days.ts";

test.each([
  ["Europe/Berlin", "2026-11-22T22:59:59Z", "2026-11-22"],
  ["Europe/Berlin", "2026-11-22T23:00:00Z", "2026-11-23"],
  ["Europe/Berlin", "2026-07-01T21:59:59Z", "2026-07-01"],
  ["Europe/Berlin", "2026-07-01T22:00:00Z", "2026-07-02"],
  ["America/New_York", "2026-11-23T04:59:59Z", "2026-11-22"],
  ["Pacific/Kiritimati", "2026-11-22T10:00:00Z", "2026-11-23"],
  ["Pacific/Pago_Pago", "2026-11-22T10:59:59Z", "2026-11-21"],
  ["Asia/Kathmandu", "2026-11-22T18:15:00Z", "2026-11-23"],
])("a day in %s begins at its own midnight: %s is %s", (zone, at, day) => {
  expect(dayIn(zone, new Date(at))).toBe(day);
});

test("the days on which the clocks change are days like any other", () => {
  expect(addDays("2026-03-28", 1)).toBe("2026-03-29");
  expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
  expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
  expect(dayIn("Europe/Berlin", new Date("2026-10-25T00:30:00Z"))).toBe("2026-10-25");
  expect(dayIn("Europe/Berlin", new Date("2026-10-25T01:30:00Z"))).toBe("2026-10-25");
});

test("leap days and year ends count", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2027-02-28", 1)).toBe("2027-03-01");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
});

test("a zone that nobody knows is refused, not guessed", () => {
  expect(() => dayIn("Mars/Olympus", new Date())).toThrow(RangeError);
});

test.each([
  "2026-02-31",
  "2026-13-01",
  "2026-1-1",
  "12.12.2026",
  "",
  "2026-02-29",
  "20261212",
  " 2026-12-12",
])("%j is not a day", (text) => {
  expect(isDay(text)).toBe(false);
});

test("Monday is 1 and Sunday is 7", () => {
  expect(["2026-11-23", "2026-11-28", "2026-11-29"].map(weekday)).toEqual([1, 6, 7]);
});

const weekdays = [1, 2, 3, 4, 5];
test.each([
  ["2026-11-23", 1, weekdays, "2026-11-24", "arrives Monday, leaves Tuesday"],
  ["2026-11-27", 1, weekdays, "2026-11-30", "arrives Friday, leaves Monday"],
  ["2026-11-28", 1, weekdays, "2026-12-01", "arrives Saturday, is unpacked Monday, leaves Tuesday"],
  [
    "2026-11-29",
    0,
    weekdays,
    "2026-11-30",
    "arrives Sunday and leaves on Monday, though nothing has to be handled",
  ],
  ["2026-11-25", 3, weekdays, "2026-11-30", "three working days are over a weekend"],
  ["2026-11-25", 1, [3], "2026-12-02", "a shop that packs on Wednesdays only"],
  ["2026-11-28", 2, [], "2026-11-30", "no working days named: every day is one"],
])(
  "goods of %s with %i days of handling on days %j leave on %s: %s",
  (arrival, handlingDays, workingDays, leaves) => {
    expect(shipDay(arrival, { handlingDays, workingDays })).toBe(leaves);
  },
);
