import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { addDays, dayIn } from "#app/domain/days.ts";
import { orderOf, stockedVariant, type PlacedOrder, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let order: PlacedOrder;
let deliveryId: string;
let itemId: string;
let arrival: string;
const tail = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1);

beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Trail pack", available: 3, policy: "CONTINUE" });
  itemId = tail(pack.itemId);
  await world.install();
  order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  arrival = addDays(dayIn("Europe/Berlin", world.app.now()), 10);
  const locationId = tail(pack.locationId);
  const entered = { itemId, locationId, quantity: 10, reference: "PO-118", expectedOn: arrival };
  ({ deliveryId } = await deliveryEntered(world.app, demoShop, entered));
  await world.settled();
});
afterAll(() => world?.close());

const coming = async () =>
  (await world.app.db.availability.findFirstOrThrow({ where: { shop: demoShop } })).coming;

test("units that arrived are on the shelf and no longer on their way: nothing is counted twice", async () => {
  await pack.setAvailable(2); // -2 became 2: four units were counted in
  expect(await deliveryReceived(world.app, demoShop, deliveryId, { itemId, quantity: 4 })).toBe("received");
  await world.settled();
  expect(await coming()).toBe(6);
  expect(await order.backorders()).toMatchObject({ owed: 0 });
  expect(await pack.published()).toBeNull();
});

test("a change of the units means what is still to come", async () => {
  await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: arrival, itemId, quantity: 8 });
  await world.settled();
  expect(await coming()).toBe(8);
});

test("more than were to come close the delivery, and nothing is left to promise from", async () => {
  expect(await deliveryReceived(world.app, demoShop, deliveryId, { itemId, quantity: 12 })).toBe("received");
  await world.settled();
  expect(await coming()).toBe(0);
  expect(await world.app.db.delivery.findFirstOrThrow()).toMatchObject({ status: "received" });
  expect(await deliveryReceived(world.app, demoShop, deliveryId, { itemId, quantity: 1 })).toBe("not_found");
});

test("nothing of another shop's delivery, or of an item that it does not bring, can be received", async () => {
  expect(await deliveryReceived(world.app, "other.myshopify.com", deliveryId, { itemId, quantity: 1 })).toBe(
    "not_found",
  );
});
