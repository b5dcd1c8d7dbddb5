import { cancel, count, edit, linesOf, order, refund, shelf, ship, step, type Row } from "../vocabulary.ts";

/** A. What is owed. */
export const detection: Row[] = [
  {
    id: "A2",
    rule: "10 on hand and an order of 20: 10 are ready and 10 are owed",
    given: shelf(10),
    steps: [
      step([order("O1", 20)], { lines: { O1: "10/10" }, sees: { state: "backorder", free: -10, owed: 10 } }),
    ],
  },
  {
    id: "A4",
    rule: "what a policy of DENY should have refused is owed like anything else, and said so",
    given: shelf(10, { policy: "DENY" }),
    steps: [
      step([order("O1", 20, { channel: "pos" })], {
        lines: { O1: "10/10" },
        sees: { state: "out_of_stock", free: -10, owed: 10 },
        why: { O1: ["owed", "sold_despite_policy"] },
      }),
    ],
  },
  {
    id: "A6",
    rule: "2 on hand, 3 wanted and then 2: the older order is served first",
    given: shelf(2),
    steps: [
      step([order("O1", 3), order("O2", 2)], {
        lines: { O1: "2/1", O2: "0/2" },
        sees: { free: -3, owed: 3 },
      }),
    ],
  },
  {
    id: "A8",
    rule: "an old shortage is not counted again for a new line",
    given: shelf(0),
    steps: [
      step([order("O1", 5)], { lines: { O1: "0/5" } }),
      step([order("O2", 5)], { lines: { O1: "0/5", O2: "0/5" }, sees: { owed: 10 } }),
    ],
  },
  {
    id: "A10",
    rule: "shipping an older order never changes a younger one's shortage",
    given: shelf(6),
    steps: [
      step([order("O1", 4), order("O2", 4)], { lines: { O1: "4/0", O2: "2/2" }, sees: { free: -2 } }),
      step([ship("O1", 4)], {
        lines: { O1: "0/0", O2: "2/2" },
        sees: { free: -2 },
        stock: { Berlin: [2, 4] },
      }),
    ],
  },
  {
    id: "A11",
    rule: "a thing that is not tracked is never owed, before or after a split",
    given: [{ tracked: false }],
    steps: [
      step([order("O1", 1000)], {
        lines: { O1: "1000/0" },
        sees: { state: "in_stock", because: "not_tracked" },
      }),
      step([{ act: "split", line: "O1", quantity: 400 }], {
        lines: { O1: "1000/0" },
        parts: { O1: ["600/0", "400/0"] },
      }),
    ],
  },
  {
    id: "A12",
    rule: "an edited quantity is counted anew each time",
    given: shelf(0),
    steps: [
      step([order("O1", 3)], { lines: { O1: "0/3" } }),
      step([edit("O1", 5)], { lines: { O1: "0/5" } }),
      step([edit("O1", 1)], { lines: { O1: "0/1" } }),
    ],
  },
  {
    id: "A14",
    rule: "what is owed is recorded where orders get no tag, too",
    given: shelf(0),
    shop: "weekdays",
    steps: [step([order("O1", 2)], { lines: { O1: "0/2" }, sees: { state: "backorder", owed: 2 } })],
  },
  {
    id: "A17",
    rule: "two lines of one variant in one order both count",
    given: shelf(0),
    steps: [
      step([order("O1", 20)], { lines: { O1: "0/20" }, stock: { Berlin: [0, 20] } }),
      step(
        [
          order("O2", [
            ["lamp", 10],
            ["lamp", 5],
          ]),
        ],
        { lines: { O1: "0/20", O2: "0/10", "O2.2": "0/5" }, stock: { Berlin: [0, 35] }, sees: { owed: 35 } },
      ),
    ],
  },
  {
    id: "A18",
    rule: "a draft order is no demand until it is an order",
    given: shelf(0),
    steps: [
      step([{ act: "draft", order: "O1", lines: linesOf(5) }], {
        sees: { owed: 0, free: 0, state: "backorder" },
      }),
    ],
  },
  {
    id: "X30",
    rule: "units in open draft orders are counted apart",
    file: "test/flows/drafts.test.ts",
    test: "scenario A18",
  },
  {
    id: "A22",
    rule: "damaged and reserved units cover nothing",
    given: shelf(5, { damaged: 5 }),
    steps: [step([order("O1", 1)], { lines: { O1: "0/1" }, stock: { Berlin: [5, 1] } })],
  },
  {
    id: "A24",
    rule: "of 10 sold 4 are shipped and 1 is refunded: 5 are outstanding, 2 of them on hand",
    given: shelf(6),
    steps: [
      step([order("O1", 10)], { lines: { O1: "6/4" } }),
      step([ship("O1", 4)], { lines: { O1: "2/4" } }),
      step([refund("O1", 1, "CANCEL")], { lines: { O1: "2/3" }, stock: { Berlin: [2, 5] } }),
    ],
  },
  {
    id: "X1",
    rule: "an order is owed the same whatever channel it came from",
    given: shelf(1),
    steps: [
      step(
        [
          order("O1", 2),
          order("O2", 2, { channel: "pos" }),
          order("O3", 2, { channel: "draft" }),
          order("O4", 2, { unpaid: true }),
        ],
        { lines: { O1: "1/1", O2: "0/2", O3: "0/2", O4: "0/2" }, sees: { owed: 7, free: -7 } },
      ),
    ],
  },
  {
    id: "X2",
    rule: "a gift card or anything else that nobody ships from a shelf is never owed",
    given: [{ tracked: false, needsNoShipping: true }],
    steps: [step([order("O1", 3)], { lines: { O1: "3/0" }, sees: { state: "in_stock", owed: 0 } })],
  },
  {
    id: "X3",
    rule: "of a bundle only the component that is missing is owed",
    given: [
      { thing: "lamp", onHand: 9 },
      { thing: "bulb", onHand: 1 },
      { thing: "box", tracked: false },
    ],
    steps: [
      step(
        [
          order("O1", [
            ["lamp", 2],
            ["bulb", 4],
            ["box", 2],
          ]),
        ],
        {
          lines: { O1: "2/0", "O1.2": "1/3", "O1.3": "2/0" },
          seesOf: { lamp: { state: "in_stock", free: 7 }, bulb: { state: "backorder", owed: 3 } },
        },
      ),
    ],
  },
  {
    id: "X4",
    rule: "a product that is deleted keeps its debt; nothing of it can be on a shelf any more",
    given: shelf(3),
    steps: [
      step([order("O1", 5)], { lines: { O1: "3/2" } }),
      step([{ act: "delete product" }], { lines: { O1: "0/5" } }),
      step([cancel("O1")], { lines: { O1: "0/0" } }),
    ],
  },
  {
    id: "X5",
    rule: "a product that is archived keeps its debt and its stock",
    given: shelf(3),
    steps: [
      step([order("O1", 5)], { lines: { O1: "3/2" } }),
      step([{ act: "archive product" }], { lines: { O1: "3/2" }, sees: { state: "backorder", owed: 2 } }),
      step([count(5)], { lines: { O1: "5/0" } }),
    ],
  },
  {
    id: "X6",
    rule: "stock below zero is an empty shelf, and no unit is lost",
    given: shelf(0),
    steps: [
      step([order("O1", 2)], { lines: { O1: "0/2" } }),
      step([{ act: "damage", units: 3 }], { lines: { O1: "0/2" }, sees: { free: -5, owed: 2 } }),
    ],
  },
];
