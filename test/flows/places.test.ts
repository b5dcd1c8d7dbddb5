import { afterAll, beforeAll, expect, test } from "vitest";
import { orderPage, type OrderOwedLine } from "#app/database/pages/order.server.ts";
import { elsewhere } from "#app/database/pages/places.server.ts";
import { shopSettings } from "#app/database/pages/shop.server.ts";
import { sentence } from "#app/domain/because.ts";
import { linePinned, lineUnpinned } from "#app/flows/line-pinned.server.ts";
import { locationsChanged } from "#app/flows/location-changed.server.ts";
import { orderNeededBy, orderServedFirst } from "#app/flows/order-ranked.server.ts";
import { recount } from "#app/flows/recount.server.ts";
import {
  countIn,
  dayFromNow,
  enterDelivery,
  locationOf,
  orderOf,
  stockedVariant,
  tail,
  type StockedVariant,
} from "../acts.ts";
import { demoShop, testWorld, type TestWorld } from "../world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world.close());

/** One unit is coming, and two orders wait for it: the older one gets it. */
async function twoWaitForOne(title: string) {
  const lamp = await stockedVariant(world, { title, available: 0 });
  await world.settled();
  const older = await orderOf(world, [{ variant: lamp, quantity: 1 }]);
  const younger = await orderOf(world, [{ variant: lamp, quantity: 1 }]);
  const { deliveryId } = await enterDelivery(world, lamp, { quantity: 1, days: 9, reference: "PO-7" });
  await world.settled();
  return { lamp, deliveryId, older: tail(older.id), younger: tail(younger.id) };
}

async function pageOf(orderId: string) {
  const { calendar } = await shopSettings(world.app.db, demoShop);
  return (await orderPage(world.app.db, demoShop, orderId, calendar, world.app.now()))!;
}
const lineOf = async (orderId: string): Promise<OrderOwedLine> => (await pageOf(orderId)).owed[0]!;
const isPaid = async (orderId: string) => (await lineOf(orderId)).uncovered === 0;
const whyOf = async (orderId: string) =>
  (await pageOf(orderId)).why.map((w) =>
    sentence(
      w.because,
      (day) => day,
      () => "Berlin",
    ),
  );

test("an order that is served first overtakes, with the result at once; whoever is overtaken sees by whom", async () => {
  const { older, younger } = await twoWaitForOne("Lamp served first");
  expect([await isPaid(older), await isPaid(younger)]).toEqual([true, false]);

  expect(await orderServedFirst(world.app, demoShop, younger, true)).toBe("ranked");
  expect([await isPaid(older), await isPaid(younger)]).toEqual([false, true]);
  const { place } = await lineOf(older);
  expect(place).toMatchObject({ linesBefore: 1, overtakers: [{ orderId: younger, why: "served_first" }] });
  expect((await lineOf(younger)).place).toMatchObject({ linesBefore: 0, overtakers: [] });
  expect(await whyOf(younger)).toEqual(
    expect.arrayContaining([
      "Your staff put the order before the others.",
      "Served first: the order was put before the others.",
    ]),
  );

  await orderServedFirst(world.app, demoShop, younger, false);
  expect([await isPaid(older), await isPaid(younger)]).toEqual([true, false]);
  await world.settled();
});

test("units that are reserved for a line wait for it, and it keeps its place in line", async () => {
  const { lamp, older, younger, deliveryId } = await twoWaitForOne("Lamp reserved");
  const { lineId } = await lineOf(younger);
  const peg = { lineId, deliveryId, units: 1, kind: "peg" } as const;
  expect(await linePinned(world.app, demoShop, younger, peg)).toBe("pinned");
  expect([await isPaid(older), await isPaid(younger)]).toEqual([false, true]);
  expect((await lineOf(younger)).pins).toMatchObject([{ tied: 1, kind: "peg" }]);

  // Something earlier comes: the older line is still served first, and what was reserved stays for the younger.
  await enterDelivery(world, lamp, { quantity: 1, days: 5, reference: "PO-6" });
  await world.settled();
  expect((await lineOf(older)).covers).toMatchObject([{ reference: "PO-6" }]);
  expect((await lineOf(younger)).covers).toMatchObject([{ reference: "PO-7" }]);

  expect(await lineUnpinned(world.app, demoShop, younger, { lineId, deliveryId })).toBe("unpinned");
  expect(await whyOf(younger)).toEqual(
    expect.arrayContaining([
      "1 unit of PO-7 was reserved for this line by your staff.",
      "The reservation in PO-7 was taken off by your staff.",
    ]),
  );
  await world.settled();
});

test("a line that is pinned to a delivery is served from it before everybody, until the pin is off", async () => {
  const { older, younger, deliveryId } = await twoWaitForOne("Lamp pinned");
  const { lineId, pins } = await lineOf(younger);
  expect(pins).toMatchObject([{ deliveryId, reference: "PO-7", units: 1, tied: null, kind: null }]);

  expect(await linePinned(world.app, demoShop, younger, { lineId, deliveryId, units: 1, kind: "pin" })).toBe(
    "pinned",
  );
  expect([await isPaid(older), await isPaid(younger)]).toEqual([false, true]);
  expect((await lineOf(younger)).pins).toMatchObject([{ tied: 1, kind: "pin" }]);
  expect((await lineOf(older)).place.overtakers).toMatchObject([{ orderId: younger, why: "pinned" }]);

  expect(await lineUnpinned(world.app, demoShop, younger, { lineId, deliveryId })).toBe("unpinned");
  expect([await isPaid(older), await isPaid(younger)]).toEqual([true, false]);
  expect(await whyOf(younger)).toEqual(
    expect.arrayContaining([
      "1 unit of PO-7 was pinned to this line by your staff.",
      "The pin to PO-7 was taken off by your staff.",
    ]),
  );
  expect(await lineUnpinned(world.app, demoShop, younger, { lineId, deliveryId })).toBe("not_found");
  await world.settled();
});

test("the parts of an order are nobody before each other: only other orders count", async () => {
  const lamp = await stockedVariant(world, { title: "Lamp in parts", available: 1 });
  await world.settled();
  const first = await orderOf(world, [{ variant: lamp, quantity: 3 }]);
  const parts = await orderOf(world, [
    { variant: lamp, quantity: 2 },
    { variant: lamp, quantity: 4 },
  ]);
  await world.settled();
  const placesOf = async (id: string) =>
    (await pageOf(tail(id))).owed.map(({ place }) => [place.linesBefore, place.unitsBefore]);
  expect(await placesOf(first.id)).toEqual([[0, 0]]);
  expect(await placesOf(parts.id)).toEqual([
    [1, 3],
    [1, 3],
  ]);

  // The second part overtakes everybody; then the older order stands between the two.
  const { deliveryId } = await enterDelivery(world, lamp, { quantity: 1, days: 9, reference: "PO-8" });
  await world.settled();
  const { lineId } = (await pageOf(tail(parts.id))).owed[1]!;
  await linePinned(world.app, demoShop, tail(parts.id), { lineId, deliveryId, units: 1, kind: "pin" });
  expect(await placesOf(first.id)).toEqual([[1, 4]]);
  expect(await placesOf(parts.id)).toEqual([
    [1, 3],
    [0, 0],
  ]);
  await lineUnpinned(world.app, demoShop, tail(parts.id), { lineId, deliveryId });

  // A part that has all it needs waits for nothing, and nobody waits behind it in its own order.
  await first.cancel();
  await world.settled();
  await lamp.setAvailable(-4);
  await world.settled();
  const [waiting, ...others] = (await pageOf(tail(parts.id))).owed;
  expect([waiting!.owed, others]).toEqual([4, []]);
  expect(waiting!.place).toMatchObject({ linesBefore: 0, unitsBefore: 0 });
});

test("the day an order is needed by decides where the shop ranks by it", async () => {
  const { older, younger } = await twoWaitForOne("Lamp needed");
  await orderNeededBy(world.app, demoShop, younger, dayFromNow(world, 12));
  expect(await isPaid(younger)).toBe(false);
  await world.app.db.shop.update({ where: { shop: demoShop }, data: { rankBy: "required" } });
  try {
    await orderNeededBy(world.app, demoShop, younger, dayFromNow(world, 11));
    expect([await isPaid(older), await isPaid(younger)]).toEqual([false, true]);
    expect((await lineOf(older)).place.overtakers).toMatchObject([{ why: "needed_earlier" }]);
  } finally {
    await world.app.db.shop.update({ where: { shop: demoShop }, data: { rankBy: "placed" } });
  }
  await world.settled();
});

test("an unpaid order yields only where paid ones come first, and keeps its place", async () => {
  const lamp = await stockedVariant(world, { title: "Lamp unpaid", available: 0 });
  await world.settled();
  const { orderCreate } = await world.staff<{ orderCreate: { order: { id: string } } }>(
    `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }`,
    { order: { financialStatus: "PENDING", lineItems: [{ variantId: lamp.variantId, quantity: 1 }] } },
  );
  const unpaid = orderCreate.order.id;
  const paid = await orderOf(world, [{ variant: lamp, quantity: 1 }]);
  await enterDelivery(world, lamp, { quantity: 1, days: 9 });
  await world.settled();
  const both = async () => [await isPaidFor(unpaid), await isPaidFor(paid.id)];
  const isPaidFor = (id: string) => isPaid(tail(id));
  expect(await both()).toEqual([true, false]);

  const { db } = world.app;
  await db.shop.update({ where: { shop: demoShop }, data: { paidFirst: true } });
  try {
    await recount(world.app, demoShop, tail(lamp.itemId));
    expect(await both()).toEqual([false, true]);
    expect((await lineOf(tail(unpaid))).place.overtakers).toMatchObject([{ why: "yields" }]);
  } finally {
    await db.shop.update({ where: { shop: demoShop }, data: { paidFirst: false } });
  }
  await recount(world.app, demoShop, tail(lamp.itemId));
  expect(await both()).toEqual([true, false]);
});

test("what is pinned, preferred or needed in another shop is not this shop's", async () => {
  const { younger, deliveryId } = await twoWaitForOne("Lamp of one shop");
  const { lineId } = await lineOf(younger);
  const other = "other-shop.myshopify.com";
  expect(await orderServedFirst(world.app, other, younger, true)).toBe("not_found");
  expect(await linePinned(world.app, other, younger, { lineId, deliveryId, units: 1, kind: "pin" })).toBe(
    "not_found",
  );
  expect(await lineUnpinned(world.app, other, younger, { lineId, deliveryId })).toBe("not_found");
});

test("units that are free elsewhere are suggested on the order and the product, and nothing is moved", async () => {
  const lamp = await stockedVariant(world, { title: "Lamp elsewhere", available: 0 });
  await world.settled();
  const order = await orderOf(world, [{ variant: lamp, quantity: 2 }]);
  await world.settled();
  await stockAt(lamp, "Lyon", 5);
  await world.settled();
  const line = await lineOf(tail(order.id));
  expect(line).toMatchObject({ owed: 2, elsewhere: [{ location: "Lyon", units: 2, free: 5 }] });
  const suggested = await elsewhere(world.app.db, demoShop, { productId: tail(lamp.productId) });
  expect(suggested).toMatchObject([{ owed: 2, units: 2, free: 5 }]);
});

test("scenario F12: of what arrived where nobody waits a transfer is suggested, and nothing is matched", async () => {
  const lamp = await stockedVariant(world, { title: "Lamp F12", available: 0 });
  await world.settled();
  const order = await orderOf(world, [{ variant: lamp, quantity: 100 }]);
  await world.settled();
  await stockAt(lamp, "Lyon", 0);
  const lyon = await locationOf(world, "Lyon");
  await enterDelivery(world, { ...lamp, locationId: lyon }, { quantity: 15, days: 1 });
  await world.settled();
  expect(await lineOf(tail(order.id))).toMatchObject({ owed: 100, uncovered: 100, elsewhere: [] });
  await countIn(world, { ...lamp, locationId: lyon }, 15);
  await world.settled();
  expect(await lineOf(tail(order.id))).toMatchObject({
    owed: 100,
    uncovered: 100,
    elsewhere: [{ location: "Lyon", units: 15, free: 15 }],
  });
});

test("scenario F20: a line that waits at a place that is closed stays owed, and its order says so once", async () => {
  const lamp = await stockedVariant(world, { title: "Lamp F20", available: 0, location: "Oslo" });
  await world.settled();
  const order = await orderOf(world, [{ variant: lamp, quantity: 4 }]);
  await world.settled();
  const oslo = world.shopify.shops.get(demoShop)!.locations[tail(lamp.locationId)]!;
  const closed = async () =>
    (await world.app.db.why.findMany({ where: { shop: demoShop, orderId: tail(order.id) } })).filter(
      (w) => (w.because as { kind: string }).kind === "location_closed",
    ).length;
  try {
    // Shopify closes no place that has open orders: no webhook would tell of it.
    oslo.isActive = false;
    for (const _ of ["found", "looked at again"]) await locationsChanged(world.app, demoShop);
    await world.settled();
    expect(await lineOf(tail(order.id))).toMatchObject({ owed: 4, uncovered: 4 });
    expect(await closed()).toBe(1);
  } finally {
    oslo.isActive = true;
  }
});

async function stockAt({ itemId }: StockedVariant, name: string, quantity: number): Promise<void> {
  const locationId = await locationOf(world, name);
  await world.staff(
    `mutation ($item: ID!, $at: ID!, $quantity: Int!, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $at, available: $quantity) @idempotent(key: $key) { userErrors { message } } }`,
    { item: itemId, at: locationId, quantity, key: crypto.randomUUID() },
  );
}
