import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { customsDaysSet } from "#app/flows/calendar-changed.server.ts";
import { ShopifyRefused } from "#app/shopify/errors.ts";
import { variantsOfLines } from "#app/shopify/line-variants.server.ts";
import { locationOf, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);

let world: TestWorld;
let plenty: StockedVariant;
let none: StockedVariant;
beforeAll(async () => {
  // As long as the app waits, or nearly so: what comes within it is the subject.
  world = await testWorld({ patience: { order: 700, fulfillment_order: 1400, stock: 1400 } });
  plenty = await stockedVariant(world, { title: "Plenty", available: 1000 });
  none = await stockedVariant(world, { title: "None", available: 0 });
  await world.install();
  // The first debt of a product is told on its page: a change of its own.
  await orderOf(world, [{ variant: none, quantity: 1 }]);
  await world.settled();
});
afterAll(() => world?.close());
beforeEach(async () => {
  delete world.meddle.before;
  await world.settled();
  world.asked.length = 0;
});

const asked = () => world.asked.map((a) => a.operation).filter((name) => !name.startsWith("Bulk"));
const reads = () => asked().filter((name) => name.startsWith("Read") || name === "ProductItems");

type Numbers = { available: number; committed: number };
async function inShopify({ itemId }: StockedVariant): Promise<Numbers> {
  const { inventoryItem } = await world.staff<{
    inventoryItem: { inventoryLevels: { nodes: { quantities: { name: string; quantity: number }[] }[] } };
  }>(
    `query ($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 5) { nodes {
      quantities(names: ["available", "committed"]) { name quantity } } } } }`,
    { id: itemId },
  );
  const of = (name: string) =>
    inventoryItem.inventoryLevels.nodes[0]!.quantities.find((q) => q.name === name)!.quantity;
  return { available: of("available"), committed: of("committed") };
}
const inOurs = ({ itemId }: StockedVariant): Promise<Numbers> =>
  world.app.db.stockLevel.findFirstOrThrow({
    where: { shop: demoShop, itemId: tail(itemId) },
    select: { available: true, committed: true },
  });

describe("an order is read once, whatever comes of it", () => {
  test("units on the shelf: nothing else is read, and stock is known all the same", async () => {
    await orderOf(world, [{ variant: plenty, quantity: 2 }]);
    await world.settled();
    expect(asked()).toEqual(["ReadOrder"]);
    expect(await inOurs(plenty)).toEqual(await inShopify(plenty));
  });

  test("units that are owed: it is tagged and told, and what comes back of that is not read", async () => {
    const order = await orderOf(world, [{ variant: none, quantity: 2 }]);
    await world.settled();
    expect(asked().sort()).toEqual(["MetafieldsSet", "ReadOrder", "TagsAdd"]);
    expect(await order.backorders()).toMatchObject({ owed: 2 });
    expect(await inOurs(none)).toEqual(await inShopify(none));
  });

  test("the price and the variant of a line are known without being asked for", async () => {
    const order = await orderOf(world, [{ variant: plenty, quantity: 1 }]);
    await world.settled();
    const lines = await world.app.db.orderLine.findMany({
      where: { shop: demoShop, orderId: tail(order.id) },
    });
    expect(lines).toMatchObject([{ variantId: tail(plenty.variantId), quantity: 1 }]);
    expect(Number(lines[0]!.unitPrice)).toBe(89);
  });

  test("a variant whose item does not tell it can be asked for", async () => {
    const order = await orderOf(world, [{ variant: plenty, quantity: 1 }]);
    await world.settled();
    const line = await world.app.db.orderLine.findFirstOrThrow({
      where: { shop: demoShop, orderId: tail(order.id) },
    });
    const found = await variantsOfLines(world.app.admin(demoShop), [line.lineId, "1"]);
    expect([...found]).toEqual([[line.lineId, tail(plenty.variantId)]]);
  });
});

describe("what a sale does not explain is read", () => {
  test("a correction", async () => {
    await plenty.setAvailable(700);
    await world.settled();
    expect(reads()).toEqual(["ReadItem"]);
    expect(await inOurs(plenty)).toEqual(await inShopify(plenty));
  });

  test("a correction that hides in a sale", async () => {
    const { available } = await inShopify(plenty);
    await orderOf(world, [{ variant: plenty, quantity: 3 }]);
    // Three fewer by the sale, two fewer by hand.
    await plenty.setAvailable(available - 5);
    await world.settled();
    expect(reads()).toContain("ReadItem");
    expect(await inOurs(plenty)).toEqual(await inShopify(plenty));
  });

  test("a sale and a correction that cancel each other out", async () => {
    const { available } = await inShopify(plenty);
    await orderOf(world, [{ variant: plenty, quantity: 3 }]);
    await plenty.setAvailable(available);
    await world.settled();
    expect(await inOurs(plenty)).toEqual(await inShopify(plenty));
  });

  test("a parcel that left", async () => {
    const order = await orderOf(world, [{ variant: plenty, quantity: 4 }]);
    await world.settled();
    await order.ship();
    await world.settled();
    expect(await inOurs(plenty)).toEqual(await inShopify(plenty));
  });

  test("a product whose policy or title changed, and not one that was only touched by a sale", async () => {
    await orderOf(world, [{ variant: plenty, quantity: 1 }]);
    await world.settled();
    expect(reads()).not.toContain("ProductItems");
    await plenty.setPolicy("DENY");
    await world.settled();
    expect(reads()).toContain("ProductItems");
    const variant = await world.app.db.variant.findFirst({
      where: { shop: demoShop, variantId: tail(plenty.variantId) },
    });
    expect(variant?.policy).toBe("DENY");
  });

  test("a level that we did not know of", async () => {
    const elsewhere = await locationOf(world, "Lyon");
    await world.settled();
    await world.staff(
      `mutation ($item: ID!, $place: ID!, $key: String!) {
        inventoryActivate(inventoryItemId: $item, locationId: $place, available: 7) @idempotent(key: $key) { userErrors { message } } }`,
      { item: none.itemId, place: elsewhere, key: crypto.randomUUID() },
    );
    await world.settled();
    const level = await world.app.db.stockLevel.findFirst({
      where: { shop: demoShop, itemId: tail(none.itemId), locationId: tail(elsewhere) },
    });
    expect(level?.available).toBe(7);
  });
});

test(
  `stock is known to the unit after any mix of sales, corrections, parcels and cancellations (seed ${seed})`,
  { timeout: 120_000 },
  async () => {
    const act = fc.record({
      kind: fc.constantFrom("order", "order", "order", "correct", "ship", "cancel"),
      units: fc.integer({ min: 1, max: 4 }),
      pause: fc.boolean(),
    });
    const item = await stockedVariant(world, { title: "Mixed", available: 5 });
    await world.settled();
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
        const orders = [];
        for (const { kind, units, pause } of acts) {
          if (kind === "order") orders.push(await orderOf(world, [{ variant: item, quantity: units }]));
          else if (kind === "correct") await item.setAvailable(units);
          else if (kind === "cancel") await orders.pop()?.cancel();
          else await orders.shift()?.ship();
          if (pause) await world.settled();
        }
        await world.settled();
        expect(await inOurs(item)).toEqual(await inShopify(item));
      }),
      { seed, numRuns: 6 },
    );
  },
);

test("an order that was moved to another location is read, though nothing of the order itself changed", async () => {
  // Lyon has units of it by now.
  const order = await orderOf(world, [{ variant: none, quantity: 1 }]);
  await world.settled();
  const { order: parts } = await world.staff<{ order: { fulfillmentOrders: { nodes: { id: string }[] } } }>(
    "query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 1) { nodes { id } } } }",
    { id: order.id },
  );
  await world.staff(
    `mutation ($id: ID!, $to: ID!) { fulfillmentOrderMove(id: $id, newLocationId: $to) { userErrors { message } } }`,
    { id: parts.fulfillmentOrders.nodes[0]!.id, to: none.locationId },
  );
  await world.settled();
  const lines = await world.app.db.fulfillmentLine.findMany({
    where: { shop: demoShop, orderId: tail(order.id), remaining: { gt: 0 } },
  });
  expect(lines.map((l) => l.locationId)).toEqual([tail(none.locationId)]);
});

test("webhooks that were kept, and whose nudge was lost with its process, are found by the heartbeat", async () => {
  const order = await orderOf(world, [{ variant: none, quantity: 1 }]);
  await world.settled();
  world.asked.length = 0;
  await world.app.intake.keep([
    {
      shop: demoShop,
      topic: "orders/edited",
      webhookId: crypto.randomUUID(),
      eventId: null,
      triggeredAt: null,
      body: Buffer.from(`{"order_edit":{"order_id":${tail(order.id)}}}`),
    },
  ]);
  await world.app.db
    .$executeRaw`update inbox set received_at = now() - interval '10 s' where state = 'waiting'`;
  await world.beat();
  await world.settled();
  expect(asked()).toEqual(["ReadOrder"]);
});

test("every minute a new order is found to be known already, and is not read again", async () => {
  await orderOf(world, [{ variant: none, quantity: 1 }]);
  await world.settled();
  world.asked.length = 0;
  world.shopify.clock.advance(61_000);
  await world.beat();
  await world.settled();
  expect(asked()).toContain("ChangedOrders");
  expect(asked()).not.toContain("ReadOrder");
});

describe("where an order goes", () => {
  const ordered = async (countryCode: string) => {
    const { orderCreate } = await world.staff<{ orderCreate: { order: { id: string } } }>(
      `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }`,
      {
        order: {
          lineItems: [{ variantId: none.variantId, quantity: 1 }],
          shippingAddress: { firstName: "A", lastName: "B", address1: "C", city: "D", zip: "1", countryCode },
        },
      },
    );
    await world.settled();
    return world.app.db.salesOrder.findFirstOrThrow({
      where: { shop: demoShop, orderId: tail(orderCreate.order.id) },
    });
  };
  afterAll(() => customsDaysSet(world.app, demoShop, { country: "NO", days: 0 }));

  test("is not asked for while no country takes longer", async () => {
    expect((await ordered("NO")).country).toBeNull();
    const questions = world.asked.filter((a) => a.operation === "ReadOrder");
    expect(questions.map((q) => q.variables["withCountry"])).toEqual([false]);
  });

  test("is known once parcels to some country take longer", async () => {
    await customsDaysSet(world.app, demoShop, { country: "NO", days: 3 });
    await world.settled();
    expect((await ordered("NO")).country).toBe("NO");
  });

  test("that may not be seen does not keep the order from being read", async () => {
    await customsDaysSet(world.app, demoShop, { country: "NO", days: 3 });
    await world.settled();
    world.meddle.before = ({ operation, variables }) => {
      if (operation === "ReadOrder" && variables["withCountry"])
        throw new ShopifyRefused("No", "ACCESS_DENIED");
    };
    const order = await ordered("NO");
    expect(order.name).not.toBe("");
    expect(order.country).toBeNull();
  });
});
