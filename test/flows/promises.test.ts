import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { addDays, dayIn, shipDay } from "#app/domain/days.ts";
import { enterDelivery, orderOf, stockedVariant, type PlacedOrder, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let order: PlacedOrder;
let deliveryId: string;
const calendar = { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] };
const tail = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1);
const today = () => dayIn("Europe/Berlin", world.app.now());
let arrival: string;
let first: string;

beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Trail pack", available: 3, policy: "CONTINUE" });
  await world.install();
  arrival = addDays(today(), 20);
  first = shipDay(arrival, calendar);
  order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  await world.settled();
});
afterAll(() => world?.close());

async function ledger() {
  const rows = await world.app.db.promiseEntry.findMany({
    where: { shop: demoShop },
    orderBy: { version: "asc" },
  });
  return rows.map((r) => [r.version, r.change, r.promisedOn?.toISOString().slice(0, 10) ?? null]);
}
const moveTo = async (expectedOn: string | null) => {
  await deliveryChanged(world.app, demoShop, deliveryId, {
    expectedOn,
    itemId: tail(pack.itemId),
    quantity: 10,
  });
  await world.settled();
};
/** Time passes: the stand-in's clock moves, and what is due comes round. */
const later = async (hours: number) => {
  world.shopify.clock.advance(hours * 3_600_000);
  await world.beat();
  await world.settled();
};

test("nothing is promised while there is no date", async () => {
  expect(await ledger()).toEqual([]);
});

test("the first date is promised, and stands on the order beside what is expected", async () => {
  const entered = {
    itemId: tail(pack.itemId),
    locationId: tail(pack.locationId),
    quantity: 10,
    reference: "PO-118",
  };
  ({ deliveryId } = await deliveryEntered(world.app, demoShop, { ...entered, expectedOn: arrival }));
  await world.settled();
  expect(await ledger()).toEqual([[1, "first", first]]);
  expect(await order.backorders()).toMatchObject({ lines: [{ ships_by: first, promised: first }] });
});

test("a slip moves what is expected at once, and the promise only when it has held for a day", async () => {
  const slipped = addDays(arrival, 14);
  await moveTo(slipped);
  expect(await order.backorders()).toMatchObject({
    lines: [{ ships_by: shipDay(slipped, calendar), promised: first }],
  });
  expect(await ledger()).toHaveLength(1);
  await later(25);
  expect(await ledger()).toEqual([
    [1, "first", first],
    [2, "later", shipDay(slipped, calendar)],
  ]);
  const why = await world.app.db.why.findMany({
    where: { shop: demoShop, orderId: tail(order.id) },
    orderBy: { seq: "asc" },
  });
  expect(why.map((w) => (w.because as { kind: string }).kind)).toContain("promise_moved");
});

test("a slip that recovers within the day is never announced", async () => {
  const current = (await world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop } }))
    .expectedOn!.toISOString()
    .slice(0, 10);
  await moveTo(addDays(current, 20));
  await later(3);
  await moveTo(current);
  await later(48);
  expect(await ledger()).toHaveLength(2);
  expect(await world.app.db.promiseWatch.count()).toBe(0);
});

test("a canceled delivery takes the date away, and the customer has to know", async () => {
  await deliveryCancelled(world.app, demoShop, deliveryId);
  await world.settled();
  expect((await ledger()).at(-1)).toEqual([3, "no_date", null]);
  expect(await order.backorders()).toMatchObject({ lines: [{ ships_by: null, promised: null }] });
});

test("a parcel that leaves after the first date was a missed promise", async () => {
  await pack.setAvailable(2);
  await world.settled();
  world.shopify.clock.advance(40 * 86_400_000);
  const { order: open } = await world.staff<{ order: { fulfillmentOrders: { nodes: { id: string }[] } } }>(
    "query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id } } } }",
    { id: order.id },
  );
  await world.staff(
    "mutation ($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) { userErrors { message } } }",
    {
      fulfillment: {
        lineItemsByFulfillmentOrder: open.fulfillmentOrders.nodes.map((n) => ({ fulfillmentOrderId: n.id })),
      },
    },
  );
  await world.settled();
  expect(await world.app.db.promiseOutcome.findMany()).toMatchObject([{ kept: false }]);
});

test("a slip that was tolerable with weeks to go is told when the day comes near", async () => {
  const lamp = await stockedVariant(world, { title: "Lamp", available: 0, policy: "CONTINUE" });
  const waiting = await orderOf(world, [{ variant: lamp, quantity: 1 }]);
  const due = addDays(today(), 30);
  const entered = {
    itemId: tail(lamp.itemId),
    locationId: tail(lamp.locationId),
    quantity: 1,
    reference: "PO-9",
  };
  const lampDelivery = await deliveryEntered(world.app, demoShop, { ...entered, expectedOn: due });
  await world.settled();
  const own = () =>
    world.app.db.promiseEntry.findMany({ where: { orderId: tail(waiting.id) }, orderBy: { version: "asc" } });
  expect(await own()).toHaveLength(1);
  await deliveryChanged(world.app, demoShop, lampDelivery.deliveryId, {
    expectedOn: addDays(due, 5),
    itemId: tail(lamp.itemId),
    quantity: 1,
  });
  await world.settled();
  expect(await world.app.db.promiseWatch.count({ where: { orderId: tail(waiting.id) } })).toBe(0);
  // With three weeks to go five days are more than a fifth of the time left; a day later it is told.
  await later(8 * 24);
  await later(26);
  expect(await own()).toMatchObject([{ change: "first" }, { change: "later" }]);
  const told = (await own())[1]!.at;
  expect(told.getTime()).toBeLessThan((await own())[0]!.promisedOn!.getTime());
});

test("what a new order is owed and what it was promised are written to it at once", async () => {
  const tent = await stockedVariant(world, { title: "Tent", available: 0 });
  const { expectedOn } = await enterDelivery(world, tent, { quantity: 9, days: 20 });
  await world.settled();
  world.asked.length = 0;
  const one = await orderOf(world, [{ variant: tent, quantity: 1 }]);
  await world.settled();
  const promised = shipDay(expectedOn!, calendar);
  expect(await one.backorders()).toMatchObject({ owed: 1, lines: [{ promised }] });
  const writes = world.asked.filter((a) => a.operation === "MetafieldsSet");
  expect(JSON.stringify(writes).split(`"${one.id}"`)).toHaveLength(2);
});
