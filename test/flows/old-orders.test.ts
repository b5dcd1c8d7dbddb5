import { afterAll, beforeAll, expect, test } from "vitest";
import { reconcileAsked } from "#app/flows/reconcile-asked.server.ts";
import { orderOf, stockedVariant, tail, type PlacedOrder, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

const day = 86_400_000;
let world: TestWorld;
let pack: StockedVariant;
let old: PlacedOrder;
beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Pack", available: 1 });
  await world.install();
  old = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  await world.settled();
});
afterAll(() => world?.close());

const debts = async () =>
  (await world.app.db.owedLine.findMany({ where: { shop: demoShop }, orderBy: { since: "asc" } })).map(
    (l) => l.owed,
  );
async function check(): Promise<void> {
  await reconcileAsked(world.app, demoShop);
  await world.settled();
}

test("a debt is still one on the sixty-first day, though Shopify no longer shows the order", async () => {
  expect(await debts()).toEqual([4]);
  for (const days of [30, 31]) {
    world.shopify.clock.advance(days * day);
    await world.beat();
    await world.settled();
  }
  expect(await debts()).toEqual([4]);
});

test("the nightly look is not stopped by it, and finds what else happened", async () => {
  const young = await orderOf(world, [{ variant: pack, quantity: 1 }]);
  await world.settled();
  await check();
  expect(await world.app.db.cycle.findFirst({ where: { shop: demoShop, name: "nightly" } })).toMatchObject({
    problem: null,
    surprises: 0,
  });
  expect(await debts()).toEqual([4, 1]);
  await young.cancel();
  await world.settled();
});

test("what ships of it is seen by its fulfillment orders", async () => {
  await pack.setAvailable(-2);
  await old.ship(2);
  await world.settled();
  await check();
  const [line] = await world.app.db.fulfillmentLine.findMany({
    where: { shop: demoShop, orderId: tail(old.id), remaining: { gt: 0 } },
  });
  expect(line?.remaining).toBe(3);
});

test("a shop that joins with such an order is imported whole, with the channel of those that Shopify shows", async () => {
  const shown = await orderOf(world, [{ variant: pack, quantity: 2 }]);
  await world.settled();
  world.shopify.uninstall(demoShop);
  await world.settled();
  world.shopify.clock.advance(49 * 3_600_000);
  await expect.poll(() => world.app.db.salesOrder.count(), { timeout: 15_000 }).toBe(0);
  await world.install();
  expect((await world.app.db.shop.findFirst({ where: { shop: demoShop } }))?.importedAt).not.toBeNull();
  const orders = await world.app.db.salesOrder.findMany({
    where: { shop: demoShop },
    orderBy: { placedAt: "asc" },
  });
  expect(orders.map((o) => o.orderId)).toEqual([tail(old.id), tail(shown.id)]);
  expect(orders.map((o) => o.currency)).toEqual(["EUR", "EUR"]);
  expect(orders[1]!.channel).not.toBe("");
});
