import { expect, test } from "vitest";
import { tasksOf } from "#app/routes/app._index/tasks.ts";
import type { HomePage } from "#app/database/pages/home.server.ts";
import { dayText, fromToday, momentText } from "#app/components/dates.ts";
import { moneyText } from "#app/components/words.ts";

const today = "2026-11-22";
const shop = {
  day: (d: string) => dayText(d, today),
  fromToday: (d: string) => fromToday(d, today),
  moment: (at: string) => momentText(at, "UTC", today),
  money: (amount: number) => moneyText(amount, "USD"),
};
const quiet: HomePage = {
  owed: { units: 0, orders: 0, value: 0 },
  late: { rows: 0, units: 0, orders: 0, value: 0, since: null },
  noDate: { rows: 0, units: 0, value: 0 },
  productsWithoutDate: { products: 0, units: 0, value: 0 },
  overdueDeliveries: { deliveries: 0, since: null, lateUnits: 0 },
  refused: { webhooks: 0, effects: 0, differences: 0, since: null },
  unsure: 0,
  brake: { oversold: 0, units: 0, byHand: 0 },
  said: { open: 0, since: null },
  arrivals: { open: 0, units: 0, since: null },
  moves: [],
  coming: [],
  next: null,
  promises: { kept: 0, of: 0 },
  check: { finishedAt: null, surprises: 0, problem: null, running: false },
  read: 0,
};

test("nothing needs anybody when nothing is wrong", () => {
  expect(tasksOf({ ...quiet, owed: { units: 5, orders: 2, value: 100 } }, shop)).toEqual([]);
});

test("tasks come by consequence, each with its number, age, money and list", () => {
  const tasks = tasksOf(
    {
      ...quiet,
      late: { rows: 2, units: 4, orders: 2, value: 356, since: "2026-11-12" },
      productsWithoutDate: { products: 1, units: 41, value: 3220 },
      overdueDeliveries: { deliveries: 2, since: "2026-11-12", lateUnits: 4 },
      refused: { webhooks: 1, effects: 3, differences: 2, since: "2026-11-22T09:42:00Z" },
      unsure: 2,
      brake: { oversold: 1, units: 3, byHand: 2 },
      arrivals: { open: 3, units: 12, since: "2026-11-22T07:30:00Z" },
      said: { open: 2, since: "2026-11-22T08:00:00Z" },
    },
    shop,
  );
  expect(tasks.map((t) => [t.what, t.url])).toEqual([
    ["Update 2 overdue deliveries", "/app/incoming?view=overdue"],
    ["Check 4 late units in 2 orders", "/app/backorders?view=late"],
    ["Release 3 arrivals", "/app/arrivals?view=release"],
    ["Answer 2 messages from suppliers", "/app/suppliers/answers"],
    ["Set a date for 1 product", "/app/products?view=no_date"],
    ["Check 2 messages that may not have arrived", "/app/messages?view=unknown"],
    ["Look at 3 units sold beyond the brake", "/app/policies"],
    ["Look at 2 differences from Shopify", "/app/settings#differences"],
    ["Look at 3 changes that Shopify didn't take", "/app/settings#not-written"],
    ["Look at 1 message from Shopify that failed three times", "/app/settings#set-aside"],
  ]);
  expect(tasks[1]).toMatchObject({ age: "earliest promise Nov 12, 10 days ago", money: "$356" });
  expect(tasks[4]).toMatchObject({ age: "41 units owed without a date", money: "$3,220" });
});

test("a day that moved by itself comes first: the orders to be told with their money, and when the rules tell them", () => {
  const move = { deliveryId: "shipment-1", reference: "#T0001-1", from: "2026-12-01", to: "2026-12-09" };
  const of = { orders: 3, value: 267, later: 2, earlier: 0, toldValue: 178 };
  const moves = [{ ...move, ...of, movedAt: "2026-11-22T09:00:00Z", toldFrom: "2026-11-23T09:00:00Z" }];
  const late = { rows: 2, units: 4, orders: 2, value: 356, since: "2026-11-12" };
  const [task] = tasksOf({ ...quiet, late, moves }, shop);
  expect(task).toMatchObject({ what: "Decide what to tell 2 orders", money: "$178", url: "/app#decide" });
  expect(task!.age).toMatch(/^1 delivery moved; the rules tell them from .*9:00/);
});
