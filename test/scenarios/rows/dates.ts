import { expect } from "vitest";
import { availableToPromise, firstToPromise } from "#app/domain/quote.ts";
import { after, change, delivery, order, shelf, step, type Row } from "../vocabulary.ts";

/** H. Expectations and promises. */
export const dates: Row[] = [
  {
    id: "H1",
    rule: "150 of 200 come tomorrow: the line has no date",
    given: shelf(0),
    steps: [
      step([order("O1", 200), delivery("PO-1", 150, 1)], {
        covers: { O1: { "PO-1": 150, nothing: 50 } },
        dates: { O1: null },
        promised: { O1: [] },
      }),
    ],
  },
  {
    id: "H5",
    rule: "a delivery that moves takes its lines along, and no other",
    given: shelf(0),
    steps: [
      step([order("O1", 5), order("O2", 5), delivery("PO-1", 5, 5), delivery("PO-2", 5, 20)], {
        dates: { O1: 5, O2: 20 },
      }),
      step([change("PO-1", 5, 9)], { dates: { O1: 9, O2: 20 } }),
    ],
  },
  {
    id: "H7",
    rule: "5 and 8 are owed, 5 come on day 10 and 10 on day 20: the second line is paid by the second delivery",
    given: shelf(0),
    steps: [
      step([order("O1", 5), order("O2", 8), delivery("PO-1", 5, 10), delivery("PO-2", 10, 20)], {
        covers: { O1: { "PO-1": 5 }, O2: { "PO-2": 8 } },
        dates: { O1: 10, O2: 20 },
      }),
    ],
  },
  {
    id: "H8",
    rule: "a delay that recovers is told to nobody; one that stands on the day before is told at once",
    given: [{ onHand: 0 }, { thing: "bowl", onHand: 0 }],
    steps: [
      step(
        [
          order("O1", 1),
          order("O2", [["bowl", 1]]),
          delivery("PO-1", 1, 20),
          delivery("PO-2", 1, 2, { thing: "bowl" }),
        ],
        { promised: { O1: [20], O2: [2] } },
      ),
      step([change("PO-1", 1, 34)], { dates: { O1: 34 }, promised: { O1: [20] } }),
      step([change("PO-1", 1, 20)], { dates: { O1: 20 }, promised: { O1: [20] } }),
      after(25, [change("PO-2", 1, 9)], { promised: { O1: [20], O2: [2, 9] } }),
    ],
  },
  {
    id: "H9",
    rule: "after more than 30 days of delay, or a second delay, the way out is offered",
    given: [{ onHand: 0 }, { thing: "bowl", onHand: 0 }],
    steps: [
      step(
        [
          order("O1", 1),
          order("O2", [["bowl", 1]]),
          delivery("PO-1", 1, 10),
          delivery("PO-2", 1, 10, { thing: "bowl" }),
        ],
        { promised: { O1: [10], O2: [10] } },
      ),
      step([change("PO-1", 1, 50), change("PO-2", 1, 20)], { promised: { O1: [10], O2: [10] } }),
      after(25, [], {
        promised: { O1: [10, 50], O2: [10, 20] },
        offered: { O1: true, O2: false },
        why: { O1: ["promised", "promise_moved"] },
      }),
      step([change("PO-2", 1, 27)], { promised: { O2: [10, 20] } }),
      after(192, [], { promised: { O2: [10, 20, 27] }, offered: { O2: true } }),
    ],
  },
  {
    id: "H11",
    rule: "what can be promised on a day is the least balance from that day on",
    arithmetic: "of balances by day",
    check: () => {
      const days = [1, 3, 4, 7, 9, 14, 16, 19];
      const promisable = availableToPromise([11, 9, 21, 13, 6, 14, 9, 7]);
      expect(promisable).toEqual([6, 6, 6, 6, 6, 7, 7, 7]);
      const first = (units: number) => days[firstToPromise(promisable, units)] ?? null;
      expect([first(6), first(7), first(8)]).toEqual([1, 14, null]);
    },
  },
  {
    id: "H13",
    rule: "today no more can be promised than lies on the shelf, and none that a later day needs",
    arithmetic: "of 10 on hand, 2 more on the 9th, 7 fewer on the 13th, 6 more on the 16th",
    check: () => {
      const today = (onHand: number, promisable: number[]) => Math.min(onHand, promisable[0]!);
      const seven = availableToPromise([10, 12, 5, 11]);
      expect([today(10, seven), seven[1], seven[3]]).toEqual([5, 5, 11]);
      const one = availableToPromise([10, 12, 11, 17]);
      expect([today(10, one), one[1], one[3]]).toEqual([10, 11, 17]);
    },
  },
  {
    id: "H14",
    rule: "a delivery that should have come five days ago covers, and gives no date",
    given: shelf(0),
    also: { file: "test/domain/learned.test.ts", test: "an overdue delivery (scenario H14)" },
    steps: [
      step([order("O1", 5), delivery("PO-1", 8, 3)], { dates: { O1: 3 }, sees: { shipsBy: 3 } }),
      after(192, [], {
        covers: { O1: { "PO-1": 5 } },
        dates: { O1: null },
        sees: { state: "backorder", shipsBy: null, because: "delivery_overdue" },
      }),
    ],
  },
  {
    id: "H16",
    rule: "a cancelled delivery leaves its lines to the next one; the new date is told once it has held",
    given: shelf(0),
    also: {
      file: "test/flows/delivery-receipts.test.ts",
      test: "that is short closes what is not coming, and whoever waited loses the date (H16)",
    },
    steps: [
      step([order("O1", 5), delivery("PO-1", 5, 5), delivery("PO-2", 5, 9)], {
        covers: { O1: { "PO-1": 5 } },
        promised: { O1: [5] },
      }),
      step([{ act: "cancel delivery", delivery: "PO-1" }], {
        covers: { O1: { "PO-2": 5 } },
        dates: { O1: 9 },
        promised: { O1: [5] },
      }),
      after(25, [], { promised: { O1: [5, 9] } }),
    ],
  },
  {
    id: "H17",
    rule: "of past lead times the conformal rank is taken, or none where they are too few",
    file: "test/domain/learned.test.ts",
    test: "the conformal rank",
  },
  {
    id: "H19",
    rule: "what is overdue is expected after the delays that are still possible",
    file: "test/domain/learned.test.ts",
    test: "scenario H19",
  },
  {
    id: "H20",
    rule: "deliveries that are still open make the expected day later",
    file: "test/domain/learned.test.ts",
    test: "scenario H20",
  },
  {
    id: "H21",
    rule: "a date that wobbles within the tolerance is announced twice instead of eight times",
    file: "test/domain/promise.test.ts",
    test: "scenario H21",
  },
  {
    id: "H22",
    rule: "arrival on Sunday, packed Monday to Friday, one day of handling: Tuesday",
    given: shelf(0),
    shop: "weekdays",
    steps: [step([order("O1", 1), delivery("PO-1", 2, 6)], { dates: { O1: 8 }, sees: { shipsBy: 8 } })],
  },
  {
    id: "H24",
    rule: "a better date is expected at once, and promised when it has held for a day",
    given: shelf(0),
    steps: [
      step([order("O1", 1), delivery("PO-1", 1, 12)], { promised: { O1: [12] } }),
      step([change("PO-1", 1, 5)], { dates: { O1: 5 }, promised: { O1: [12] } }),
      after(25, [], { promised: { O1: [12, 5] }, offered: { O1: false } }),
    ],
  },
  {
    id: "X14",
    rule: "a delivery that is cut below what it was promised for takes the date of the youngest, and says so at once",
    given: shelf(0),
    steps: [
      step([order("O1", 4), order("O2", 4), delivery("PO-1", 8, 5)], { promised: { O1: [5], O2: [5] } }),
      step([change("PO-1", 5, 5)], {
        covers: { O1: { "PO-1": 4 }, O2: { "PO-1": 1, nothing: 3 } },
        dates: { O1: 5, O2: null },
        promised: { O1: [5], O2: [5, null] },
        offered: { O2: true },
        why: { O2: ["uncovered", "promise_moved"] },
      }),
    ],
  },
  {
    id: "X15",
    rule: "a delivery that is cancelled after a promise takes the date away, and the customer has to know",
    given: shelf(0),
    steps: [
      step([order("O1", 1), delivery("PO-1", 1, 5)], { promised: { O1: [5] } }),
      step([{ act: "cancel delivery", delivery: "PO-1" }], {
        covers: { O1: { nothing: 1 } },
        dates: { O1: null },
        promised: { O1: [5, null] },
        offered: { O1: true },
      }),
    ],
  },
  {
    id: "X16",
    rule: "a date in another century is that date, to the day",
    given: shelf(0),
    steps: [
      step([order("O1", 1), delivery("PO-1", 1, 36_525)], {
        dates: { O1: 36_525 },
        promised: { O1: [36_525] },
      }),
    ],
  },
  {
    id: "X17",
    rule: "a lead time counts from the day on which the line was first owed, and is no date once it has passed",
    given: shelf(0, { leadTimeDays: 3 }),
    steps: [
      step([order("O1", 2)], {
        covers: { O1: { "lead time": 2 } },
        dates: { O1: 3 },
        sees: { shipsBy: 3, because: "lead_time" },
      }),
      after(192, [], { dates: { O1: null }, sees: { shipsBy: 11 } }),
    ],
  },
  {
    id: "X18",
    rule: "what can't be bought is out of stock, with the day it is expected back",
    given: shelf(0, { policy: "DENY" }),
    steps: [
      step([delivery("PO-1", 3, 4)], { sees: { state: "out_of_stock", shipsBy: 4 } }),
      step([{ act: "policy", policy: "CONTINUE" }], { sees: { state: "backorder", shipsBy: 4 } }),
      step([{ act: "policy", policy: "DENY" }, { act: "discontinue" }], {
        sees: { state: "discontinued", shipsBy: null },
      }),
    ],
  },
  {
    id: "X20",
    rule: "a delivery without a day is coming, pays, and gives no date",
    given: shelf(0),
    steps: [
      step([order("O1", 2), delivery("PO-1", 3, null)], {
        covers: { O1: { "PO-1": 2 } },
        dates: { O1: null },
        promised: { O1: [] },
        sees: { state: "backorder", coming: 3, shipsBy: null, because: "delivery_without_date" },
      }),
      step([change("PO-1", 3, 6)], { dates: { O1: 6 }, promised: { O1: [6] }, sees: { shipsBy: 6 } }),
    ],
  },
];
