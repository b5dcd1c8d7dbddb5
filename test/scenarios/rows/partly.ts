import { count, delivery, order, peg, receive, shelf, step, type Row } from "../vocabulary.ts";

/** C. What is served in part. */
export const partly: Row[] = [
  {
    id: "C2",
    rule: "owed 7 and 4, and five arrive: exactly five are served",
    given: shelf(0),
    steps: [
      step([order("O1", 7), order("O2", 4)], { lines: { O1: "0/7", O2: "0/4" } }),
      step([count(5)], { lines: { O1: "5/2", O2: "0/4" } }),
    ],
  },
  {
    id: "C4",
    rule: "a draft delivery is told apart and pays nothing",
    given: shelf(0),
    steps: [
      step([order("O1", 100), delivery("PO-1", 5, 4), delivery("PO-2", 3, 4, { draft: true })], {
        covers: { O1: { "PO-1": 5, nothing: 95 } },
        sees: { coming: 5, tentative: 3 },
      }),
    ],
  },
  {
    id: "C5",
    rule: "two deliveries pay one line; those of another variant are left alone",
    given: [{ onHand: 0 }, { thing: "bowl", onHand: 0 }],
    steps: [
      step(
        [
          order("O1", 10),
          delivery("PO-1", 8, 3),
          delivery("PO-2", 2, 5),
          delivery("PO-3", 9, 1, { thing: "bowl" }),
        ],
        {
          covers: { O1: { "PO-1": 8, "PO-2": 2 } },
          dates: { O1: 5 },
          seesOf: { bowl: { coming: 9, owed: 0, shipsBy: 1 } },
        },
      ),
    ],
  },
  {
    id: "C7",
    rule: "receipts are shared by item, whichever order they were bought for",
    given: shelf(0),
    steps: [
      step([order("O1", 10), order("O2", 10), delivery("PO-1", 10, 3), delivery("PO-2", 10, 4)], {}),
      step([peg("PO-1", "O1", 10), peg("PO-2", "O2", 10)], {
        covers: { O1: { "PO-1": 10 }, O2: { "PO-2": 10 } },
      }),
      step([receive("PO-1", 12), receive("PO-2", 8)], {
        lines: { O1: "10/0", O2: "10/0" },
        sees: { owed: 0, coming: 2 },
      }),
    ],
  },
  {
    id: "C11",
    rule: "a line that two deliveries pay has one date, the later one, and none of it is ready",
    given: shelf(0),
    also: {
      file: "test/flows/holds.test.ts",
      test: "scenario C11: whole orders only: of ten, the six that came wait for the other four",
    },
    steps: [
      step([order("O1", 10), delivery("PO-1", 6, 5), delivery("PO-2", 4, 9)], {
        lines: { O1: "0/10" },
        covers: { O1: { "PO-1": 6, "PO-2": 4 } },
        dates: { O1: 9 },
      }),
      step([receive("PO-1", 6)], { lines: { O1: "6/4" }, covers: { O1: { "PO-2": 4 } }, dates: { O1: 9 } }),
    ],
  },
  {
    id: "C13",
    rule: "what nobody waits for stays free to sell",
    given: shelf(0),
    steps: [
      step([order("O1", 3), delivery("PO-1", 6, 4)], {
        covers: { O1: { "PO-1": 3 } },
        sees: { state: "backorder", coming: 6, cap: 3, because: "delivery_free", shipsBy: 4 },
      }),
    ],
  },
];
