import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordEffects } from "#app/database/effects.server.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { forgetOrder } from "#app/database/order-facts.server.ts";
import { drawReadNumber } from "#app/database/read-number.server.ts";
import { recount } from "#app/flows/recount.server.ts";
import { perform } from "#app/effects/perform.server.ts";
import { effectRetried } from "#app/flows/retried.server.ts";
import { ShopifyRefused } from "#app/shopify/errors.ts";
import {
  enterDelivery,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let order: PlacedOrder;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 3 });
  order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  await world.settled();
  world.asked.length = 0;
});
afterEach(() => {
  delete world.meddle.before;
  delete world.meddle.after;
});

const writes = () =>
  world.asked.filter((a) => ["MetafieldsSet", "TagsAdd", "TagsRemove"].includes(a.operation));
const effect = (kind: string, target: string) =>
  world.app.db.effect.findFirstOrThrow({ where: { shop: demoShop, kind, target: tail(target) } });

/** As a recount does it that found a reason to. */
async function recordAgain(
  kind: "publish_availability" | "write_order_backorders" | "tag_order",
  ...targets: string[]
): Promise<void> {
  const because = { kind: "settings_changed" } as const;
  await world.app.db.$transaction((tx) =>
    recordEffects(
      tx,
      demoShop,
      targets.map((target) => ({ kind, target: tail(target), because })),
      world.app.now(),
    ),
  );
}

describe("an effect", () => {
  test("that is recorded again with nothing new to say asks Shopify nothing", async () => {
    await recordAgain("write_order_backorders", order.id);
    await recordAgain("tag_order", order.id);
    await recordAgain("publish_availability", pack.productId);
    for (const kind of ["write_order_backorders", "tag_order", "publish_availability"] as const)
      await perform(world.app, demoShop, kind);
    expect(writes()).toEqual([]);
    expect(await effect("tag_order", order.id)).toMatchObject({ version: 2, doneVersion: 2 });
  });

  test("says what is true when it is performed, not what was when it was recorded", async () => {
    const began = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    // The first of three changes is on its way to Shopify while the others happen.
    world.meddle.before = async (asked) => {
      if (asked.operation !== "MetafieldsSet") return;
      delete world.meddle.before;
      began.resolve();
      await goOn.promise;
    };
    await pack.setAvailable(-1);
    await began.promise;
    await pack.setAvailable(-3);
    await pack.setAvailable(-4);
    await world.shopify.idle();
    goOn.resolve();
    await world.settled();
    expect(await order.backorders()).toMatchObject({ owed: 4 });
  });

  test("recorded while it was performed is performed once more", async () => {
    world.meddle.after = async (asked) => {
      if (asked.operation !== "MetafieldsSet") return;
      delete world.meddle.after;
      await pack.setAvailable(-5);
      await expect
        .poll(async () => (await effect("write_order_backorders", order.id)).version)
        .toBeGreaterThan(2);
    };
    await pack.setAvailable(-1);
    await world.settled();
    expect(await order.backorders()).toMatchObject({ owed: 5 });
    const { version, doneVersion } = await effect("write_order_backorders", order.id);
    expect(doneVersion).toBe(version);
  });

  test("whose writer died between writing and noting it is written once more, with the same value", async () => {
    world.meddle.after = (asked) => {
      if (asked.operation !== "MetafieldsSet") return;
      delete world.meddle.after;
      throw new Error("killed");
    };
    await pack.setAvailable(-1);
    await world.settled();
    const sets = writes().filter(
      (w) => w.operation === "MetafieldsSet" && JSON.stringify(w.variables).includes(order.id),
    );
    expect(sets).toHaveLength(2);
    expect(sets[0]!.variables).toEqual(sets[1]!.variables);
    expect(await order.backorders()).toMatchObject({ owed: 1 });
  });

  test("whose answer was lost is not taken for undone: a debt that goes meanwhile goes at Shopify too", async () => {
    let lost = "";
    world.meddle.after = (asked) => {
      if (asked.operation !== "MetafieldsSet" || !JSON.stringify(asked.variables).includes(lost)) return;
      throw new Error("killed");
    };
    const young = await orderOf(world, [{ variant: pack, quantity: 1 }]);
    lost = tail(young.id);
    await expect.poll(() => young.backorders(), { timeout: 10_000 }).toMatchObject({ owed: 1 });
    // Before anybody could try again the order is canceled, and there was never an answer to the first write.
    await young.cancel();
    await expect
      .poll(() => world.app.db.owedLine.count({ where: { orderId: lost } }), { timeout: 10_000 })
      .toBe(0);
    delete world.meddle.after;
    await world.settled();
    expect(await young.backorders()).toMatchObject({ owed: 0 });
  });

  test("leaves a line in the why-log for what it did, and none for what was done already", async () => {
    const lines = () =>
      world.app.db.why.count({
        where: { shop: demoShop, orderId: tail(order.id), because: { path: ["kind"], equals: "performed" } },
      });
    const before = await lines();
    expect(before).toBe(2);
    await recordAgain("write_order_backorders", order.id);
    await perform(world.app, demoShop, "write_order_backorders");
    expect(await lines()).toBe(before);
  });

  test("of an order that was deleted is done without a word to Shopify", async () => {
    await world.staff(
      `mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true }) { orderCancelUserErrors { message } } }`,
      { id: order.id },
    );
    await world.settled();
    await world.staff(`mutation ($id: ID!) { orderDelete(orderId: $id) { userErrors { message } } }`, {
      id: order.id,
    });
    await world.settled();
    world.asked.length = 0;
    await recordAgain("write_order_backorders", order.id);
    await recordAgain("tag_order", order.id);
    await perform(world.app, demoShop, "write_order_backorders");
    await perform(world.app, demoShop, "tag_order");
    expect(writes()).toEqual([]);
    expect(await effect("write_order_backorders", order.id)).toMatchObject({ problem: null });
  });

  test("of an order that Shopify once did not show is made up for when it does again", async () => {
    expect(await order.tags()).toContain("Backorder");
    const { app } = world;
    // A server of Shopify's that is behind knows neither the order nor what it committed.
    const readNumber = await drawReadNumber(app.db);
    await app.db.$transaction((tx) => forgetOrder(tx, demoShop, tail(order.id), readNumber));
    await app.db.stockLevel.updateMany({
      where: { shop: demoShop, itemId: tail(pack.itemId) },
      data: { onHand: 3, available: 3, committed: 0 },
    });
    await recount(app, demoShop, tail(pack.itemId));
    expect(await app.db.owedLine.count({ where: { orderId: tail(order.id) } })).toBe(0);
    await perform(app, demoShop, "write_order_backorders");
    await perform(app, demoShop, "tag_order");
    expect(await order.tags()).toContain("Backorder");
    await order.cancel();
    await world.settled();
    expect(await order.tags()).not.toContain("Backorder");
    expect(await order.backorders()).toMatchObject({ owed: 0 });
  });
});

describe("what Shopify refuses", () => {
  test("fails alone among those that share a call, is shown with its reason and can be retried", async () => {
    const others: PlacedOrder[] = [];
    for (let i = 0; i < 5; i++) others.push(await orderOf(world, [{ variant: pack, quantity: 1 }]));
    world.meddle.before = ({ operation, variables }) => {
      if (operation === "MetafieldsSet" && JSON.stringify(variables).includes(order.id))
        throw new ShopifyRefused("Owner is locked");
    };
    await world.settled();
    await pack.setAvailable(-9);
    await world.settled();
    for (const other of others) expect(await other.backorders()).toMatchObject({ owed: 1 });
    const refused = await effect("write_order_backorders", order.id);
    expect(refused).toMatchObject({
      attempts: 3,
      problem: expect.stringContaining("Owner is locked") as string,
    });

    delete world.meddle.before;
    expect(
      await effectRetried(world.app, demoShop, { kind: "write_order_backorders", target: tail(order.id) }),
    ).toBe(true);
    await world.settled();
    expect(await effect("write_order_backorders", order.id)).toMatchObject({ attempts: 0, problem: null });
    expect(await order.backorders()).toMatchObject({ owed: 4 });
  });

  test("is tried again by itself when there is something new to say", async () => {
    world.meddle.before = ({ operation }) => {
      if (operation === "MetafieldsSet") throw new ShopifyRefused("Not today");
    };
    await pack.setAvailable(-1);
    await world.settled();
    expect((await effect("write_order_backorders", order.id)).problem).toContain("Not today");
    delete world.meddle.before;
    await pack.setAvailable(-4);
    await world.settled();
    expect(await order.backorders()).toMatchObject({ owed: 4 });
  });

  test("cannot be retried for another shop, nor where nothing is", async () => {
    const target = tail(order.id);
    expect(await effectRetried(world.app, "other.myshopify.com", { kind: "tag_order", target })).toBe(false);
    expect(await effectRetried(world.app, demoShop, { kind: "tag_order", target: "1" })).toBe(false);
  });
});

test("what fails for a fault of ours keeps nothing else of its kind from being done, and is tried again", async () => {
  world.meddle.before = ({ operation, variables }) => {
    if (operation === "MetafieldsSet" && JSON.stringify(variables).includes(order.id))
      throw new Error("fault");
  };
  // The one that fails was recorded first, and is asked first.
  await pack.setAvailable(-4);
  await expect
    .poll(async () => (await effect("write_order_backorders", order.id)).written, { timeout: 15_000 })
    .toBe("unsure");
  const others: PlacedOrder[] = [];
  for (let i = 0; i < 3; i++) others.push(await orderOf(world, [{ variant: pack, quantity: 1 }]));
  for (const other of others)
    await expect.poll(() => other.backorders(), { timeout: 15_000 }).toMatchObject({ owed: 1 });
  const failed = await effect("write_order_backorders", order.id);
  expect(failed.doneVersion).toBeLessThan(failed.version);
  expect(failed).toMatchObject({ attempts: 0, problem: null });
  delete world.meddle.before;
  await world.settled();
  expect(await order.backorders()).toMatchObject({ owed: 4 });
});

test("twenty-five owners share a call", async () => {
  const orders: PlacedOrder[] = [];
  for (let i = 0; i < 26; i++) orders.push(await orderOf(world, [{ variant: pack, quantity: 1 }]));
  await world.settled();
  const { deliveryId } = await enterDelivery(world, pack, { quantity: 100, days: 9 });
  await world.settled();
  world.asked.length = 0;
  // A date that moves is one row, and every order it pays hears of it.
  await deliveryChanged(world.app, demoShop, deliveryId, {
    expectedOn: "2027-06-01",
    itemId: tail(pack.itemId),
    quantity: 100,
  });
  await world.settled();
  const sets = writes().filter((w) => JSON.stringify(w.variables).includes("Order"));
  const owners = sets.flatMap((w) =>
    (w.variables["metafields"] as { ownerId: string }[]).map((m) => m.ownerId),
  );
  expect(owners.filter((id) => orders.some((o) => o.id === id))).toHaveLength(26);
  expect(sets.length).toBeLessThanOrEqual(3);
});

test("the definitions of both metafields exist before the first value is written", async () => {
  const other = await testWorld();
  try {
    const lamp = await stockedVariant(other, { title: "Lamp", available: 1 });
    await other.install();
    // As in a shop to which shopify.app.toml was not applied: the app makes them itself.
    other.shopify.shops.get(demoShop)!.metafieldDefinitions = {};
    other.asked.length = 0;
    await other.install();
    await orderOf(other, [{ variant: lamp, quantity: 2 }]);
    await other.settled();
    const operations = other.asked.map((a) => a.operation);
    expect(operations.filter((o) => o === "DefinitionCreate")).toHaveLength(2);
    expect(operations.lastIndexOf("DefinitionCreate")).toBeLessThan(operations.indexOf("MetafieldsSet"));
    const { p, o } = await other.staff<
      Record<"p" | "o", { nodes: { key: string; access: { storefront: string } }[] }>
    >(`{
      p: metafieldDefinitions(first: 9, ownerType: PRODUCT, namespace: "$app") { nodes { key access { storefront } } }
      o: metafieldDefinitions(first: 9, ownerType: ORDER, namespace: "$app") { nodes { key access { storefront } } } }`);
    expect(p.nodes).toMatchObject([{ key: "availability", access: { storefront: "PUBLIC_READ" } }]);
    expect(o.nodes).toMatchObject([{ key: "backorders" }]);
    other.asked.length = 0;
    await other.install();
    expect(other.asked.filter((a) => a.operation === "DefinitionCreate")).toEqual([]);
  } finally {
    await other.close();
  }
});
