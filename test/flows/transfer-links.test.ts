import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { likelyDoubles } from "#app/database/transfer-links.server.ts";
import { shipDay } from "#app/domain/days.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryLinked, deliveryUnlinked, toldApart } from "#app/flows/transfer-linked.server.ts";
import { dayFromNow, enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { allowTransfers, transferOf } from "#test/transfer-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
  await allowTransfers(world);
});
afterAll(() => world?.close());
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 0 });
  await world.settled();
});

const shipsIn = (days: number) =>
  shipDay(dayFromNow(world, days), { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });
const published = async () => {
  await world.settled();
  return pack.published();
};
const doubles = async (deliveryId: string) => {
  await world.settled();
  return likelyDoubles(world.app.db, demoShop, { deliveryId });
};

test("the same goods count once: linked, the merchant's day is used only while Shopify has none", async () => {
  await orderOf(world, [{ variant: pack, quantity: 2 }]);
  const own = await enterDelivery(world, pack, { quantity: 10, days: 9 });
  expect(await published()).toEqual({ state: "backorder", ships_by: shipsIn(9), left: 8 });
  const transfer = await transferOf(world, [pack], { quantity: 10 });
  expect(await doubles(own.deliveryId)).toMatchObject([{ units: 10, nativeUnits: 10, nativeOn: null }]);

  expect(await deliveryLinked(world.app, demoShop, own.deliveryId, tail(transfer.id))).toBe("linked");
  expect(await doubles(own.deliveryId)).toEqual([]);
  expect(await published()).toEqual({ state: "backorder", ships_by: shipsIn(9), left: 8 });
  const covers = await world.app.db.cover.findMany({ where: { itemId: tail(pack.itemId) } });
  expect(covers).toMatchObject([{ deliveryId: transfer.deliveryId, quantity: 2 }]);

  await transfer.ship(10, 20);
  expect(await published()).toEqual({ state: "backorder", ships_by: shipsIn(20), left: 8 });
  // It is Shopify's to change now.
  expect(await deliveryChanged(world.app, demoShop, own.deliveryId, { expectedOn: null })).toBe("not_found");

  expect(await deliveryUnlinked(world.app, demoShop, own.deliveryId)).toBe("unlinked");
  expect(await published()).toEqual({ state: "backorder", ships_by: shipsIn(9), left: 18 });
  expect(await doubles(own.deliveryId)).toEqual([]);
});

test("what was told apart is not asked again, and both count", async () => {
  const own = await enterDelivery(world, pack, { quantity: 4, days: 9 });
  const transfer = await transferOf(world, [pack], { quantity: 5 });
  await transfer.ship(5, 12);
  expect(await doubles(own.deliveryId)).toHaveLength(1);
  await toldApart(world.app, demoShop, own.deliveryId, tail(transfer.id));
  expect(await doubles(own.deliveryId)).toEqual([]);
  await orderOf(world, [{ variant: pack, quantity: 1 }]);
  expect(await published()).toMatchObject({ left: 8 });
});

test.each([
  ["far fewer units", { own: 2, theirs: 10, days: 9 }, 0],
  ["a day three weeks away", { own: 10, theirs: 10, days: 33 }, 0],
  ["nearly as many units, a week apart", { own: 9, theirs: 10, days: 16 }, 1],
])("%s", async (_, { own: units, theirs, days }, found) => {
  const own = await enterDelivery(world, pack, { quantity: units, days: 9 });
  const transfer = await transferOf(world, [pack], { quantity: theirs });
  await transfer.ship(theirs, days);
  expect(await doubles(own.deliveryId)).toHaveLength(found);
});

test("called alike they are pointed out whatever their units", async () => {
  const own = await enterDelivery(world, pack, { quantity: 2, days: 9, reference: "PO-117 Fjellverk" });
  await transferOf(world, [pack], { quantity: 10, reference: "po-117 fjellverk" });
  expect(await doubles(own.deliveryId)).toHaveLength(1);
});

test("where access is taken away transfers are nobody's date, and given again they are back", async () => {
  await orderOf(world, [{ variant: pack, quantity: 2 }]);
  const transfer = await transferOf(world, [pack], { quantity: 5 });
  await transfer.ship(5, 10);
  expect(await published()).toMatchObject({ ships_by: shipsIn(10) });
  const scopes = [
    "read_inventory_transfers",
    "read_inventory_shipments",
    "read_inventory_shipments_received_items",
  ];
  world.shopify.revokeOptionalScopes(demoShop, scopes);
  expect(await published()).toEqual({ state: "backorder" });
  await allowTransfers(world);
  expect(await published()).toMatchObject({ ships_by: shipsIn(10) });
});
