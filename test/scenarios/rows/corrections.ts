import {
  cancel,
  change,
  count,
  delivery,
  edit,
  order,
  receive,
  refund,
  shelf,
  ship,
  step,
  type Row,
} from "../vocabulary.ts";

const whoIsTold = (id: string) => ({
  file: "test/flows/alerts-net-of-debts.test.ts",
  test: `scenario ${id}`,
});

/** D. Cancellations, refunds, edits. */
export const corrections: Row[] = [
  {
    id: "D1",
    rule: "a line that is removed fills nobody: nothing arrived",
    given: shelf(0),
    steps: [
      step([order("O1", 2), order("O2", 2)], { lines: { O1: "0/2", O2: "0/2" } }),
      step([edit("O1", 0)], { lines: { O1: "0/0", O2: "0/2" } }),
    ],
  },
  {
    id: "D2",
    rule: "an edit there and back leaves no trace",
    given: shelf(5),
    steps: [
      step([order("O1", 1)], { lines: { O1: "1/0" }, sees: { free: 4 } }),
      step([edit("O1", 2)], { lines: { O1: "2/0" }, sees: { free: 3 } }),
      step([edit("O1", 1)], { lines: { O1: "1/0" }, sees: { free: 4 } }),
    ],
  },
  {
    id: "D5",
    rule: "cancelling an order that was ready frees its units for the next",
    also: whoIsTold("D5"),
    given: shelf(3),
    steps: [
      step([order("O1", 3), order("O2", 2)], { lines: { O1: "3/0", O2: "0/2" } }),
      step([cancel("O1")], { lines: { O1: "0/0", O2: "2/0" }, sees: { state: "in_stock", free: 1 } }),
    ],
  },
  {
    id: "D6",
    rule: "of a line that shrinks the owed units go first",
    given: shelf(1),
    steps: [
      step([order("O1", 3)], { lines: { O1: "1/2" } }),
      step([edit("O1", 1)], { lines: { O1: "1/0" }, stock: { Berlin: [1, 1] } }),
    ],
  },
  {
    id: "D7",
    rule: "a line that shrinks loses what is not shipped; what is shipped stays, whatever is asked",
    given: shelf(2),
    steps: [
      step([order("O1", 2)], { lines: { O1: "2/0" } }),
      step([ship("O1", 1)], { lines: { O1: "1/0" } }),
      step([edit("O1", 1)], { lines: { O1: "0/0" }, sees: { free: 1 } }),
      step([edit("O1", 0, { refused: true })], { lines: { O1: "0/0" }, stock: { Berlin: [1, 0] } }),
    ],
  },
  {
    id: "D9",
    rule: "a shipment that is taken back commits its unit again; cancelling the order frees it",
    given: shelf(5),
    steps: [
      step([order("O1", 1)], { lines: { O1: "1/0" }, stock: { Berlin: [5, 1] } }),
      step([ship("O1", 1)], { lines: { O1: "0/0" }, stock: { Berlin: [4, 0] } }),
      step([{ act: "unship", order: "O1" }], { lines: { O1: "1/0" }, stock: { Berlin: [5, 1] } }),
      step([cancel("O1")], { lines: { O1: "0/0" }, stock: { Berlin: [5, 0] } }),
    ],
  },
  {
    id: "D11",
    rule: "of a line that shipped in part only the rest is freed, of a bundle's component as well",
    given: [
      { thing: "lamp", onHand: 100 },
      { thing: "bowl", onHand: 100 },
      { thing: "bulb", onHand: 100 },
    ],
    steps: [
      step(
        [
          order("O1", [
            ["lamp", 10],
            ["bowl", 10],
            ["bulb", 5],
          ]),
        ],
        { lines: { O1: "10/0", "O1.2": "10/0", "O1.3": "5/0" } },
      ),
      step([ship("O1", 7), ship("O1.2", 6), ship("O1.3", 3)], {
        lines: { O1: "3/0", "O1.2": "4/0", "O1.3": "2/0" },
      }),
      step([refund("O1", 3, "CANCEL"), refund("O1.2", 4, "CANCEL"), refund("O1.3", 2, "CANCEL")], {
        lines: { O1: "0/0", "O1.2": "0/0", "O1.3": "0/0" },
        seesOf: { lamp: { free: 93 }, bowl: { free: 94 }, bulb: { free: 97 } },
      }),
    ],
  },
  {
    id: "D13",
    rule: "a return finds its item though the SKU was renamed",
    given: shelf(2),
    steps: [
      step([order("O1", 2)], { lines: { O1: "2/0" } }),
      step([ship("O1", 2)], { stock: { Berlin: [0, 0] } }),
      step([{ act: "rename SKU" }], { stock: { Berlin: [0, 0] } }),
      step([refund("O1", 1, "RETURN")], { stock: { Berlin: [1, 0] }, sees: { free: 1, state: "in_stock" } }),
    ],
  },
  {
    id: "D15",
    rule: "stock rises once: Shopify restocks, and the app writes no stock",
    given: shelf(2),
    steps: [
      step([order("O1", 2)], { stock: { Berlin: [2, 2] } }),
      step([refund("O1", 2, "CANCEL")], {
        lines: { O1: "0/0" },
        stock: { Berlin: [2, 0] },
        sees: { free: 2 },
      }),
    ],
  },
  {
    id: "D16",
    rule: "a refund without restock leaves the units to ship and to owe; a difference is shown, not repaired",
    given: shelf(0),
    steps: [
      step([order("O1", 5)], { lines: { O1: "0/5" } }),
      step([refund("O1", 2, "NO_RESTOCK")], { lines: { O1: "0/5" }, sees: { free: -5 } }),
      step([{ act: "commit elsewhere", units: 2 }], {
        lines: { O1: "0/5" },
        sees: { free: -7, owed: 5 },
        differs: { Berlin: [7, 5] },
      }),
    ],
  },
  {
    id: "D22",
    rule: "a unit that a customer returns goes to who waits",
    also: whoIsTold("D22"),
    given: shelf(1),
    steps: [
      step([order("O1", 1), order("O2", 1)], { lines: { O1: "1/0", O2: "0/1" } }),
      step([ship("O1", 1)], { lines: { O1: "0/0", O2: "0/1" } }),
      step([refund("O1", 1, "RETURN")], { lines: { O2: "1/0" }, sees: { free: 0, state: "backorder" } }),
    ],
  },
  {
    id: "D23",
    rule: "a change of a delivery says what is still to come; what arrived stays arrived",
    also: {
      file: "test/flows/delivery-receipts.test.ts",
      test: "keeps what came when fewer turn out to be ordered (D23)",
    },
    given: shelf(0),
    steps: [
      step([delivery("PO-1", 35, 4)], { sees: { coming: 35 } }),
      step([receive("PO-1", 10)], { sees: { coming: 25, free: 10 } }),
      step([change("PO-1", 10, 4)], { sees: { coming: 10, free: 10 } }),
    ],
  },
  {
    id: "D25",
    rule: "a count below what is promised takes from the youngest, and says so",
    given: shelf(5),
    steps: [
      step([order("O1", 2), order("O2", 2), order("O3", 1)], { lines: { O1: "2/0", O2: "2/0", O3: "1/0" } }),
      step([count(7)], { lines: { O1: "2/0", O2: "2/0", O3: "1/0" }, sees: { free: 2 } }),
      step([count(3)], {
        lines: { O1: "2/0", O2: "1/1", O3: "0/1" },
        sees: { free: -2 },
        why: { O2: ["owed"], O3: ["owed"] },
      }),
    ],
  },
  {
    id: "X9",
    rule: "an exchange is a return and a further line, which ranks like any other",
    given: [
      { thing: "lamp", onHand: 1 },
      { thing: "bowl", onHand: 0 },
    ],
    steps: [
      step([order("O1", [["lamp", 1]]), order("O2", [["bowl", 1]])], { lines: { O1: "1/0", O2: "0/1" } }),
      step([ship("O1", 1)], { lines: { O1: "0/0" } }),
      step([refund("O1", 1, "RETURN"), { act: "add", order: "O1", thing: "bowl", quantity: 1 }], {
        lines: { "O1.2": "0/1", O2: "0/1" },
        seesOf: { lamp: { free: 1, state: "in_stock" }, bowl: { owed: 2 } },
      }),
    ],
  },
  {
    id: "X10",
    rule: "a split and a merge change no unit of an order",
    given: shelf(4),
    steps: [
      step([order("O1", 10)], { lines: { O1: "4/6" } }),
      step([{ act: "split", line: "O1", quantity: 3 }], {
        lines: { O1: "4/6" },
        parts: { O1: ["4/3", "0/3"] },
      }),
      step([{ act: "merge", order: "O1" }], { lines: { O1: "4/6" }, parts: { O1: ["4/6"] } }),
    ],
  },
  {
    id: "X11",
    rule: "an order that is deleted owes nothing any more",
    given: shelf(0),
    steps: [
      step([order("O1", 2), order("O2", 2)], { lines: { O1: "0/2", O2: "0/2" } }),
      step([cancel("O1")], { lines: { O1: "0/0" } }),
      step([{ act: "delete order", order: "O1" }], { lines: { O1: "0/0", O2: "0/2" } }),
    ],
  },
  {
    id: "X12",
    rule: "units on hold stay owed",
    given: shelf(1),
    steps: [
      step([order("O1", 3)], { lines: { O1: "1/2" } }),
      step([{ act: "hold", order: "O1" }], { lines: { O1: "1/2" } }),
      step([{ act: "release", order: "O1" }], { lines: { O1: "1/2" } }),
    ],
  },
];
