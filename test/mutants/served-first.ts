import type { Mutant } from "./mutant.ts";

const tiers = "app/domain/tiers.ts";
const rank = "app/domain/rank.ts";
const kept = "app/domain/kept-back.ts";

export const servedFirstMutants: Mutant[] = [
  {
    name: "groups served first are not served first",
    from: "issue 5: priority tiers",
    file: rank,
    find: "if (tiers !== 0) return tiers;",
    put: "",
  },
  {
    name: "groups served first let an unpaid order keep paid ones waiting",
    from: "paid orders come first in any group",
    file: rank,
    find: "if (yielding !== 0) return yielding;",
    put: "if (yielding !== 0 && a.tier === b.tier) return yielding;",
  },
  {
    name: "groups served first are forgotten where a queue goes on",
    from: "the rank as text is another order than the rank",
    file: rank,
    find: "line.tier ?? everybodyElse,",
    put: "everybodyElse,",
  },
  {
    name: "groups served first take a tag of the order for one of the customer",
    from: "two kinds of tags, read by two permissions",
    file: tiers,
    find: 'tier.by === "order_tag" ? orderTags : customerTags',
    put: "[...orderTags, ...customerTags]",
  },
  {
    name: "groups served first ask for a customer's tags without access",
    from: "optional access is asked for, not assumed",
    file: tiers,
    find: "!customerScopes.every((scope) => granted.includes(scope)) &&",
    put: "false &&",
  },
  {
    name: "kept for the shop floor, and given to those who wait all the same",
    from: "issue 5: reserve units for the shop floor",
    file: kept,
    find: "(its ?? Infinity) - taken",
    put: "Infinity",
  },
  {
    name: "kept for the shop floor, and taken from an order that was ready",
    from: "who bought what Shopify had is not made to wait",
    file: kept,
    find: "kept!.onShelf - asked - taken",
    put: "0",
  },
  {
    name: "kept for the shop floor, and promised to those who wait",
    from: "what is missing there comes first out of what arrives",
    file: kept,
    find: "free: source.free - units",
    put: "free: source.free",
  },
  {
    name: "kept for the shop floor, though nothing lies there",
    from: "no more is kept than there is",
    file: kept,
    find: "Math.min(stock?.kept ?? 0, shelfOf(stock))",
    put: "stock?.kept ?? 0",
  },
  {
    name: "kept for the waiting list, and its readers wait behind older orders",
    from: "issue 5: reserve units for the restock list",
    file: kept,
    find: "Math.max(sold, readers)",
    put: "sold",
  },
  {
    name: "kept for the waiting list, and given to an order that waits and is divided",
    from: "a part that Shopify divided off waits as before",
    file: kept,
    find: "own.set(line.lineId, its - taken - given)",
    put: "own.set(line.lineId, its)",
  },
  {
    name: "kept for the waiting list, and told while Shopify sells none",
    from: "nobody is summoned to what cannot be bought",
    file: "app/domain/restock.ts",
    find: 'if (state === "backorder" && kept > 0)',
    put: "if (kept > 0)",
  },
  {
    name: "kept for the waiting list, and let go before everybody was told",
    from: "units are kept for those who are still to be told",
    file: "app/domain/readers-served.ts",
    find: "if (lists.some((l) => l.people > 0)) return null;",
    put: "",
  },
];
