import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alertPage, signUpsOf } from "#app/database/pages/alert.server.ts";
import { alertsPage } from "#app/database/pages/alerts.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { bookOf } from "./small-book.ts";

const shop = "northern-trail.myshopify.com";
const other = "other.myshopify.com";
const now = new Date("2026-11-22T09:00:00Z");
const all = { view: "all", search: "", turn: null } as const;
let database: TestDatabase;

const day = (n: number) => new Date(now.getTime() - n * 86_400_000);

async function asks(of: string, variantId: string, who: string, state: string, daysAgo: number) {
  await database.db.subscription.create({
    data: {
      ...{ shop: of, subscriptionId: randomUUID(), variantId, who, sealed: "sealed", language: "de", state },
      ...{ consent: "yes", consentAt: day(daysAgo), askedAt: day(daysAgo) },
    },
  });
}

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const book = bookOf(db, shop);
  await book.shop();
  await bookOf(db, other).shop();
  await book.product("11", "Trail pack", { state: "out_of_stock", owed: 3 });
  await book.product("12", "Stove");
  await bookOf(db, other).product("11", "Trail pack", { state: "out_of_stock" });
  await db.variant.updateMany({ where: { shop, variantId: "11" }, data: { price: 89.5 } });
  await db.availability.updateMany({ where: { shop, variantId: "12" }, data: { free: 4 } });
  await db.availability.updateMany({ where: { shop, variantId: "11" }, data: { free: -3 } });
  await db.restockWatch.createMany({
    data: [
      { shop, variantId: "11", because: { kind: "not_back", state: "out_of_stock", owed: 3 } },
      { shop, variantId: "12", epoch: 2, paused: true },
      { shop: other, variantId: "11" },
    ],
  });
  await asks(shop, "11", "ann", "waiting", 9);
  await asks(shop, "11", "ben", "waiting", 3);
  await asks(shop, "11", "cem", "pending", 2);
  await asks(shop, "12", "ann", "told", 30);
  await asks(other, "11", "dora", "waiting", 1);
  const wave = { shop, variantId: "12", epoch: 2, number: 1, free: 4, size: 2 };
  await db.wave.create({
    data: { ...wave, at: day(5), author: "Shipsby", because: { kind: "nobody_waits" } },
  });
  for (const [who, state] of [
    ["ann", "sent"],
    ["eve", "dropped"],
  ] as const)
    await db.notice.create({
      data: {
        ...{
          shop,
          subscriptionId: randomUUID(),
          kind: "restock",
          turn: 2,
          variantId: "12",
          wave: 1,
          who,
          state,
        },
        ...{ messageId: who, createdAt: day(5), dueAt: day(5) },
      },
    });
});
afterAll(() => database?.close());

test("each variant says who waits, since when, what is free after owed and what they would pay", async () => {
  const { rows, counts, sums } = await alertsPage(database.db, shop, all);
  expect(counts).toEqual({ all: 2, waiting: 1, back: 0, paused: 1 });
  expect(sums).toEqual({ rows: 2, waiting: 2, value: 179 });
  expect(rows[0]).toMatchObject({
    ...{ title: "Trail pack", waiting: 2, unconfirmed: 1, free: 0, owed: 3, value: 179, lastWave: null },
    oldest: day(9).toISOString(),
  });
  expect(rows[1]).toMatchObject({ title: "Stove", waiting: 0, free: 4, paused: true });
  expect(rows[1]!.lastWave).toEqual({ at: day(5).toISOString(), size: 2, told: 1 });
});

test("what a view counts is what it lists, and a search finds by product and SKU", async () => {
  for (const view of ["waiting", "back", "paused", "all"] as const) {
    const { rows, counts } = await alertsPage(database.db, shop, { ...all, view });
    expect(rows).toHaveLength(counts[view]);
  }
  const found = async (search: string) =>
    (await alertsPage(database.db, shop, { ...all, search })).rows.map((r) => r.title);
  expect(await found("trail")).toEqual(["Trail pack"]);
  expect(await found("SKU-12")).toEqual(["Stove"]);
  expect(await found("%")).toEqual([]);
});

test("a list shows its waves, and its sign-ups in the order of asking, without an address", async () => {
  const page = (await alertPage(database.db, shop, "11", "", now))!;
  expect(page.signUps.map((s) => s.state)).toEqual(["waiting", "waiting", "pending"]);
  expect(page.counts).toMatchObject({ waiting: 2, pending: 1, told: 0 });
  expect(JSON.stringify(page)).not.toMatch(/sealed|ann|ben/);
  expect(page.byWeek).toHaveLength(12);
  expect(page.byWeek.reduce((sum, w) => sum + w.count, 0)).toBe(3);
  const stove = (await alertPage(database.db, shop, "12", "", now))!;
  expect(stove.waves).toMatchObject([{ size: 2, sent: 1, dropped: 1, unknown: 0 }]);
});

test("one person's sign-ups are found by the hash of the address, in this shop only", async () => {
  expect(await signUpsOf(database.db, shop, "11", "", "ben")).toHaveLength(1);
  expect(await signUpsOf(database.db, shop, "11", "", "dora")).toEqual([]);
  expect(await alertPage(database.db, shop, "99", "", now)).toBeNull();
});
