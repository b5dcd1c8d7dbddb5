import { expect } from "vitest";
import { plan } from "#app/domain/plan.ts";
import { delivery as supply, factsOf, inDays, line, now, stock } from "#test/domain/shops.ts";
import {
  change,
  count,
  delivery,
  order,
  peg,
  pin,
  receive,
  shelf,
  step,
  type Act,
  type Row,
} from "../vocabulary.ts";

const neededBy = (name: string, day: number): Act => ({ act: "needed by", order: name, day });

/** B. Who is served first. */
export const whoIsServed: Row[] = [
  {
    id: "B2",
    rule: "owed 1, 2 and 1, and three arrive: the oldest two are served",
    given: shelf(0),
    steps: [
      step([order("O1", 1), order("O2", 2), order("O3", 1)], { lines: { O1: "0/1", O2: "0/2", O3: "0/1" } }),
      step([count(3)], { lines: { O1: "1/0", O2: "2/0", O3: "0/1" } }),
    ],
  },
  {
    id: "B3",
    rule: "where the needed day ranks, deliveries go to who needs them first, whenever the orders came",
    given: shelf(0),
    shop: "needed first",
    steps: [
      step(
        [1, 2, 3, 4, 5, 6, 7].map((n) => order(`O${n}`, 5)),
        { sees: { owed: 35 } },
      ),
      step(
        [
          neededBy("O7", 1),
          neededBy("O5", 2),
          neededBy("O3", 3),
          neededBy("O1", 4),
          neededBy("O2", 5),
          neededBy("O4", 6),
          neededBy("O6", 30),
          delivery("R1", 5, 30),
          delivery("R2", 5, 1),
          delivery("R3", 10, 3),
        ],
        {
          covers: {
            O7: { R2: 5 },
            O5: { R3: 5 },
            O3: { R3: 5 },
            O1: { R1: 5 },
            O2: { nothing: 5 },
            O4: { nothing: 5 },
            O6: { nothing: 5 },
          },
          why: { O1: ["needed_by"] },
        },
      ),
    ],
  },
  {
    id: "B7",
    rule: "of two lines of the same moment the lower id is first, however they are listed",
    given: shelf(1),
    steps: [
      step([order("O1", 1, { placed: 0 })], { lines: { O1: "1/0" } }),
      step([order("O2", 1, { placed: 0 })], { lines: { O1: "1/0", O2: "0/1" } }),
      step([{ act: "look again" }], { lines: { O1: "1/0", O2: "0/1" }, silent: true }),
    ],
  },
  {
    id: "B8",
    rule: "who has paid comes first where the merchant says so; who yields keeps the place",
    given: shelf(1),
    shop: "paid first",
    steps: [
      step([order("O1", 1, { unpaid: true }), order("O2", 1), order("O3", 1)], {
        lines: { O1: "0/1", O2: "1/0", O3: "0/1" },
        why: { O1: ["yields"] },
      }),
      step([{ act: "hold", order: "O2" }], { lines: { O1: "0/1", O2: "0/1", O3: "1/0" } }),
      step([{ act: "release", order: "O2" }], { lines: { O1: "0/1", O2: "1/0", O3: "0/1" } }),
    ],
  },
  {
    id: "B9",
    rule: "a delivery that was bought for one line dates that line and no older one",
    given: shelf(0),
    steps: [
      step([order("O1", 100), order("O2", 200), delivery("PO-1", 200, 5)], {}),
      step([peg("PO-1", "O2", 200)], {
        covers: { O1: { nothing: 100 }, O2: { "PO-1": 200 } },
        dates: { O1: null, O2: 5 },
        why: { O2: ["pegged"] },
      }),
    ],
  },
  {
    id: "B10",
    rule: "what a bought delivery brings beyond its line is free for others",
    given: shelf(0),
    steps: [
      step([order("O1", 100), order("O2", 200), delivery("PO-1", 300, 5)], {}),
      step([peg("PO-1", "O2", 200)], {
        covers: { O1: { "PO-1": 100 }, O2: { "PO-1": 200 } },
        dates: { O1: 5, O2: 5 },
      }),
    ],
  },
  {
    id: "B11",
    rule: "after a part arrived a line's right is what it still needs; the rest of the delivery is free",
    given: shelf(0),
    steps: [
      step([order("O1", 8), delivery("PO-1", 10, 5)], {}),
      step([peg("PO-1", "O1", 8)], { covers: { O1: { "PO-1": 8 } } }),
      step([receive("PO-1", 4)], {
        lines: { O1: "4/4" },
        covers: { O1: { "PO-1": 4 } },
        sees: { coming: 6 },
      }),
      step([order("O2", 2)], { covers: { O1: { "PO-1": 4 }, O2: { "PO-1": 2 } } }),
    ],
  },
  {
    id: "B16",
    rule: "a pinned line is served before anybody; a pin that its delivery cannot serve says so",
    given: shelf(0),
    steps: [
      step([order("O1", 5), order("O9", 2), delivery("PO-7", 4, 3)], {
        covers: { O1: { "PO-7": 4, nothing: 1 }, O9: { nothing: 2 } },
      }),
      step([pin("PO-7", "O9", 2)], {
        covers: { O1: { "PO-7": 2, nothing: 3 }, O9: { "PO-7": 2 } },
        why: { O9: ["pinned"] },
      }),
      step([change("PO-7", 1, 3)], {
        covers: { O1: { nothing: 5 }, O9: { "PO-7": 1, nothing: 1 } },
        why: { O9: ["pin_short"] },
      }),
    ],
  },
  {
    id: "B17",
    rule: "serving an order touches its tag and its note of what is owed: no money, no shipping",
    arithmetic: "of a plan's effects",
    check: () => {
      const owing = factsOf({ stock: [stock(0, 5)], lines: [line("1", 5)] });
      const was = plan(owing, now);
      const is = plan({ ...owing, stock: [stock(5, 5)], book: was.book }, now);
      const known = ["tag_order", "write_order_backorders", "publish_availability"];
      expect([...was.effects, ...is.effects].filter((e) => !known.includes(e.kind))).toEqual([]);
      expect(is.effects.filter((e) => e.target === "11").map((e) => e.kind)).toEqual(known.slice(0, 2));
    },
  },
  {
    id: "B18",
    rule: "a delivery bought for a line never makes it wait for longer than a free one",
    given: shelf(0),
    steps: [
      step([order("O1", 2), delivery("PO-1", 7, 4), delivery("PO-2", 5, 5)], {}),
      step([peg("PO-2", "O1", 5)], {
        covers: { O1: { "PO-1": 2 } },
        dates: { O1: 4 },
        sees: { coming: 12, because: "delivery_free" },
      }),
    ],
  },
  {
    id: "X7",
    rule: "an order that the merchant serves first is served first",
    given: shelf(2),
    steps: [
      step([order("O1", 2), order("O2", 2)], { lines: { O1: "2/0", O2: "0/2" } }),
      step([{ act: "serve first", order: "O2" }], { lines: { O1: "0/2", O2: "2/0" } }),
    ],
  },
  {
    id: "X8",
    rule: "an overdue delivery is used after every dated one, and one without a day after that",
    arithmetic: "of which delivery pays whom",
    check: () => {
      const supplies = [supply("1", 5, inDays(-1)), supply("2", 5, inDays(3)), supply("3", 5, null)];
      const { owed } = plan(
        factsOf({ lines: [line("1", 5), line("2", 5), line("3", 5)], supplies }),
        now,
      ).book;
      expect(owed.map((o) => o.covers.map((c) => c.kind === "delivery" && c.deliveryId))).toEqual([
        ["2"],
        ["1"],
        ["3"],
      ]);
    },
  },
];

/** X. Whose orders come first, and what nobody who waits gets. */
export const groupsAndFloor: Row[] = [
  {
    id: "X21",
    rule: "orders of the merchant's groups are served before all others, the first group first, in each as they came",
    file: "test/flows/tiers.test.ts",
    test: "are served in their order, and within each whoever came first",
  },
  {
    id: "X22",
    rule: "who would overtake whom, and whose date would move, is seen before a group is saved",
    file: "test/flows/tiers.test.ts",
    test: "it is shown who would overtake whom and whose date would move, and nothing is written",
  },
  {
    id: "X23",
    rule: "groups change neither what is owed nor what nothing covers",
    file: "test/domain/tiers.test.ts",
    test: "as much is owed, and as much of it is left without a cover",
  },
  {
    id: "X24",
    rule: "units kept for the shop floor pay nobody who waits, and are promised to nobody",
    file: "test/flows/kept-back.test.ts",
    test: "stay there when units arrive, and the order that waits for them says so",
  },
  {
    id: "X25",
    rule: "kept units may be sold: who bought what Shopify had is not made to wait for it",
    file: "test/domain/kept-back.test.ts",
    test: "are sold by Shopify all the same: who bought what it had is not made to wait",
  },
  {
    id: "X26",
    rule: "kept units are announced to nobody on the waiting list",
    file: "test/flows/kept-back.test.ts",
    test: "are announced to nobody on the waiting list",
  },
  {
    id: "X27",
    rule: "units kept for the waiting list pay nobody who waits, its readers are told, and whoever orders then gets one",
    file: "test/flows/kept-for-readers.test.ts",
    test: "stay there when units arrive, their readers are told, and whoever orders then gets one",
  },
  {
    id: "X28",
    rule: "units kept for the waiting list go to those who wait once all of it was told and had time to buy",
    file: "test/flows/kept-for-readers.test.ts",
    test: "go to those who wait once everybody was told and had time to buy",
  },
  {
    id: "X29",
    rule: "units kept for the waiting list are told to nobody while Shopify sells none",
    file: "test/flows/kept-for-readers.test.ts",
    test: "are told to nobody while Shopify sells none, and the list says why",
  },
];
