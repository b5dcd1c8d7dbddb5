import { expect, test } from "vitest";
import { publishedAvailability, publishedBackorders } from "#app/domain/published.ts";

test("a product publishes only the variants that are not plainly in stock", () => {
  const published = publishedAvailability([
    { variantId: "44", state: "backorder", shipsBy: "2026-12-12" },
    { variantId: "41", state: "in_stock", shipsBy: null },
    { variantId: "42", state: "backorder", shipsBy: null },
    { variantId: "43", state: "out_of_stock", shipsBy: "2026-12-20" },
    { variantId: "45", state: "out_of_stock", shipsBy: null },
    { variantId: "46", state: "discontinued", shipsBy: null },
  ]);
  expect(published).toEqual({
    v: 1,
    variants: {
      42: { state: "backorder" },
      43: { state: "out_of_stock", expected: "2026-12-20" },
      44: { state: "backorder", ships_by: "2026-12-12" },
      45: { state: "out_of_stock" },
      46: { state: "discontinued" },
    },
  });
});

test("a backorder says what is known of it: both days, the units still free, and that it is made to order", () => {
  const entry = (facts: object) => {
    const variant = { variantId: "44", state: "backorder" as const, shipsBy: "2026-12-12", ...facts };
    return publishedAvailability([variant]).variants["44"];
  };
  expect(entry({ shipsFrom: "2026-12-08", cap: 7, madeToOrder: true })).toEqual({
    state: "backorder",
    ships_by: "2026-12-12",
    ships_from: "2026-12-08",
    left: 7,
    made_to_order: true,
  });
  // One day is one day; no number is not zero; a first day without a last promises nothing.
  const plain = { state: "backorder", ships_by: "2026-12-12" };
  expect(entry({ shipsFrom: "2026-12-12", cap: null, madeToOrder: false })).toEqual(plain);
  expect(entry({ cap: 0 })).toEqual(plain);
  expect(entry({ shipsBy: null, shipsFrom: "2026-12-08" })).toEqual({ state: "backorder" });
});

test("the states of 2,048 variants fit into the 128 KB that Shopify takes, if need be without dates", () => {
  const soldOut = (count: number) =>
    publishedAvailability(
      Array.from({ length: count }, (_, i) => ({
        variantId: String(9_007_199_254_741_000n + BigInt(i)),
        state: "out_of_stock" as const,
        shipsBy: "2026-12-12",
      })),
    );
  const [many, most] = [soldOut(1900), soldOut(2048)];
  for (const product of [many, most]) expect(JSON.stringify(product).length).toBeLessThanOrEqual(128 * 1024);
  expect(Object.values(many.variants)[0]).toEqual({ state: "out_of_stock", expected: "2026-12-12" });
  expect(Object.values(most.variants)).toHaveLength(2048);
  expect(Object.values(most.variants)[0]).toEqual({ state: "out_of_stock" });
});

test("an order says what it is owed, line by line", () => {
  const line = {
    lineId: "21",
    owed: 2,
    outstanding: 5,
    since: "2026-11-23T09:00:00.000Z",
    shipsBy: "2026-12-12",
    promised: "2026-12-10",
  };
  expect(
    publishedBackorders([line, { ...line, lineId: "22", owed: 1, shipsBy: null, promised: null }]),
  ).toEqual({
    v: 1,
    owed: 3,
    lines: [
      {
        line_item: "gid://shopify/LineItem/21",
        owed: 2,
        outstanding: 5,
        since: line.since,
        ships_by: "2026-12-12",
        promised: "2026-12-10",
      },
      {
        line_item: "gid://shopify/LineItem/22",
        owed: 1,
        outstanding: 5,
        since: line.since,
        ships_by: null,
        promised: null,
      },
    ],
  });
});

test("an order that is owed nothing any more says 0, and names no line", () => {
  expect(publishedBackorders([])).toEqual({ v: 1, owed: 0, lines: [] });
});
