import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { backordersOfOrders } from "#app/database/published.server.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { newsSpread } from "#app/flows/news-spread.server.ts";
import type { Job } from "#app/queues.ts";
import { beat } from "#app/worker/start.server.ts";
import { bookWorld, deliveryOf, seedBook } from "#test/bench/book.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";

const shop = "one-delivery.myshopify.com";
const deliveryId = deliveryOf(0);
const lines = 2500;

let database: TestDatabase;
let world: Awaited<ReturnType<typeof bookWorld>>;
let nudged: Job[] = [];
beforeAll(async () => {
  database = await testDatabase();
  world = await bookWorld(database);
  const { nudge } = world;
  world.nudge = async (jobs, tx) => {
    nudged.push(...jobs);
    await nudge(jobs, tx);
  };
  await seedBook(database.url, shop, { lines, items: 1 });
  // One order has two lines that the delivery pays: it is one order all the same.
  await world.db.owedLine.updateMany({
    where: { orderId: "5000000000001" },
    data: { orderId: "5000000000000" },
  });
});
afterAll(async () => {
  await world?.close();
  await database?.close();
});
beforeEach(async () => {
  await world.db.$executeRaw`truncate why, effect, spread`;
  nudged = [];
});

const move = (expectedOn: string) => deliveryChanged(world, shop, deliveryId, { expectedOn });
const told = () => world.db.why.count({ where: { shop, orderId: { not: null } } });

test("a delivery's new day is seen by all its orders at once, for the price of a few rows", async () => {
  await move("2026-12-21");
  const orders = ["5000000000000", "5000000002499"];
  const seen = await backordersOfOrders(world.db, shop, orders, world.now());
  expect(orders.map((id) => seen.get(id)!.lines[0]!.shipsBy)).toEqual(["2026-12-22", "2026-12-22"]);
  expect(await told()).toBe(0);
  expect(await world.db.effect.count()).toBe(0);
  expect(new Set(nudged.map((j) => j.queue))).toEqual(new Set(["recount", "spread"]));
  expect(nudged.length).toBeLessThan(5);
});

test("then each order is told once, with the reason, and its promise reviewed", async () => {
  await move("2026-12-14");
  await newsSpread(world, shop, deliveryId);
  expect(await told()).toBe(lines - 1);
  const rows = await world.db.why.findMany({ where: { shop, orderId: "5000000000000" } });
  expect(rows.map((r) => r.because)).toMatchObject([{ kind: "delivery_changed", to: "2026-12-14" }]);
  expect(await world.db.effect.count({ where: { kind: "write_order_backorders", version: 1 } })).toBe(
    lines - 1,
  );
  expect(new Set(nudged.flatMap((j) => (j.queue === "promises" ? [j.orderId] : []))).size).toBe(lines - 1);
  expect(await world.db.spread.count()).toBe(0);
});

test("whoever dies on the way leaves a place to go on from: nobody is told twice, nobody is left out", async () => {
  await move("2026-12-15");
  for (const deadly of [1, 2, 1]) {
    let parts = 0;
    const dying = {
      ...world,
      nudge: async (...[jobs, tx]: Parameters<typeof world.nudge>) => {
        if (++parts === deadly) throw new Error("killed");
        await world.nudge(jobs, tx);
      },
    };
    await expect(newsSpread(dying, shop, deliveryId)).rejects.toThrow("killed");
  }
  expect(await told()).toBe(1000);
  await newsSpread(world, shop, deliveryId);
  expect(await told()).toBe(lines - 1);
  const twice = await world.db.$queryRaw`
    select order_id from why where order_id is not null group by order_id having count(*) > 1`;
  expect(twice).toEqual([]);
});

test("two moves on end are told one after the other", async () => {
  await move("2026-12-16");
  await move("2026-12-17");
  await newsSpread(world, shop, deliveryId);
  const rows = await world.db.why.findMany({
    where: { shop, orderId: "5000000002000" },
    orderBy: { seq: "asc" },
  });
  expect(rows.map((r) => (r.because as { to: string }).to)).toEqual(["2026-12-16", "2026-12-17"]);
});

test("news that nobody carries on are found by the heartbeat", async () => {
  await move("2026-12-18");
  nudged = [];
  const later = { ...world, now: () => new Date(world.now().getTime() + 16_000) };
  await beat(later);
  expect(nudged).toContainEqual({ queue: "spread", shop, deliveryId });
});
