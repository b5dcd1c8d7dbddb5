import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reconcileAsked } from "#app/flows/reconcile-asked.server.ts";
import { orderOf, stockedVariant, tail, type PlacedOrder, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let lamp: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Pack", available: 3 });
  lamp = await stockedVariant(world, { title: "Lamp", available: 1 });
  await world.install();
});
afterAll(() => world?.close());
afterEach(() => {
  delete world.meddle.before;
  delete world.meddle.after;
  world.shopify.faults.set({});
});

const cycle = (name: string) => world.app.db.cycle.findFirstOrThrow({ where: { shop: demoShop, name } });
const owed = async (order: PlacedOrder) =>
  ((await order.backorders()) as { owed: number } | null)?.owed ?? null;

/** Things happen, and no webhook tells of them. */
async function unheard(act: () => Promise<void>): Promise<void> {
  await world.settled();
  world.shopify.faults.set({ drop: true });
  await act();
  await world.settled();
  world.shopify.faults.set({});
}

/** "Check with Shopify now", and no waiting for jobs that were put off. */
async function check(): Promise<void> {
  await reconcileAsked(world.app, demoShop);
  const impatience = setInterval(
    () =>
      void world.app.db
        .$executeRaw`update pgboss.job set start_after = now() where state = 'created' and start_after > now()`.catch(
        () => {},
      ),
    100,
  );
  try {
    await world.settled();
  } finally {
    clearInterval(impatience);
  }
}

test("a first import surprises nobody, and knows every debt there was", async () => {
  expect(await cycle("nightly")).toMatchObject({ surprises: 0, problem: null });
  expect((await cycle("nightly")).looked).toBeGreaterThanOrEqual(2);
});

test("every minute: an order whose webhooks were lost is found, and counted as a surprise", async () => {
  let order!: PlacedOrder;
  await unheard(async () => {
    order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  });
  expect(await owed(order)).toBeNull();
  world.shopify.clock.advance(61_000);
  await world.beat();
  await world.settled();
  expect(await owed(order)).toBe(2);
  expect(await cycle("recent")).toMatchObject({ surprises: 1, problem: null });

  // What is known already is no surprise, and not read again for ever.
  world.shopify.clock.advance(5 * 61_000);
  await world.beat();
  await world.settled();
  world.shopify.clock.advance(61_000);
  world.asked.length = 0;
  await world.beat();
  await world.settled();
  expect(await cycle("recent")).toMatchObject({ surprises: 0 });
  expect(world.asked.filter((a) => a.operation === "ReadOrder")).toEqual([]);
});

test("every night: what is gone is noticed, also where it had no stock left", async () => {
  const rope = await stockedVariant(world, { title: "Rope", available: 0 });
  await world.settled();
  const shop = world.shopify.shops.get(demoShop)!;
  await unheard(async () => {
    // Shopify shows no stock of it any more: the place where it lay does not keep it now.
    for (const level of Object.values(shop.levels))
      if (level.inventoryItemId === tail(rope.itemId)) level.isActive = false;
  });
  await check();
  expect(await world.app.db.stockLevel.count({ where: { shop: demoShop, itemId: tail(rope.itemId) } })).toBe(
    0,
  );
  await unheard(() => rope.remove());
  await check();
  const where = { shop_variantId: { shop: demoShop, variantId: tail(rope.variantId) } };
  expect((await world.app.db.variant.findUniqueOrThrow({ where })).gone).toBe(true);
});

test("every hour: stock of what is owed is read again", async () => {
  await unheard(() => pack.setAvailable(-1));
  world.shopify.clock.advance(61 * 60_000);
  await world.beat();
  await world.settled();
  const [line] = await world.app.db.owedLine.findMany({
    where: { shop: demoShop, itemId: tail(pack.itemId) },
  });
  expect(line?.owed).toBe(1);
  expect(await cycle("backorders")).toMatchObject({ surprises: 1 });
});

describe("every night, or when somebody asks: everything", () => {
  test("also what owes nothing yet: a count, a policy, a deleted product", async () => {
    const doomed = await stockedVariant(world, { title: "Doomed", available: 0 });
    await world.settled();
    expect(await doomed.published()).toEqual({ state: "backorder" });
    await unheard(async () => {
      await lamp.setAvailable(0);
      await lamp.setPolicy("DENY");
      await doomed.remove();
    });
    await check();
    expect(await lamp.published()).toEqual({ state: "out_of_stock" });
    expect(await world.app.db.product.findFirst({ where: { title: "Doomed" } })).toMatchObject({
      status: "DELETED",
    });
    expect(await world.app.db.effect.findMany({ where: { problem: { not: null } } })).toEqual([]);
    expect((await cycle("nightly")).surprises).toBeGreaterThan(0);
  });

  test("of what is right nothing is written, to Shopify or to the book", async () => {
    const book = () =>
      world.app.db
        .$queryRaw`select (select count(*) from why) as why, (select jsonb_agg(to_jsonb(e) order by kind, target) from effect e) as effects`;
    const before = await book();
    world.asked.length = 0;
    await check();
    expect(await cycle("nightly")).toMatchObject({ surprises: 0 });
    expect(world.asked.filter((a) => /MetafieldsSet|Tags/.test(a.operation))).toEqual([]);
    expect(await book()).toEqual(before);
  });

  test("an order that is shipped, and one that is deleted, are found missing", async () => {
    const [shipped, deleted] = [
      await orderOf(world, [{ variant: pack, quantity: 2 }]),
      await orderOf(world, [{ variant: pack, quantity: 2 }]),
    ];
    await world.settled();
    expect([await owed(shipped), await owed(deleted)]).toEqual([2, 2]);
    await unheard(async () => {
      await shipped.ship();
      await deleted.cancel();
      await world.shopify.idle();
      await world.staff(`mutation ($id: ID!) { orderDelete(orderId: $id) { userErrors { message } } }`, {
        id: deleted.id,
      });
    });
    await check();
    expect(await owed(shipped)).toBe(0);
    expect(
      await world.app.db.owedLine.count({ where: { orderId: { in: [tail(shipped.id), tail(deleted.id)] } } }),
    ).toBe(0);
  });

  describe("a result that is no good is collected anew", () => {
    type Operation = {
      status: string;
      errorCode: string | null;
      jsonl: string | null;
      completedAt: string | null;
    };
    /** Spoils the first finished operation that is looked at. */
    function spoil(how: (operation: Operation) => void): { spoiled: () => number } {
      let count = 0;
      world.meddle.before = ({ operation, variables }) => {
        if (operation !== "BulkOperationById" || count > 0) return;
        const found = world.shopify.shops.get(demoShop)!.bulkOperations[tail(String(variables["id"]))] as
          Operation | undefined;
        if (found?.status !== "COMPLETED") return;
        count++;
        how(found);
      };
      return { spoiled: () => count };
    }

    test.each<[string, (operation: Operation) => void]>([
      ["cut off in the middle of a line", (o) => (o.jsonl = o.jsonl!.slice(0, -15))],
      [
        "expired",
        (o) => (o.completedAt = new Date(Date.parse(o.completedAt!) - 8 * 86_400_000).toISOString()),
      ],
      ["failed", (o) => Object.assign(o, { status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR" })],
      ["canceled", (o) => Object.assign(o, { status: "CANCELED" })],
    ])("%s", async (_, how) => {
      let order!: PlacedOrder;
      await unheard(async () => {
        order = await orderOf(world, [{ variant: pack, quantity: 4 }]);
      });
      const { spoiled } = spoil(how);
      world.asked.length = 0;
      await check();
      expect(spoiled()).toBe(1);
      expect(world.asked.filter((a) => a.operation === "BulkRun")).toHaveLength(4);
      expect(await cycle("nightly")).toMatchObject({ problem: null });
      expect(await owed(order)).toBe(4);
      await order.cancel();
      await world.settled();
    });
  });

  test("what changes while Shopify collects is not overwritten by what it collected", async () => {
    await pack.setAvailable(5);
    await world.settled();
    let order!: PlacedOrder;
    let changed = false;
    world.meddle.before = async ({ operation, variables }) => {
      if (operation !== "BulkOperationById" || changed) return;
      const found = world.shopify.shops.get(demoShop)!.bulkOperations[tail(String(variables["id"]))];
      if (found?.status !== "COMPLETED") return;
      changed = true;
      order = await orderOf(world, [{ variant: pack, quantity: 7 }]);
      await world.shopify.idle();
      await expect.poll(() => owed(order), { timeout: 10_000 }).toBe(2);
    };
    await check();
    expect(changed).toBe(true);
    expect(await owed(order)).toBe(2);
    const level = await world.app.db.stockLevel.findFirst({
      where: { shop: demoShop, itemId: tail(pack.itemId) },
    });
    expect(level?.available).toBe(-2);
  });
});
