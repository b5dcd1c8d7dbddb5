import { order, shelf, step, type Row } from "../vocabulary.ts";

const noCounters = "the app has no counters: the book is a function of what Shopify says now";
const reservations = "numbers of an engine's own reservation table, which the app does not have";

/** J. Doubled, late and at once. */
export const running: Row[] = [
  { id: "J2", rule: "a stale copy overwrites no stock", not: "the app writes no stock" },
  { id: "J3", rule: "four releases at once release once", not: noCounters },
  {
    id: "J4",
    rule: "of two orders at once for the last unit one is ready",
    given: shelf(1),
    steps: [step([order("O1", 1), order("O2", 1)], { lines: { O1: "1/0", O2: "0/1" } })],
  },
  {
    id: "J5",
    rule: "whatever order webhooks come in, and how often, the end is the same",
    file: "test/flows/history.test.ts",
    test: "ends the same, whatever becomes of its webhooks",
  },
  { id: "J8", rule: "a counter that drifted is set right", not: noCounters },
  {
    id: "J9",
    rule: "looking again without a change writes nothing and says nothing",
    given: shelf(1),
    steps: [
      step([order("O1", 3)], { lines: { O1: "1/2" } }),
      step([{ act: "look again" }], { lines: { O1: "1/2" }, silent: true }),
    ],
  },
  {
    id: "J11",
    rule: "two processes that count the same items in different order do not stop each other",
    file: "test/worker/queue.test.ts",
    test: "two processes that nudge the same keys in different order do not stop each other",
  },
  {
    id: "J14",
    rule: "holds and allocations together",
    not: "a hold changes no allocation: units on hold stay owed (X12)",
  },
  {
    id: "J15",
    rule: "what a transaction nudges exists after its commit, and never if it is rolled back",
    file: "test/worker/queue.test.ts",
    test: "a nudge of a transaction that was rolled back never was",
  },
  {
    id: "J16",
    rule: "after a crash a mail is sent twice at most, and that shows",
    file: "test/flows/alerts.test.ts",
    test: "scenario J16",
  },
  {
    id: "J20",
    rule: "a failure half-way is undone",
    not: "a recount is one transaction: there is no half-way",
  },
];

/** M. What always holds. */
export const invariants: Row[] = [
  { id: "M1", rule: "inconsistent reservations are listed", not: reservations },
  {
    id: "M4",
    rule: "a line's parts are the line, a delivery's parts the delivery",
    file: "test/domain/properties.test.ts",
    test: "of a line's parts is the line",
  },
  {
    id: "M5",
    rule: "what is owed at a place is Shopify's own shortage there",
    file: "test/domain/properties.test.ts",
    test: "of owed units is Shopify's shortage",
  },
  {
    id: "M6",
    rule: "more or earlier supply makes nobody later",
    file: "test/domain/properties.test.ts",
    test: "by a delivery that comes earlier",
  },
  {
    id: "M9",
    rule: "serving complete orders first may cost somebody the units",
    file: "test/flows/holds.test.ts",
    test: "scenario M9: whole orders only: an order keeps units that would make a younger one whole",
  },
  {
    id: "M11",
    rule: "a plan that was carried out has nothing left to do",
    file: "test/domain/properties.test.ts",
    test: "carried out has nothing left to do",
  },
  {
    id: "M11b",
    rule: "a quote is the date of one more line, ranked last",
    file: "test/domain/properties.test.ts",
    test: "what a shopper is told is the date of a further line",
  },
  {
    id: "M14",
    rule: "no date before today, none without full cover",
    file: "test/domain/properties.test.ts",
    test: "never names a day in the past, and no day without full cover",
  },
  {
    id: "M16",
    rule: "a date that is met 8 times of 10 is met 8 times of 10",
    file: "test/domain/calibration.test.ts",
    test: "scenario M16",
  },
  {
    id: "M17",
    rule: "every test that draws lots prints its seed and takes one",
    file: "test/domain/check.ts",
    test: "PROPERTY_SEED",
  },
];
