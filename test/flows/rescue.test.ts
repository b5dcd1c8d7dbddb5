import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { holdScopes } from "#app/domain/release-form.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { lineMoved } from "#app/flows/rescue-moved.server.ts";
import {
  locationOf,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { holdsIn, partsOf } from "#test/hold-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

// Five are ordered in Berlin, where three are; Lyon has four that nobody wants.
let world: TestWorld;
let pack: StockedVariant;
let order: PlacedOrder;
let lyon: string;

beforeAll(async () => {
  world = await testWorld();
  await world.install();
  lyon = await locationOf(world, "Lyon");
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 3 });
  order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  await world.settled();
  await stockInLyon(4);
  await world.settled();
});
afterEach(async () => {
  await order.cancel();
  await releaseSettingsSaved(world.app, demoShop, { on: false, review: false, wholeOrders: false });
  await world.settled();
});

async function stockInLyon(units: number): Promise<void> {
  await world.staff(
    `mutation ($item: ID!, $at: ID!, $units: Int!, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $at, available: $units) @idempotent(key: $key) { userErrors { message } } }`,
    { item: pack.itemId, at: lyon, units, key: crypto.randomUUID() },
  );
}

async function move() {
  const { fulfillmentLineId } = await world.app.db.owedLine.findFirstOrThrow({
    where: { shop: demoShop, orderId: tail(order.id) },
  });
  return lineMoved(world.app, demoShop, tail(order.id), { fulfillmentLineId, toLocationId: tail(lyon) });
}
const owed = () =>
  world.app.db.owedLine
    .findMany({ where: { shop: demoShop, orderId: tail(order.id) } })
    .then((lines) => lines.reduce((sum, l) => sum + l.owed, 0));

test("what waits goes to the place that has it, and nothing is owed any more", async () => {
  expect(await move()).toBe("moved");
  await world.settled();
  expect(await owed()).toBe(0);
  const units = (await partsOf(world, order.id)).map((p) => [tail(p.locationId), p.lines[0]!.remaining]);
  expect(units.sort()).toEqual(
    [
      [tail(pack.locationId), 3],
      [tail(lyon), 2],
    ].sort(),
  );
});

test("what we hold is moved with its hold, which is taken off there", async () => {
  await releaseSettingsSaved(world.app, demoShop, { on: true, review: false, wholeOrders: false });
  await world.settled();
  expect(await holdsIn(world, order.id)).toEqual([{ units: 2, ours: true }]);
  expect(await move()).toBe("moved");
  await world.settled();
  expect(await holdsIn(world, order.id)).toEqual([]);
  expect(await owed()).toBe(0);
});

test("units that went meanwhile are not moved twice", async () => {
  expect(await move()).toBe("moved");
  await world.settled();
  const lineId = (await world.app.db.fulfillmentLine.findFirstOrThrow({ where: { orderId: tail(order.id) } }))
    .fulfillmentLineId;
  const again = { fulfillmentLineId: lineId, toLocationId: tail(lyon) };
  expect(await lineMoved(world.app, demoShop, tail(order.id), again)).toBe("changed");
});

test("without the permission nothing is moved, and that is said", async () => {
  world.shopify.revokeOptionalScopes(demoShop, [...holdScopes]);
  expect(await move()).toBe("no_access");
});

test("an order of another shop cannot be moved", async () => {
  const { fulfillmentLineId } = await world.app.db.owedLine.findFirstOrThrow({ where: { shop: demoShop } });
  const asked = { fulfillmentLineId, toLocationId: tail(lyon) };
  expect(await lineMoved(world.app, "other.myshopify.com", tail(order.id), asked)).toBe("changed");
});
