import fc from "fast-check";
import { expect, test } from "vitest";
import { daysLate, instability, keptPercent } from "#app/domain/kept.ts";
import { always } from "./check.ts";
import { inDays } from "./shops.ts";

test.each([
  [{ kept: 19, of: 19 }, null, "nineteen promises are too few for a share"],
  [{ kept: 19, of: 20 }, 95, "twenty are enough"],
  [{ kept: 164, of: 180 }, 91, "whole percent"],
  [{ kept: 0, of: 40 }, 0, "none kept is a share, too"],
])("of %j promises %s percent were kept: %s", (counts, percent, _because) => {
  expect(keptPercent(counts)).toBe(percent);
});

test("a line is late by its first promise, and never early", () => {
  expect(daysLate(inDays(10), inDays(13))).toBe(3);
  expect(daysLate(inDays(10), inDays(10))).toBe(0);
  expect(daysLate(inDays(10), inDays(4))).toBe(0);
  expect(daysLate(null, inDays(4))).toBeNull();
});

test("a date that goes there and back is moved twice", () => {
  const told = [10, 15, 12].map((n, i) => ({ promisedOn: inDays(n), on: inDays(2 * i) }));
  expect(instability(told, inDays(16))).toBe(8 / 16);
});

test("a date that was lost and found again moved by what lies between", () => {
  const told = [10, null, 16].map((n, i) => ({ promisedOn: n === null ? null : inDays(n), on: inDays(i) }));
  expect(instability(told, inDays(12))).toBe(6 / 12);
});

test("a promise that stood is at rest, however long it took; one that was never made, too", () => {
  expect(instability([{ promisedOn: inDays(10), on: inDays(0) }], inDays(400))).toBe(0);
  expect(instability([], inDays(4))).toBe(0);
});

test("promising and shipping on one day divides by a day, not by nothing", () => {
  const told = [3, 5].map((n) => ({ promisedOn: inDays(n), on: inDays(0) }));
  expect(instability(told, inDays(0))).toBe(2);
});

test("telling less never moves a date more", () => {
  const ledger = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 8 });
  always(ledger, fc.nat(7), (days, skipped) => {
    const told = days.map((n) => ({ promisedOn: inDays(n), on: inDays(0) }));
    const fewer = told.filter((_, i) => i === 0 || i !== skipped);
    expect(instability(fewer, inDays(30))).toBeLessThanOrEqual(instability(told, inDays(30)));
  });
});
