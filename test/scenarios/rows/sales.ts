import { delivery, order, shelf, step, type Row } from "../vocabulary.ts";

const inShop = "test/flows/brake.test.ts";
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
    given: shelf(3, { damaged: 2, policy: "DENY" }),
    steps: [step([order("O1", 1)], { lines: { O1: "1/0" }, sees: { state: "out_of_stock", free: 0 } })],
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
    test: "scenario G4: a cap counts what is owed: what is on hand is sold besides",
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
    steps: [step([delivery("PO-1", 10, 4)], { sees: { state: "out_of_stock", free: 0, coming: 10 } })],
  },
  { id: "I1", rule: "what is a preorder: flagged, and its day is unknown or to come", later: preorders },
  { id: "I3", rule: "a preorder that is switched off keeps what it accepted", later: preorders },
  { id: "I5", rule: "a preorder sells before its product is published, up to its limit", later: preorders },
  { id: "I6", rule: "a preorder that ends becomes ordinary demand, unit by unit", later: preorders },
  { id: "I9", rule: "no preorder ships before its release day, nor before its delivery", later: preorders },
  {
    id: "I11",
    rule: "a selling plan's day is the needed day, and nothing ships before it",
    later: preorders,
  },
];
