import { expect, test } from "vitest";
import { readChoice, readShown, wasOnPage } from "#app/domain/shown.ts";

const day = 86_400_000;
const placed = new Date("2026-11-22T10:00:00Z");
const at = (days: number) => new Date(placed.getTime() + days * day);

test("a line says a day, or that there is none; anything else says nothing", () => {
  expect(readShown("2026-12-12")).toBe("2026-12-12");
  expect(readShown("unknown")).toBeNull();
  for (const forged of [
    "",
    "2026-02-31",
    "12.12.2026",
    "2026-12-12T00:00:00Z",
    "<b>",
    20261212,
    null,
    undefined,
  ])
    expect(readShown(forged)).toBeUndefined();
});

test("a choice is one of two", () => {
  expect([readChoice("together"), readChoice("as ready"), readChoice("TOGETHER")]).toEqual([
    true,
    false,
    undefined,
  ]);
});

test("a day is believed while the product page gives it, and as long after as a cart may stand", () => {
  expect(wasOnPage({ since: at(-1), until: null }, placed)).toBe(true);
  expect(wasOnPage({ since: at(-60), until: at(-29) }, placed)).toBe(true);
  expect(wasOnPage({ since: at(-60), until: at(-31) }, placed)).toBe(false);
});

test("a day that no page gave before the sale is not believed", () => {
  expect(wasOnPage(null, placed)).toBe(false);
  expect(wasOnPage({ since: at(1), until: null }, placed)).toBe(false);
});
