import { order, refund, shelf, step, type Row } from "../vocabulary.ts";

/** L. Bad input. */
export const badInput: Row[] = [
  {
    id: "L1",
    rule: "units that are no whole number from 1 on are refused, and the field is named",
    file: "test/scenarios/bad-input.test.ts",
    test: "scenario L1",
  },
  {
    id: "L5",
    rule: "a thing that is not stocked at the line's location is not silently ready",
    given: [{ at: "Berlin", onHand: 9 }, { at: "Lyon" }],
    onPaperOnly: "Shopify sends no order to a location that does not stock its things",
    steps: [
      step([order("O1", 4, { at: "Lyon" })], { lines: { O1: "0/4" }, why: { O1: ["owed"] } }),
      step([{ act: "close", place: "Lyon" }], { lines: { O1: "0/4" } }),
    ],
  },
  {
    id: "L6",
    rule: "a file of deliveries is taken row by row, or refused with the row's number",
    file: "test/flows/delivery-csv.test.ts",
    test: "is refused row by row, in plain words, and the good rows go in without the bad ones",
  },
  {
    id: "L8",
    rule: "Shopify refuses to refund more than was ordered, and nothing changes here",
    given: shelf(0),
    steps: [
      step([order("O1", 2)], { lines: { O1: "0/2" } }),
      step([refund("O1", 3, "CANCEL", { refused: true })], { lines: { O1: "0/2" }, silent: true }),
    ],
  },
  {
    id: "L9",
    rule: "numbers that can't be true end in a defined state: nothing throws, and the difference is shown",
    file: "test/scenarios/bad-input.test.ts",
    test: "scenario L9",
  },
  {
    id: "L11",
    rule: "an adjustment needs a reason",
    not: "the app adjusts no stock; Shopify asks for the reason",
  },
  {
    id: "L13",
    rule: "one item has one row per place, whoever inserts it twice",
    file: "test/scenarios/bad-input.test.ts",
    test: "scenario L13",
  },
  {
    id: "L14",
    rule: "2,000 open lines and 200 deliveries of one item are counted anew in a moment",
    file: "test/scenarios/bad-input.test.ts",
    test: "scenario L14",
  },
  {
    id: "X19",
    rule: "a day that is none, or is long past, is no day on which a delivery can come",
    file: "test/scenarios/bad-input.test.ts",
    test: "scenario X19",
  },
];
