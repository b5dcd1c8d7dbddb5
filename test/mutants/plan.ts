import type { Mutant } from "./mutant.ts";

const file = "app/domain/plan.ts";
const differences = "app/domain/differences.ts";
const tail = "app/domain/tail.ts";

export const planMutants: Mutant[] = [
  {
    name: "supply of one place pays orders of another",
    from: "scenario F12; Vendure: a threshold taken per location",
    file: tail,
    find: "facts.supplies.filter((s) => s.locationId === locationId);",
    put: "facts.supplies;",
  },
  {
    name: "a moved order is owed at both places",
    from: "fulfillment order moved, demand counted twice; Vendure #4030",
    file,
    find: "linesAt.get(locationId) ?? []",
    put: "facts.tracked ? facts.lines : []",
  },
  {
    name: "items that are not tracked are owed",
    from: "scenario A11",
    file,
    find: "facts.tracked ? facts.lines",
    put: "facts.lines.length >= 0 ? facts.lines",
  },
  {
    name: "a debt begins anew with every count",
    from: "the clock of a debt starts once",
    file,
    find: "before.get(line.id)?.since ??",
    put: "",
  },
  {
    name: "debts that are older than the app begin on the day it is installed",
    from: "Shopify shows orders of the last 60 days only",
    file,
    find: "firstCount ? line.placedAt : now.toISOString()",
    put: "now.toISOString()",
  },
  {
    name: "a line that is partly on the shelf is owed in full",
    from: "Magento MC-35306: the old shortage again",
    file,
    find: "owed: outstanding - ready",
    put: "owed: outstanding",
  },
  {
    name: "a line that is partly on the shelf is ready",
    from: "Odoo #138224: one line stays short",
    file,
    find: "s.ready < s.line.outstanding",
    put: "s.ready === 0",
  },
  {
    name: "an order is not told that another delivery pays it now",
    from: "Odoo #36584: a new date not reflected",
    file: differences,
    find: "sameCovers(a.covers, b.covers)",
    put: "a.covers.length === b.covers.length",
  },
  {
    name: "an order that left in part is not told",
    from: "what an order publishes follows every shipment",
    file: differences,
    find: "old.outstanding !== line.outstanding",
    put: "old.outstanding < line.outstanding",
  },
  {
    name: "an order that is owed nothing any more stays a backorder",
    from: "Spree #5163: stuck in backorder",
    file: differences,
    find: "for (const gone of was.values())",
    put: "for (const gone of [] as OwedLine[])",
  },
  {
    name: "a product page keeps its old date",
    from: "stale digest published",
    file: differences,
    find: "old.state === a.state && old.shipsBy === a.shipsBy",
    put: "old.state === a.state",
  },
  {
    name: "a product page never hears that units are free again",
    from: "Saleor #11637: replenishing fires nothing",
    file: differences,
    find: "if (old && old.state === a.state",
    put: 'if (old && a.state === "in_stock") continue;\n    if (old && old.state === a.state',
  },
  {
    name: "a deleted variant stays on the product page",
    from: "none left after a delete",
    file: differences,
    find: 'if (state === "in_stock" || ',
    put: "if (state || ",
  },
  {
    name: "the number of free units in the book is an old one",
    from: "a stored quantity is wrong the next minute",
    file: differences,
    find: "a.free === b.free",
    put: "a.free !== null",
  },
  {
    name: "the reason in the book is an old one",
    from: "a reason must be as new as its number",
    file: differences,
    find: "sameBecause(a.because, b.because)",
    put: "a.because.kind === b.because.kind",
  },
];
