import { afterAll, beforeAll, expect, test } from "vitest";
import { promisesPage, promiseSums, type PromiseView } from "#app/database/pages/promises.server.ts";
import { readPlace, type Turn } from "#app/database/pages/keyset.server.ts";
import { addDays } from "#app/domain/days.ts";
import { instability } from "#app/domain/kept.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { bookOf, today } from "./small-book.ts";

const shop = "keeping.myshopify.com";
let database: TestDatabase;

/** Days from today: told on, promised for; the last is when it shipped. */
type Told = [on: number, promised: number | null][];
const ledgers: { order: string; told: Told; shipped: number }[] = [
  { order: "1", told: [[-30, -5]], shipped: -5 },
  {
    order: "2",
    told: [
      [-30, -10],
      [-20, -4],
      [-12, -8],
    ],
    shipped: -3,
  },
  {
    order: "3",
    told: [
      [-40, -20],
      [-25, null],
      [-15, -6],
    ],
    shipped: -6,
  },
  { order: "4", told: [[-9, null]], shipped: -1 },
  { order: "5", told: [[-2, -1]], shipped: -2 },
  // Too long ago to count lately.
  { order: "6", told: [[-200, -150]], shipped: -120 },
];

const date = (n: number) => new Date(`${addDays(today, n)}T00:00:00Z`);

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  for (const domain of [shop, "other.myshopify.com"]) {
    const book = bookOf(db, domain);
    await book.shop();
    await book.product("1", "Pack");
    for (const { order, told, shipped } of ledgers) {
      await book.owes(order, { itemId: "1", owed: 1 });
      const line = { shop: domain, orderId: order, lineId: `l${order}` };
      await db.promiseEntry.createMany({
        data: told.map(([on, promised], i) => ({
          ...line,
          version: i + 1,
          promisedOn: promised === null ? null : date(promised),
          change: i === 0 ? "first" : "later",
          because: {},
          author: "Shipsby",
          at: new Date(`${addDays(today, on)}T11:00:00Z`),
        })),
      });
      const first = told[0]![1];
      await db.promiseOutcome.create({
        data: {
          ...line,
          firstPromisedOn: first === null ? null : date(first),
          lastPromisedOn: date(told.at(-1)![1] ?? 0),
          shippedOn: date(shipped),
          kept: first === null ? null : shipped <= first,
        },
      });
    }
  }
});
afterAll(() => database.close());

const list = (view: PromiseView = "all", turn: Turn = null) =>
  promisesPage(database.db, shop, today, { view, turn });

test("promises that ended, newest first, with how often another date was told", async () => {
  const { rows, counts } = await list();
  expect(rows.map((r) => [r.order, r.kept, r.announcements])).toEqual([
    ["#4", null, 0],
    ["#5", true, 0],
    ["#2", false, 2],
    ["#1", true, 0],
    ["#3", false, 2],
    ["#6", false, 0],
  ]);
  expect(rows[2]).toMatchObject({ firstPromisedOn: addDays(today, -10), shippedOn: addDays(today, -3) });
  expect(counts).toEqual({ all: 6, kept: 2, missed: 3, no_date: 1 });
});

test.each([
  ["kept", ["#5", "#1"]],
  ["missed", ["#2", "#3", "#6"]],
  ["no_date", ["#4"]],
] as const)("the view of %s lists what it counts", async (view, orders) => {
  const { rows, counts } = await list(view);
  expect(rows.map((r) => r.order)).toEqual(orders);
  expect(counts[view]).toBe(orders.length);
});

test("the sums are those of the last 90 days, and restlessness is the domain's", async () => {
  const sums = await promiseSums(database.db, shop, today);
  expect(sums).toMatchObject({ kept: 2, of: 4, orders: 5, announcements: 4 });
  const each = ledgers
    .filter((l) => l.shipped >= -90)
    .map(({ told, shipped }) =>
      instability(
        told.map(([on, n]) => ({
          promisedOn: n === null ? null : addDays(today, n),
          on: addDays(today, on),
        })),
        addDays(today, shipped),
      ),
    );
  expect(sums.instability).toBeCloseTo(each.reduce((a, b) => a + b, 0) / each.length, 10);
});

test("a shop without promises has no share and no restlessness", async () => {
  const none = await promisesPage(database.db, "none.myshopify.com", today, { view: "all", turn: null });
  expect(none).toMatchObject({ rows: [], counts: { all: 0 }, sums: { of: 0, instability: null } });
});

test("a long list is turned page by page, and nothing is shown twice", async () => {
  const long = "long.myshopify.com";
  await bookOf(database.db, long).shop();
  await database.db.promiseOutcome.createMany({
    data: Array.from({ length: 120 }, (_, i) => ({
      ...{ shop: long, lineId: String(i).padStart(3, "0"), orderId: "1", shippedOn: date(-(i % 7)) },
      ...{ firstPromisedOn: date(0), lastPromisedOn: date(0), kept: true },
    })),
  });
  const seen: string[] = [];
  let turn: Turn = null;
  for (;;) {
    const { rows, older, last } = await promisesPage(database.db, long, today, { view: "all", turn });
    seen.push(...rows.map((r) => r.id));
    expect(last).toBe(seen.length);
    if (!older) break;
    turn = { after: readPlace(older, "number")! };
  }
  expect(new Set(seen).size).toBe(120);
});
