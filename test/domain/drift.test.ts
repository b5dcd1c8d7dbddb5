import { expect, test } from "vitest";
import { driftOf } from "#app/domain/drift.ts";
import { factsOf, line, stock } from "./shops.ts";

test("what Shopify has committed beyond the orders we can read is drift, with its place", () => {
  const facts = factsOf({ stock: [stock(5, 7)], lines: [line("1", 4)] });
  expect(driftOf(facts)).toEqual([{ locationId: "1", committed: 7, outstanding: 4 }]);
});

test("what orders need beyond what Shopify has committed is drift too", () => {
  const facts = factsOf({ stock: [stock(5, 4)], lines: [line("1", 7)] });
  expect(driftOf(facts)).toEqual([{ locationId: "1", committed: 4, outstanding: 7 }]);
});

test("places that agree are not named, whatever others need", () => {
  const there = { locationId: "2" };
  const facts = factsOf({
    stock: [stock(0, 4), stock(9, 1, there)],
    lines: [line("1", 4), line("2", 3, there)],
  });
  expect(driftOf(facts)).toEqual([{ locationId: "2", committed: 1, outstanding: 3 }]);
});

test("where nothing is counted nothing can disagree", () => {
  expect(driftOf(factsOf({ tracked: false, stock: [stock(0)], lines: [line("1", 4)] }))).toEqual([]);
  expect(driftOf(factsOf({ stock: [stock(9, 0, { active: false })], lines: [line("1", 4)] }))).toEqual([]);
});
