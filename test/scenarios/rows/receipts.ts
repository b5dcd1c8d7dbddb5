import { count, delivery, order, receive, shelf, step, type Row } from "../vocabulary.ts";

/** E. What arrives. */
export const receipts: Row[] = [
  {
    id: "E2",
    rule: "a unit that breaks fills nobody",
    given: shelf(0),
    steps: [
      step([order("O1", 2)], { lines: { O1: "0/2" }, sees: { free: -2 } }),
      step([{ act: "damage", units: 1 }], { lines: { O1: "0/2" }, sees: { free: -3 } }),
    ],
  },
  {
    id: "E4",
    rule: "a count that finds what was known says and writes nothing",
    given: shelf(4),
    steps: [
      step([order("O1", 6)], { lines: { O1: "4/2" } }),
      step([count(4)], { lines: { O1: "4/2" }, silent: true }),
    ],
  },
  {
    id: "E5",
    rule: "any rise of stock serves, whatever its reason",
    given: shelf(0),
    steps: [step([order("O1", 6)], { lines: { O1: "0/6" } }), step([count(4)], { lines: { O1: "4/2" } })],
  },
  {
    id: "E8",
    rule: "a receipt that is taken back makes its units owed again, with their date",
    given: shelf(0),
    rest: "issue 6: no word of an arrival stays on its way",
    steps: [
      step([order("O1", 2), delivery("PO-1", 5, 4)], { lines: { O1: "0/2" }, dates: { O1: 4 } }),
      step([receive("PO-1", 5)], {
        lines: { O1: "2/0" },
        why: { O1: ["no_longer_owed"] },
        sees: { coming: 0 },
      }),
      step([{ act: "take receipt back", delivery: "PO-1", quantity: 5 }], {
        lines: { O1: "0/2" },
        covers: { O1: { "PO-1": 2 } },
        dates: { O1: 4 },
        why: { O1: ["owed", "covered_by_delivery"] },
        sees: { coming: 5 },
      }),
    ],
  },
  {
    id: "E9",
    rule: "more than was to come closes the delivery, and is said: nothing is left to promise from",
    given: shelf(0),
    also: {
      file: "test/flows/delivery-receipts.test.ts",
      test: "of more than was ordered is taken and said, and nothing is left to come (E9)",
    },
    steps: [
      step([delivery("PO-1", 10, 4)], { sees: { coming: 10 } }),
      step([receive("PO-1", 12)], { sees: { coming: 0, free: 12 }, stock: { Berlin: [12, 0] } }),
    ],
  },
  {
    id: "E12",
    rule: "a transfer that is shipped and not received is supply where it goes",
    file: "test/flows/transfers.test.ts",
    test: "scenario E12",
  },
  {
    id: "E14",
    rule: "sold out is left when units are free, not when they are on hand",
    also: { file: "test/flows/alerts-net-of-debts.test.ts", test: "scenario E14" },
    given: shelf(5),
    steps: [
      step([order("O1", 5)], { lines: { O1: "5/0" }, sees: { state: "backorder", free: 0 } }),
      step([count(8)], { sees: { state: "in_stock", free: 3, because: "units_free" } }),
    ],
  },
  {
    id: "E15",
    rule: "what arrives goes to who is owed; only the rest is free",
    also: { file: "test/flows/alerts.test.ts", test: "scenario E15" },
    given: shelf(0),
    steps: [
      step([order("O1", 6)], { lines: { O1: "0/6" } }),
      step([count(5)], { lines: { O1: "5/1" }, sees: { state: "backorder", free: -1 } }),
      step([count(8)], { lines: { O1: "6/0" }, sees: { state: "in_stock", free: 2 } }),
    ],
  },
  {
    id: "E16",
    rule: "a receipt whose webhooks come twice counts once",
    file: "test/flows/transfers.test.ts",
    test: "scenario E16",
  },
];
