import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keptBackOf } from "#app/database/kept-back.server.ts";
import { orderPage } from "#app/database/pages/order.server.ts";
import { shopSettings } from "#app/database/pages/shop.server.ts";
import { standingOf } from "#app/database/variant-standing.server.ts";
import { sentence } from "#app/domain/because.ts";
import { keptBackForeseen, keptBackSet } from "#app/flows/kept-back-set.server.ts";
import {
  enterDelivery,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "../acts.ts";
import { demoShop, testWorld, type TestWorld } from "../world.ts";

let world: TestWorld;
let pack: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 0 });
  await world.settled();
});
afterAll(() => world?.close());

const choice = (units: number) => ({
  itemId: tail(pack.itemId),
  locationId: tail(pack.locationId),
  units,
  readers: 0,
});
const keep = async (units: number) => {
  const before = await keptBackSet(world.app, demoShop, choice(units));
  await world.settled();
  return before;
};
async function ordered(units: number): Promise<PlacedOrder> {
  const order = await orderOf(world, [{ variant: pack, quantity: units }]);
  await world.settled();
  return order;
}
/** So many more units lie there, by Shopify's count. */
async function arrive(available: number): Promise<void> {
  await pack.setAvailable(available);
  await world.settled();
}
const owed = async (order: PlacedOrder) => ((await order.backorders()) as { owed: number } | null)?.owed ?? 0;
async function pageOf(order: PlacedOrder) {
  const { calendar } = await shopSettings(world.app.db, demoShop);
  return (await orderPage(world.app.db, demoShop, tail(order.id), calendar, world.app.now()))!;
}
const announced = async () => (await standingOf(world.app.db, demoShop, tail(pack.variantId), ""))?.shelf;

describe("units that are kept for the shop floor", () => {
  test("stay there when units arrive, and the order that waits for them says so", async () => {
    await keep(2);
    const order = await ordered(3);
    await arrive(1);
    expect(await owed(order)).toBe(1);
    const { why } = await pageOf(order);
    expect(why.map((w) => sentence(w.because, String, () => "Berlin"))).toContain(
      "Owed 1 of 3: at Berlin 4 units were on hand, 2 of them kept for the shop floor.",
    );
    expect(await keep(0)).toEqual({ units: 2, readers: 0 });
    expect(await owed(order)).toBe(0);
    expect(await keptBackOf(world.app.db, demoShop, [tail(pack.itemId)])).toEqual([]);
  });

  test("are given back to nobody who has them: an order that is ready stays ready", async () => {
    await arrive(2);
    const order = await ordered(2);
    await keep(2);
    expect(await owed(order)).toBe(0);
  });

  test("may be sold: an order of what Shopify had is ready, the next one waits", async () => {
    await arrive(2);
    await keep(2);
    const sold = [await ordered(1), await ordered(1), await ordered(1)];
    expect(await Promise.all(sold.map(owed))).toEqual([0, 0, 1]);
  });

  test("are announced to nobody on the waiting list", async () => {
    await arrive(5);
    await keep(3);
    expect(await announced()).toEqual({ back: true, units: 2 });
    await keep(5);
    expect(await announced()).toMatchObject({ back: false });
  });

  test("move the dates of those whom they keep waiting, which is shown before and nothing written by it", async () => {
    const order = await ordered(3);
    await enterDelivery(world, pack, { quantity: 3, days: 9 });
    await world.settled();
    const moves = await keptBackForeseen(world.app, demoShop, choice(1));
    expect(moves).toMatchObject([{ orderId: tail(order.id), to: null }]);
    expect(moves[0]!.from).not.toBeNull();
    expect((await pageOf(order)).owed[0]!.shipsBy).toBe(moves[0]!.from);
    await keep(1);
    expect((await pageOf(order)).owed[0]!.shipsBy).toBeNull();
  });
});
