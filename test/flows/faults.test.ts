import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { promisesReviewed } from "#app/flows/promises-reviewed.server.ts";
import { recount } from "#app/flows/recount.server.ts";
import { turnDay } from "#app/flows/reconcile-day.server.ts";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import type { World } from "#app/world.ts";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 1 });
  await enterDelivery(world, pack, { quantity: 5, days: 9 });
});

describe("fault 4: Shopify is busy, fails, or does what it was asked and loses the answer", () => {
  test(
    "what is owed is told all the same, and so is that nothing is owed",
    { timeout: 240_000 },
    async () => {
      const met = new Map<string, number>();
      const times = (what: string) => {
        met.set(what, (met.get(what) ?? 0) + 1);
        return met.get(what)!;
      };
      world.meddle.before = ({ operation }) => {
        if (times(`before ${operation}`) === 1) throw new ShopifyUnavailable("Throttled", 0.1);
      };
      world.meddle.after = ({ operation }) => {
        if (times(`after ${operation}`) === 1) throw new ShopifyUnavailable("No answer came", 0.1);
      };
      const order = await orderOf(world, [{ variant: pack, quantity: 3 }]);
      await world.settled();
      expect(await order.tags()).toContain("Backorder");
      expect(await order.backorders()).toMatchObject({ owed: 2 });
      expect(await pack.published()).toMatchObject({ state: "backorder" });
      await order.cancel();
      await world.settled();
      delete world.meddle.before;
      delete world.meddle.after;
      expect(await order.tags()).not.toContain("Backorder");
      expect(await order.backorders()).toMatchObject({ owed: 0 });
      expect(met.get("after ReadOrder")).toBeGreaterThan(1);
      expect(met.get("after MetafieldsSet")).toBeGreaterThan(1);
      expect(met.get("after TagsRemove")).toBeGreaterThan(1);
    },
  );
});

describe("fault 6: two processes at once, whose clocks are minutes apart", () => {
  const minutes = (n: number): World => ({
    ...world.app,
    now: () => new Date(world.app.now().getTime() + n * 60_000),
  });
  const bookOf = async (orderId: string) => ({
    owed: await world.app.db.owedLine.findMany({ where: { shop: demoShop, orderId } }),
    covers: await world.app.db.cover.findMany({ where: { shop: demoShop, itemId: tail(pack.itemId) } }),
    promises: await world.app.db.promiseEntry.findMany({ where: { shop: demoShop, orderId } }),
  });

  test("come to the same page of the book, to the same promise, and make no debt begin anew", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 3 }]);
    await world.settled();
    const [orderId, itemId] = [tail(order.id), tail(pack.itemId)];
    const before = await bookOf(orderId);
    expect(before.promises).toHaveLength(1);
    const [fast, slow] = [minutes(5), minutes(-5)];
    await Promise.all([fast, slow, fast, slow].map((one) => recount(one, demoShop, itemId)));
    await Promise.all([slow, fast, slow, fast].map((one) => promisesReviewed(one, demoShop, orderId)));
    await world.settled();
    expect(await bookOf(orderId)).toEqual(before);
  });

  test("turn the day one after the other, also back, and nobody is told anything twice", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 3 }]);
    await world.settled();
    const before = await bookOf(tail(order.id));
    const told = await order.backorders();
    for (const skew of [5, -5, 5]) await turnDay(minutes(skew), demoShop);
    await world.settled();
    expect(await bookOf(tail(order.id))).toEqual(before);
    expect(await order.backorders()).toEqual(told);
  });
});
