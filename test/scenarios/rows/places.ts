import { delivery, move, order, receive, shelf, ship, step, type Given, type Row } from "../vocabulary.ts";

const assigns = "Shopify assigns the location of an order; the app reads it";
const at = (place: string, onHand: number, thing = "lamp"): Given => ({ at: place, onHand, thing });

/** F. Several locations. */
export const places: Row[] = [
  { id: "F2", rule: "an order is divided among as few locations as possible", not: assigns },
  { id: "F4", rule: "everything on hand is used before anything is owed", not: assigns },
  { id: "F6", rule: "a divided order is not reserved twice", not: assigns },
  { id: "F7", rule: "the fullest location first, or the merchant's order of them", not: assigns },
  {
    id: "F9",
    rule: "units that move leave one queue and join the other, with what is on hand there",
    given: [at("Berlin", 10), at("Lyon", 5)],
    steps: [
      step([order("O1", 10, { at: "Berlin" })], { lines: { "O1@Berlin": "10/0" } }),
      step([move("O1", "Lyon", 7)], {
        lines: { "O1@Berlin": "3/0", "O1@Lyon": "5/2" },
        stock: { Berlin: [10, 3], Lyon: [5, 7] },
        sees: { free: 5 },
      }),
    ],
  },
  {
    id: "F10",
    rule: "units that are split off at the same place change no unit's state",
    given: shelf(4),
    steps: [
      step([order("O1", 10)], { parts: { O1: ["4/6"] } }),
      step([{ act: "split", line: "O1", quantity: 4 }], {
        lines: { O1: "4/6" },
        parts: { O1: ["4/2", "0/4"] },
      }),
    ],
  },
  {
    id: "F12",
    rule: "supply at one location pays nobody at another; what arrived there is suggested",
    given: [at("Berlin", 0), at("Lyon", 0)],
    also: { file: "test/flows/places.test.ts", test: "scenario F12" },
    steps: [
      step([order("O1", 100, { at: "Lyon" }), delivery("PO-1", 15, 1, { at: "Berlin" })], {
        covers: { "O1@Lyon": { nothing: 100 } },
        dates: { O1: null },
      }),
      step([receive("PO-1", 15)], { lines: { "O1@Lyon": "0/100" }, covers: { "O1@Lyon": { nothing: 100 } } }),
    ],
  },
  {
    id: "F13",
    rule: "an order of a thing that only one location stocks is that location's",
    given: [at("Lyon", 1)],
    steps: [step([order("O1", 1)], { lines: { "O1@Lyon": "1/0" } })],
  },
  {
    id: "F14",
    rule: "what is moved and shipped elsewhere frees the first place and lowers the second",
    given: [at("Berlin", 5), at("Lyon", 5)],
    steps: [
      step([order("O1", 1, { at: "Berlin" })], { stock: { Berlin: [5, 1], Lyon: [5, 0] } }),
      step([move("O1", "Lyon", 1)], { stock: { Berlin: [5, 0], Lyon: [5, 1] } }),
      step([ship("O1", 1)], { lines: { O1: "0/0" }, stock: { Berlin: [5, 0], Lyon: [4, 0] } }),
    ],
  },
  {
    id: "F18",
    rule: "a cap holds for all locations together",
    file: "test/flows/caps.test.ts",
    test: "scenario F18: three locations share a cap of five",
  },
  {
    id: "F20",
    rule: "a line at a location that was closed stays owed, and says so",
    given: [at("Berlin", 9), at("Lyon", 0)],
    onPaperOnly: "Shopify closes no location that has open orders; this is for the day on which it did",
    also: { file: "test/flows/places.test.ts", test: "scenario F20" },
    steps: [
      step([order("O1", 4, { at: "Berlin" }), order("O2", 4, { at: "Lyon" })], {
        lines: { O1: "4/0", O2: "0/4" },
      }),
      step(
        [
          { act: "close", place: "Berlin" },
          { act: "close", place: "Lyon" },
        ],
        {
          lines: { O1: "0/4", O2: "0/4" },
          why: { O1: ["location_closed"] },
        },
      ),
    ],
  },
  {
    id: "F22",
    rule: "a location below zero is not clipped before the sum",
    given: [
      at("Berlin", 2),
      at("Lyon", 0),
      at("Berlin", 2, "bowl"),
      at("Lyon", 3, "bowl"),
      at("Oslo", 0, "bowl"),
    ],
    steps: [
      step([order("O1", 2, { at: "Lyon" }), order("O2", [["bowl", 29]], { at: "Oslo" })], {
        lines: { O1: "0/2", O2: "0/29" },
        sees: { free: 0, state: "backorder", shipsBy: null, cap: 0 },
        seesOf: { bowl: { free: -24, cap: 0 } },
      }),
    ],
  },
  {
    id: "X13",
    rule: "an order that no location can serve alone waits at each place for its own",
    given: [at("Berlin", 1), at("Lyon", 1, "bowl")],
    steps: [
      step(
        [
          order("O1", [
            ["lamp", 2],
            ["bowl", 3],
          ]),
        ],
        { lines: { "O1@Berlin": "1/1", "O1.2@Lyon": "1/2" } },
      ),
    ],
  },
];
