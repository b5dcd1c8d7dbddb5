import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { shopCalendar } from "#app/database/calendar.server.ts";
import { noteCycle } from "#app/database/cycles.server.ts";
import { orderPage } from "#app/database/pages/order.server.ts";
import { availabilityOfProducts } from "#app/database/published.server.ts";
import { addDays, shipDay } from "#app/domain/days.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { enterDelivery, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let deliveryId: string;
let arrival: string;
/** What the product page says. */
let said: string;

beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());
afterEach(() => world.shopify.faults.set({}));

beforeEach(async () => {
  pack = await stockedVariant(world, { title: "Trail pack", available: 0, policy: "CONTINUE" });
  await world.settled();
  const entered = await enterDelivery(world, pack, { quantity: 10, days: 20 });
  ({ deliveryId } = entered);
  arrival = entered.expectedOn!;
  await world.settled();
  said = ((await pack.published()) as { ships_by: string }).ships_by;
});

type Attributes = Record<string, string>;

/** A shopper buys one pack; the theme's blocks wrote these. */
async function buy(ofLine: Attributes, ofOrder: Attributes = {}): Promise<string> {
  const { orderCreate } = await world.staff<{ orderCreate: { order: { id: string } } }>(
    `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }`,
    {
      order: {
        lineItems: [
          {
            variantId: pack.variantId,
            quantity: 1,
            properties: Object.entries(ofLine).map(([name, value]) => ({ name, value })),
          },
        ],
        customAttributes: Object.entries(ofOrder).map(([key, value]) => ({ key, value })),
      },
    },
  );
  await world.settled();
  return tail(orderCreate.order.id);
}

async function ledger(orderId: string) {
  const rows = await world.app.db.promiseEntry.findMany({
    where: { shop: demoShop, orderId },
    orderBy: { version: "asc" },
  });
  return rows.map((r) => [r.change, r.promisedOn?.toISOString().slice(0, 10) ?? null, r.author]);
}

async function page(orderId: string) {
  const { db, now } = world.app;
  return (await orderPage(db, demoShop, orderId, (await shopCalendar(db, demoShop))!, now()))!;
}

test("what the shopper read before buying is the first promise, and stands on the order's page", async () => {
  const orderId = await buy(
    { "Ships by": "in words", _ships_by: said },
    { "Backorder shipping": "together" },
  );
  expect(await ledger(orderId)).toEqual([["first", said, "The product page"]]);
  const { owed, together } = await page(orderId);
  expect(owed[0]!.shown).toEqual({ shipsBy: said, believed: true });
  expect(together).toBe(true);
});

test("a promise from the page that is overtaken moves by the usual rules: held for a day, then announced", async () => {
  const later = addDays(arrival, 21);
  await deliveryChanged(world.app, demoShop, deliveryId, {
    expectedOn: later,
    itemId: tail(pack.itemId),
    quantity: 10,
  });
  await world.settled();
  const moved = ((await pack.published()) as { ships_by: string }).ships_by;
  const orderId = await buy({ _ships_by: said });
  expect(await ledger(orderId)).toEqual([["first", said, "The product page"]]);
  world.shopify.clock.advance(25 * 3_600_000);
  await world.beat();
  await world.settled();
  expect(await ledger(orderId)).toEqual([
    ["first", said, "The product page"],
    ["later", moved, "Shipsby"],
  ]);
});

test("where past deliveries taught a later day than the supplier says, the page gives both", async () => {
  const { db, now } = world.app;
  const productId = tail(pack.productId);
  const published = async () =>
    (await availabilityOfProducts(db, demoShop, [productId], now())).get(productId)!.variants[0]!;
  expect(await published()).toMatchObject({ shipsBy: said, shipsFrom: null });
  const statedOn = addDays(arrival, -10);
  await db.delivery.updateMany({
    where: { shop: demoShop, deliveryId },
    data: { statedOn: new Date(`${statedOn}T00:00:00Z`) },
  });
  const earliest = shipDay(statedOn, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });
  expect(await published()).toMatchObject({ shipsBy: said, shipsFrom: earliest });
});

test("a date that no product page gave is shown and not promised", async () => {
  const forged = addDays(said, -9);
  const orderId = await buy({ _ships_by: forged });
  expect(await ledger(orderId)).toEqual([["first", said, "Shipsby"]]);
  expect((await page(orderId)).owed[0]!.shown).toEqual({ shipsBy: forged, believed: false });
});

test("told that there is no date, a customer has no promise until there is one", async () => {
  await deliveryChanged(world.app, demoShop, deliveryId, {
    expectedOn: null,
    itemId: tail(pack.itemId),
    quantity: 10,
  });
  await world.settled();
  const orderId = await buy({ _ships_by: "unknown" });
  expect(await ledger(orderId)).toEqual([]);
  expect((await page(orderId)).owed[0]!.shown).toEqual({ shipsBy: null, believed: false });
});

test("an order whose webhooks were lost says what its shopper was shown when it is found", async () => {
  world.shopify.faults.set({ drop: true });
  const orderId = await buy({ _ships_by: said }, { "Backorder shipping": "as ready" });
  world.shopify.faults.set({});
  world.shopify.clock.advance(61_000);
  await world.beat();
  await world.settled();
  expect(await ledger(orderId)).toEqual([["first", said, "The product page"]]);
  expect((await page(orderId)).together).toBe(false);
});

test("an order whose own webhooks were lost is asked what its shopper was shown, whoever brings it up", async () => {
  world.shopify.faults.set({ drop: true, topics: ["orders/create", "orders/updated"] });
  const orderId = await buy({ _ships_by: said }, { "Backorder shipping": "together" });
  expect(await ledger(orderId)).toEqual([["first", said, "The product page"]]);
  expect((await page(orderId)).together).toBe(true);
});

test("an order that only the night finds says it too", async () => {
  world.shopify.faults.set({ drop: true });
  const orderId = await buy({ _ships_by: said, Engraving: "for Ada" }, { "Backorder shipping": "as ready" });
  world.shopify.faults.set({});
  const { db, now } = world.app;
  await noteCycle(db, demoShop, "nightly", { startedAt: now(), detail: {} });
  await world.app.nudge([{ queue: "reconcile", shop: demoShop, cycle: "nightly" }]);
  await world.settled();
  expect(await ledger(orderId)).toEqual([["first", said, "The product page"]]);
  expect((await page(orderId)).together).toBe(false);
});

test("nothing else that shoppers write on an order comes to rest", async () => {
  await buy({ _ships_by: said, Engraving: "for Ada Lovelace" }, { "Gift for": "Ada Lovelace" });
  const inbox = await world.app.db.inbox.findMany({ where: { shop: demoShop } });
  expect(inbox.some(({ body }) => body.includes(said))).toBe(true);
  expect(inbox.filter(({ body }) => /Lovelace|Engraving|Gift/.test(body))).toEqual([]);
});

test("a choice that staff change in Shopify is the one that counts", async () => {
  const orderId = await buy({ _ships_by: said }, { "Backorder shipping": "together" });
  world.shopify.clock.advance(5_000);
  await world.staff(
    `mutation ($input: OrderInput!) { orderUpdate(input: $input) { order { id } userErrors { message } } }`,
    {
      input: {
        id: `gid://shopify/Order/${orderId}`,
        customAttributes: [{ key: "Backorder shipping", value: "as ready" }],
      },
    },
  );
  await world.settled();
  expect((await page(orderId)).together).toBe(false);
});

test("asking what was shown costs no points where webhooks told it", async () => {
  world.asked.length = 0;
  await buy({ _ships_by: said });
  const reads = world.asked.filter((a) => a.operation === "ReadOrder");
  expect(reads.length).toBeGreaterThan(0);
  expect(reads.filter((a) => a.variables["withShown"])).toEqual([]);
});
