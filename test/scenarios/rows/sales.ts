import { count, delivery, order, shelf, step, type Row } from "../vocabulary.ts";

const inShop = "test/flows/caps.test.ts";
const preorders = "preorders";

/** G. Caps, and I. Preorders. */
export const sales: Row[] = [
  {
    id: "G1",
    rule: "3 on hand and a cap of 5: the eighth unit is sold, the ninth refused",
    file: inShop,
    test: "scenario G1: three on hand and a cap of five: eight are sold, the ninth is refused",
  },
  {
    id: "G2",
    rule: "safety stock is not for sale: of 3 on hand with 2 kept back 1 is free",
    given: shelf(3, { safetyStock: 2, policy: "DENY" }),
    also: {
      file: inShop,
      test: "scenario G2: of three on hand with a safety stock of two, one is sold",
    },
    steps: [
      step([], { sees: { state: "in_stock", free: 1 } }),
      step([order("O1", 1)], { lines: { O1: "1/0" }, sees: { state: "out_of_stock", free: 0 } }),
      step([order("O2", 1)], { lines: { O1: "1/0", O2: "0/1" }, sees: { state: "out_of_stock", free: -1 } }),
    ],
  },
  {
    id: "G3",
    rule: "a cap that is cut keeps what was promised and sells no more",
    file: inShop,
    test: "scenario G3: promises beyond a cap that was lowered stay, and nothing more is sold",
  },
  {
    id: "G4",
    rule: "a cap counts from what is on hand and what is promised",
    file: inShop,
    test: "scenario G4: a cap of five counts what is owed: with %i on hand %i are sold, and no more",
  },
  {
    id: "G6",
    rule: "no cap is no limit, not a limit of nothing",
    file: inShop,
    test: "scenario G6: without a cap any number is taken",
  },
  {
    id: "G12",
    rule: "a cap that is reached switches the policy; what a race sold is recorded",
    file: inShop,
    test: "scenario G12: what a race sold beyond the cap is recorded, not hidden",
  },
  { id: "G13", rule: "a badge for low stock", not: "shoppers see states; “only 3 left” hurries people" },
  {
    id: "G15",
    rule: "of two limits the tighter one binds and is named",
    file: "test/domain/brake.test.ts",
    test: "names the limit that bound, of two the tighter one (scenario G15)",
  },
  {
    id: "G17",
    rule: "where Shopify doesn't sell, nobody reads backorder, whatever is coming",
    given: shelf(0, { policy: "DENY", leadTimeDays: 10 }),
    also: {
      file: inShop,
      test: "scenario G17: never beats everything else that is configured, for every reader",
    },
    steps: [step([delivery("PO-1", 10, 4)], { sees: { state: "out_of_stock", free: 0, coming: 10 } })],
  },
  { id: "I1", rule: "what is a preorder: flagged, and its day is unknown or to come", later: preorders },
  {
    id: "I3",
    rule: "what is not sold on any more keeps what it accepted",
    given: shelf(2),
    also: {
      file: inShop,
      test: "scenario I3: a brake that is pulled refuses the next, and owes what was taken",
    },
    rest: "preorders: one that is switched off",
    steps: [
      step([order("O1", 5)], { lines: { O1: "2/3" }, sees: { state: "backorder" } }),
      step([{ act: "policy", policy: "DENY" }], {
        lines: { O1: "2/3" },
        sees: { state: "out_of_stock", owed: 3 },
      }),
    ],
  },
  {
    id: "I5",
    rule: "what comes in two months is sold up to its units, though none is here",
    given: shelf(0),
    also: {
      file: inShop,
      test: "scenario I5: of five that come in two months five are sold, the sixth is refused",
    },
    rest: "preorders: of a product that is not published",
    steps: [
      step([delivery("PO-1", 5, 60)], { sees: { state: "backorder", cap: 5, shipsBy: 60 } }),
      step([order("O1", 5)], {
        lines: { O1: "0/5" },
        dates: { O1: 60 },
        sees: { state: "backorder", cap: 0, shipsBy: null },
      }),
    ],
  },
  {
    id: "I6",
    rule: "what was sold before its units were counted is ordinary demand from then on, unit by unit",
    given: shelf(0, { tracked: false }),
    rest: "preorders: the end of one does it",
    steps: [
      step([order("O1", 2), order("O2", 1)], { lines: { O1: "2/0", O2: "1/0" } }),
      step([{ act: "track" }], { lines: { O1: "0/2", O2: "0/1" }, sees: { free: -3, owed: 3 } }),
      step([count(2)], { lines: { O1: "2/0", O2: "0/1" }, sees: { free: -1, owed: 1 } }),
    ],
  },
  { id: "I9", rule: "no preorder ships before its release day, nor before its delivery", later: preorders },
  {
    id: "I11",
    rule: "a selling plan's day is the needed day, and nothing ships before it",
    later: preorders,
  },
];
