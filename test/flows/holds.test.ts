import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { holdScopes } from "#app/domain/release-form.ts";
import { orderOf, stockedVariant, tail, type PlacedOrder, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { holdsIn, type HeldUnits } from "#test/hold-acts.ts";

let world: TestWorld;
let pack: StockedVariant;
const off = { on: false, review: false, wholeOrders: false };

beforeAll(async () => {
  world = await testWorld();
  await world.install();
  world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
});
afterAll(() => world?.close());
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 3 });
  await releaseSettingsSaved(world.app, demoShop, { ...off, on: true });
});
afterEach(async () => {
  delete world.meddle.before;
  delete world.meddle.after;
  await releaseSettingsSaved(world.app, demoShop, off);
  await world.settled();
});

const held = (order: PlacedOrder) => holdsIn(world, order.id);
const five = () => orderOf(world, [{ variant: pack, quantity: 5 }]);

describe("a shop that wants what waits on hold", () => {
  test("has exactly the waiting part of an order on hold", async () => {
    const order = await five();
    await world.settled();
    expect(await held(order)).toEqual<HeldUnits[]>([{ units: 2, ours: true }]);
  });

  test("has nothing on hold of an order that can ship", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 3 }]);
    await world.settled();
    expect(await held(order)).toEqual([]);
  });

  test("releases it when the units are here", async () => {
    const order = await five();
    await world.settled();
    await pack.setAvailable(0);
    await world.settled();
    expect(await held(order)).toEqual([]);
  });

  test("releases what is here of it, and holds the rest", async () => {
    const order = await five();
    await world.settled();
    await pack.setAvailable(-1);
    await world.settled();
    expect(await held(order)).toEqual([{ units: 1, ours: true }]);
  });

  test("that changes its mind releases all of ours", async () => {
    const order = await five();
    await world.settled();
    await releaseSettingsSaved(world.app, demoShop, off);
    await world.settled();
    expect(await held(order)).toEqual([]);
    expect(await world.app.db.hold.count({ where: { orderId: tail(order.id) } })).toBe(0);
  });
});
