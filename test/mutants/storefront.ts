import type { Mutant } from "./mutant.ts";

const [availability, published] = ["app/domain/availability.ts", "app/domain/published.ts"];
const quote = "app/domain/quote.ts";
const webhooks = "app/shopify/webhooks.ts";

export const storefrontMutants: Mutant[] = [
  {
    name: "units on hand are taken for units to sell",
    from: "scenario E14",
    file: availability,
    find: "s.active ? s.available : 0",
    put: "s.active ? s.onHand : 0",
  },
  {
    name: "a place below zero is clipped before summing",
    from: "scenario F22",
    file: availability,
    find: "s.active ? s.available : 0",
    put: "s.active ? Math.max(0, s.available) : 0",
  },
  {
    name: "a closed location sells",
    from: "inactive locations contribute no stock",
    file: availability,
    find: "s.active ? s.available : 0",
    put: "s.available",
  },
  {
    name: "the last unit sold leaves the product in stock",
    from: "a threshold off by one",
    file: availability,
    find: "if (free > 0)",
    put: "if (free >= 0)",
  },
  {
    name: "the shopper is quoted a delivery that others wait for",
    from: "alert wave ignores owed units; quote and allocation diverge",
    file: quote,
    find: "hasDay(s, today) && s.free > 0);\n  const undated",
    put: "hasDay(s, today));\n  const undated",
  },
  {
    name: "the shopper is quoted a past date",
    from: "past date published",
    file: quote,
    find: "left.sources.filter((s) => hasDay(s, today) && s.free > 0)",
    put: "left.sources.filter((s) => s.supply.expectedOn !== null && s.free > 0)",
  },
  {
    name: "the quote of a lead time forgets the handling days",
    from: "quote and allocation diverge",
    file: quote,
    find: "shipDay(arrivalAfter(leadTime, starts), calendar)",
    put: "arrivalAfter(leadTime, today)",
  },
  {
    name: "of two places the slower one is quoted",
    from: "the better of two quotes",
    file: quote,
    find: "b.shipsBy < a.shipsBy ? b : a",
    put: "b.shipsBy > a.shipsBy ? b : a",
  },
  {
    name: "no date beats a date",
    from: "the better of two quotes",
    file: quote,
    find: "return b.shipsBy !== null && ",
    put: "return b.shipsBy === null ? b : ",
  },
  {
    name: "a product that can be bought is shown as sold out",
    from: "judged by something else than the buy button (ps_emailalerts #153)",
    file: availability,
    find: 'variant.policy === "CONTINUE"',
    put: 'variant.policy !== "CONTINUE"',
  },
  {
    name: "a discontinued product cannot be ordered although it can",
    from: "the state follows the buy button",
    file: availability,
    find: 'if (variant.policy === "CONTINUE")',
    put: 'if (variant.policy === "CONTINUE" && !variant.discontinued)',
  },
  {
    name: "what does not come back is said to be expected",
    from: "no invented date",
    file: availability,
    find: 'state: "discontinued", shipsBy: null,',
    put: 'state: "discontinued", shipsBy: quote.shipsBy,',
  },
  {
    name: "shoppers are given the day of arrival as a promise",
    from: "two fields, two meanings: docs/metafields.md",
    file: published,
    find: "{ state, expected: shipsBy }",
    put: "{ state, ships_by: shipsBy }",
  },
  {
    name: "an order says that all of it is owed",
    from: "owed and outstanding mixed up",
    file: published,
    find: "sum + l.owed",
    put: "sum + l.outstanding",
  },
  {
    name: "large ids are rounded",
    from: "ids above 2^53 read as numbers",
    file: webhooks,
    find: "context?.source ?? String(value)",
    put: "context ? String(value) : value",
  },
  {
    name: "the place of a stock level is taken for its item",
    from: "the wrong resource is read again",
    file: webhooks,
    find: 'idFrom(said, "InventoryItem", "inventory_item_id")',
    put: 'idFrom(said, "InventoryItem", "location_id")',
  },
  {
    name: "changes of a product are not looked at",
    from: "a topic that nobody handles",
    file: webhooks,
    find: 'const productId = idFrom(said, "Product", "id");',
    put: 'return []; const productId = idFrom(said, "Product", "id");',
  },
];
