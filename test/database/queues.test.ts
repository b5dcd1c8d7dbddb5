import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatherFacts } from "#app/database/item-facts.server.ts";
import { keepOrder, type OrderFacts } from "#app/database/order-facts.server.ts";
import { markChanged } from "#app/database/tails.server.ts";
import { comeAfter } from "#app/domain/tail.ts";
import { recount } from "#app/flows/recount.server.ts";
import type { World } from "#app/world.ts";
import { appendOrder, bookWorld, idOf, seedBook } from "#test/bench/book.ts";
import { countStatements, takeCounts } from "#test/bench/counted.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";

let database: TestDatabase;
let world: World & { close(): Promise<void> };
let now = new Date("2026-11-23T09:00:00Z");
beforeAll(async () => {
  database = await testDatabase();
  world = await bookWorld(database);
  world.now = () => now;
});
afterAll(async () => {
  await world.close();
  await database.close();
});

const itemId = "9";
/** The first goes on where it can, the second counts every queue anew. */
const shops = ["goes-on.myshopify.com", "anew.myshopify.com"] as const;

async function openShop(shop: string): Promise<void> {
  const { db } = database;
  const at = new Date("2026-09-01T00:00:00Z");
  for (const table of ["why", "effect", "tail", "cover", "availability", "drift", "peg"] as const)
    await (db[table] as { deleteMany(of: object): Promise<unknown> }).deleteMany({ where: { shop } });
  for (const table of [
    "owedCause",
    "shortage",
    "owedLine",
    "fulfillmentLine",
    "salesOrder",
    "orderLine",
    "deliveryLine",
    "delivery",
  ] as const)
    await (db[table] as { deleteMany(of: object): Promise<unknown> }).deleteMany({ where: { shop } });
  for (const table of ["stockLevel", "variant", "product", "item", "location", "shop"] as const)
    await (db[table] as { deleteMany(of: object): Promise<unknown> }).deleteMany({ where: { shop } });
  await db.shop.create({ data: { shop, timeZone: "Europe/Berlin", importedAt: at } });
  await db.location.createMany({
    data: [
      { shop, locationId: "1", name: "Berlin" },
      { shop, locationId: "2", name: "Lyon" },
    ],
  });
  await db.product.create({
    data: { shop, productId: "8", title: "Lamp", handle: "lamp", status: "ACTIVE", updatedAt: at },
  });
  await db.variant.create({
    data: { shop, variantId: "7", productId: "8", itemId, title: "Olive", policy: "CONTINUE" },
  });
  await db.item.create({ data: { shop, itemId, tracked: true } });
  for (const locationId of ["1", "2"])
    await db.stockLevel.create({
      data: {
        shop,
        itemId,
        locationId,
        onHand: 3,
        available: 3,
        committed: 0,
        incoming: 0,
        unavailable: 0,
        updatedAt: at,
      },
    });
}

type Act = { kind: (typeof kinds)[number]; which: number; units: number; place: "1" | "2" };
const kinds = [
  ...Array<"order">(8).fill("order"),
  "older order",
  "edit",
  "other words",
  "hold",
  "cancel",
  "pay",
  "stock",
  "delivery",
  "delivery moves",
  "draft",
  "pin",
  "first",
  "lead time",
  "paid first",
  "by need",
  "a day",
] as const;
const act = fc.record({
  kind: fc.constantFrom(...kinds),
  which: fc.nat(20),
  units: fc.integer({ min: 1, max: 4 }),
  place: fc.constantFrom("1" as const, "2" as const),
});

const priced = (lineId: string, price: number) => ({
  lineId,
  ...{
    variantId: "7",
    title: "Lamp",
    variantTitle: "Olive",
    sku: null,
    quantity: 9,
    unitPrice: `${price}.50`,
  },
});

/** Acts on both shops alike. What it returns does the same to one of them. */
function story() {
  const orders: OrderFacts[] = [];
  const deliveries: string[] = [];
  let version = 0;
  const keep = (order: OrderFacts) => async (shop: string) => {
    await database.db.$transaction((tx) => keepOrder(tx, shop, order, BigInt(version)));
  };
  return function happens({ kind, which, units, place }: Act): (shop: string) => Promise<unknown> {
    const { db } = database;
    const at = new Date(Date.parse("2026-11-01T00:00:00Z") + ++version * 60_000).toISOString();
    const order = orders[which % Math.max(1, orders.length)];
    const changed = (change: Partial<OrderFacts>) => {
      if (!order) return async () => {};
      Object.assign(order, change, { updatedAt: at });
      return keep(order);
    };
    const deliveryId = deliveries[which % Math.max(1, deliveries.length)];
    switch (kind) {
      case "order":
      case "older order": {
        const n = 100 + orders.length;
        const placedAt = kind === "order" ? at : "2026-10-01T00:00:00.000Z";
        const lines = [0, 1].slice(0, 1 + (which % 2)).map((i) => ({
          fulfillmentLineId: `${n}${i}`,
          fulfillmentOrderId: `5${n}`,
          lineId: `6${n}`,
          itemId,
          locationId: i === 0 ? place : "2",
          remaining: units,
          status: "OPEN",
        }));
        const words = { orderId: String(n), name: `#${n}`, channel: "web", currency: "EUR" };
        orders.push({
          ...words,
          placedAt,
          updatedAt: at,
          cancelledAt: null,
          paid: which % 3 > 0,
          lines: [priced(`6${n}`, which)],
          fulfillmentLines: lines,
        });
        return keep(orders.at(-1)!);
      }
      case "edit":
        return changed({
          fulfillmentLines: order?.fulfillmentLines.map((l) => ({ ...l, remaining: units - 1 })) ?? [],
        });
      case "hold":
        return changed({
          fulfillmentLines:
            order?.fulfillmentLines.map((l) => ({
              ...l,
              status: l.status === "OPEN" ? "ON_HOLD" : "OPEN",
            })) ?? [],
        });
      case "other words": {
        const lines = order?.lines.map(({ lineId }) => priced(lineId, units)) ?? [];
        return changed({ lines, channel: `channel ${which}` });
      }
      case "cancel":
        return changed({ cancelledAt: at });
      case "pay":
        return changed({ paid: !order?.paid });
      case "stock":
        return (shop) =>
          db.$executeRaw`update stock_level set on_hand = ${which} where shop = ${shop} and location_id = ${place}`;
      case "delivery": {
        const id = String(8 + deliveries.length);
        deliveries.push(id);
        const expectedOn =
          which % 5 === 0 ? null : new Date(Date.parse("2026-11-21T00:00:00Z") + which * 86_400_000);
        return async (shop) => {
          await db.delivery.create({
            data: {
              shop,
              deliveryId: id,
              reference: `PO-${id}`,
              locationId: place,
              expectedOn,
              createdAt: new Date(at),
            },
          });
          await db.deliveryLine.create({ data: { shop, deliveryId: id, itemId, quantity: units * 3 } });
        };
      }
      case "delivery moves":
        return (shop) => db.$executeRaw`
          update delivery set expected_on = ${new Date(Date.parse("2026-11-21T00:00:00Z") + which * 86_400_000)}
          where shop = ${shop} and delivery_id = ${deliveryId ?? ""}`;
      case "draft":
        return (shop) => db.$executeRaw`
          update delivery set confirmed = not confirmed where shop = ${shop} and delivery_id = ${deliveryId ?? ""}`;
      case "pin": {
        const lineId = order?.fulfillmentLines[0]?.lineId;
        if (!lineId || !deliveryId) return async () => {};
        const pin = {
          deliveryId,
          itemId,
          lineId,
          kind: "pin",
          quantity: units,
          author: "staff",
          at: new Date(at),
        };
        return async (shop) => {
          const { count } = await db.peg.deleteMany({ where: { shop } });
          if (count === 0) await db.peg.create({ data: { shop, ...pin } });
        };
      }
      case "first":
        return async (shop) => {
          await db.$executeRaw`update sales_order set priority = 1 - priority where shop = ${shop} and order_id = ${order?.orderId ?? ""}`;
          await db.$transaction((tx) => markChanged(tx, shop, [itemId]));
        };
      case "lead time":
        return (shop) =>
          db.shop.update({ where: { shop }, data: { leadTimeDays: which % 2 === 0 ? null : which } });
      case "paid first":
        return (shop) => db.$executeRaw`update shop set paid_first = not paid_first where shop = ${shop}`;
      case "by need":
        return (shop) =>
          db.shop.update({ where: { shop }, data: { rankBy: which % 2 === 0 ? "placed" : "required" } });
      case "a day":
        now = new Date(now.getTime() + 86_400_000);
        return async () => {};
    }
  };
}

/** What Shopify has committed is what its orders need: nothing is on its way. */
const settle = (shop: string) => database.db.$executeRaw`
  update stock_level s set committed = n.units, available = on_hand - n.units
  from (select s.location_id, coalesce(sum(f.remaining) filter (where o.cancelled_at is null), 0)::int as units
    from stock_level s
    left join fulfillment_line f on f.shop = s.shop and f.location_id = s.location_id
    left join sales_order o on o.shop = f.shop and o.order_id = f.order_id
    where s.shop = ${shop} group by s.location_id) n
  where s.shop = ${shop} and s.location_id = n.location_id`;

async function everythingOf(shop: string): Promise<unknown> {
  const { db } = database;
  const where = { shop };
  const rows = {
    owed: await db.owedLine.findMany({ where, orderBy: { fulfillmentLineId: "asc" } }),
    covers: await db.cover.findMany({ where, orderBy: [{ fulfillmentLineId: "asc" }, { position: "asc" }] }),
    causes: await db.owedCause.findMany({ where, orderBy: { lineId: "asc" } }),
    shortages: await db.shortage.findMany({ where, orderBy: { locationId: "asc" } }),
    tails: await db.tail.findMany({ where, orderBy: { locationId: "asc" } }),
    availability: await db.availability.findMany({ where }),
    effects: await db.effect.findMany({ where, orderBy: [{ kind: "asc" }, { target: "asc" }] }),
    why: (await db.why.findMany({ where, orderBy: { seq: "asc" } })).map((w) => ({ ...w, seq: null })),
    waiting: await db.fulfillmentLine.count({ where: { shop, counted: false } }),
  };
  return JSON.parse(JSON.stringify(rows).replaceAll(shop, "the shop"));
}

/** Owed lines beside which there stands something else than their covers, prices and orders say. */
function linesThatSayOtherwise(shop: string): Promise<object[]> {
  return database.db.$queryRaw`
    select o.*, c.only, c.day from owed_line o
    join sales_order s on s.shop = o.shop and s.order_id = o.order_id
    left join order_line l on l.shop = o.shop and l.line_id = o.line_id
    left join lateral (
      select min(delivery_id) as only, min(expected_on) as day from cover
      where shop = o.shop and fulfillment_line_id = o.fulfillment_line_id having count(*) = 1) c on true
    where o.shop = ${shop} and (o.paid_by, o.paid_on, o.value, o.placed_at, o.channel)
      is distinct from (c.only, c.day, o.owed * coalesce(l.unit_price, 0), s.placed_at, s.channel)`;
}

describe("one more order at the end of a queue", () => {
  test("asks and writes the same however long the queue is", async () => {
    countStatements();
    const costs: object[] = [];
    for (const lines of [20, 2000]) {
      const shop = `queue-of-${lines}.myshopify.com`;
      await seedBook(database.url, shop, { lines, items: 1 });
      await recount(world, shop, idOf("item", 0));
      await appendOrder(database, shop, 0, 900_000_000);
      takeCounts();
      await recount(world, shop, idOf("item", 0));
      const { statements, rowsRead, rowsWritten } = takeCounts();
      costs.push({ statements, rowsRead, rowsWritten });
      const owed = { shop, fulfillmentLineId: "7000900000000" };
      const row = await database.db.owedLine.findUnique({ where: { shop_fulfillmentLineId: owed } });
      expect(row).toMatchObject({ linesBefore: lines, unitsBefore: lines, owed: 1 });
    }
    expect(costs[1]).toEqual(costs[0]);
  }, 120_000);
});

test("whether a queue goes on or is counted anew, every row of the book is the same", async () => {
  let wentOn = 0;
  const runs = Number(process.env["PROPERTY_RUNS"] ?? 4);
  const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 14 }), async (acts) => {
      now = new Date("2026-11-23T09:00:00Z");
      for (const shop of shops) await openShop(shop);
      const happens = story();
      for (const one of acts) {
        const toShop = happens(one);
        for (const shop of shops) {
          await toShop(shop);
          await settle(shop);
        }
        await database.db.$transaction(async (tx) => {
          const gathered = await gatherFacts(tx, shops[0], itemId);
          if (!gathered!.recount && comeAfter(gathered!.facts, now)) wentOn++;
          await markChanged(tx, shops[1], [itemId]);
        });
        for (const shop of shops) await recount(world, shop, itemId);
        expect(await everythingOf(shops[0])).toEqual(await everythingOf(shops[1]));
        for (const shop of shops) expect(await linesThatSayOtherwise(shop)).toEqual([]);
      }
    }),
    { seed, numRuns: runs },
  );
  expect(wentOn).toBeGreaterThan(runs);
}, 300_000);

test("a read without a number of units is a fault: nothing of the order is kept, and nothing is zero", async () => {
  await openShop(shops[0]);
  const line = {
    fulfillmentLineId: "1",
    fulfillmentOrderId: "2",
    lineId: "3",
    itemId,
    locationId: "1",
    status: "OPEN",
  };
  const of = (remaining: unknown) =>
    ({
      ...{ orderId: "55", name: "#55", channel: "", currency: "EUR", cancelledAt: null, lines: [] },
      ...{ placedAt: "2026-11-01T00:00:00Z", updatedAt: "2026-11-01T00:00:00Z" },
      fulfillmentLines: [{ ...line, remaining }],
    }) as OrderFacts;
  for (const remaining of [undefined, null, NaN, 1.5, 2 ** 31]) {
    const kept = database.db.$transaction((tx) => keepOrder(tx, shops[0], of(remaining), 1n));
    await expect(kept).rejects.toThrow("no whole number of units for fulfillment line 1");
  }
  expect(await database.db.salesOrder.count({ where: { shop: shops[0] } })).toBe(0);
});
