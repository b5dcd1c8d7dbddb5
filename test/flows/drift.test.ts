import { afterAll, beforeAll, expect, test } from "vitest";
import { recount } from "#app/flows/recount.server.ts";
import { orderOf, stockedVariant, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
const tail = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1);

beforeAll(async () => {
  world = await testWorld({ worker: false });
  pack = await stockedVariant(world, { title: "Trail pack", available: 0, policy: "CONTINUE" });
});
afterAll(() => world?.close());

/** What is in the database as if it had been read: an order line that Shopify's stock knows nothing of yet. */
async function factsThatDisagree() {
  const { db } = world.app;
  const at = world.app.now();
  const [itemId, locationId] = [tail(pack.itemId), tail(pack.locationId)];
  await db.shop.create({ data: { shop: demoShop, timeZone: "Europe/Berlin" } });
  await db.item.create({ data: { shop: demoShop, itemId, tracked: true } });
  await db.variant.create({
    data: {
      shop: demoShop,
      variantId: tail(pack.variantId),
      productId: tail(pack.productId),
      itemId,
      title: "Default",
      policy: "CONTINUE",
    },
  });
  const level = { onHand: 0, available: 0, committed: 0, incoming: 0, unavailable: 0, updatedAt: at };
  await db.stockLevel.create({ data: { shop: demoShop, itemId, locationId, ...level } });
  await db.salesOrder.create({
    data: { shop: demoShop, orderId: "1", name: "#1", placedAt: at, updatedAt: at },
  });
  await db.fulfillmentLine.create({
    data: {
      shop: demoShop,
      fulfillmentLineId: "3",
      fulfillmentOrderId: "2",
      orderId: "1",
      lineId: "4",
      itemId,
      locationId,
      remaining: 2,
      status: "OPEN",
    },
  });
  return itemId;
}

test("a shortage between two webhooks is told to nobody; one that lasts is owed and shown as a difference", async () => {
  const { db } = world.app;
  const itemId = await factsThatDisagree();
  await recount(world.app, demoShop, itemId);
  expect(await db.owedLine.count()).toBe(0);
  expect(await db.effect.count()).toBe(0);
  expect(await db.drift.findMany()).toMatchObject([{ committed: 0, outstanding: 2, settled: false }]);

  world.shopify.clock.advance(6_000);
  await recount(world.app, demoShop, itemId);
  expect(await db.owedLine.findMany()).toMatchObject([{ owed: 2 }]);
  expect(await db.drift.findMany()).toMatchObject([{ committed: 0, outstanding: 2, settled: true }]);

  await db.stockLevel.updateMany({ data: { committed: 2, available: -2 } });
  await recount(world.app, demoShop, itemId);
  expect(await db.drift.count()).toBe(0);
});

test("an ordinary order leaves no difference behind", async () => {
  const other = await testWorld();
  try {
    const lamp = await stockedVariant(other, { title: "Lamp", available: 1, policy: "CONTINUE" });
    await other.install();
    const order = await orderOf(other, [{ variant: lamp, quantity: 4 }]);
    await other.settled();
    expect(await order.backorders()).toMatchObject({ owed: 3 });
    expect(await other.app.db.drift.count()).toBe(0);
  } finally {
    await other.close();
  }
});
