import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  dayFromNow,
  enterDelivery,
  orderOf,
  stockedVariant,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { shipDay } from "#app/domain/days.ts";
import { testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());

/** When the shop says so. The product promises five seconds, which `npm run bench` measures; a busy machine gets more. */
const soon = { timeout: 20_000, interval: 50 };
const handled = (day: string) => shipDay(day, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });

describe("three available, sold on, and an order for five", () => {
  let pack: StockedVariant;
  let order: PlacedOrder;
  beforeAll(async () => {
    pack = await stockedVariant(world, { title: "Trail pack", available: 3, policy: "CONTINUE" });
    await world.settled();
    order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  });

  test("the order soon says 2 owed and the product says backorder, without a date", async () => {
    await expect
      .poll(() => order.backorders(), soon)
      .toMatchObject({ v: 1, owed: 2, lines: [{ owed: 2, outstanding: 5, ships_by: null }] });
    await expect.poll(() => pack.published(), soon).toEqual({ state: "backorder" });
    await expect.poll(() => order.tags(), soon).toContain("Backorder");
  });

  test("a delivery of ten gives both the day of its arrival plus handling", async () => {
    await enterDelivery(world, pack, { quantity: 10, days: 9 });
    const day = handled(dayFromNow(world, 9));
    const shown = { state: "backorder", ships_by: day, left: 8 };
    await expect.poll(() => pack.published(), soon).toEqual(shown);
    await expect.poll(() => order.backorders(), soon).toMatchObject({ owed: 2, lines: [{ ships_by: day }] });
  });

  test("a cancelled order brings all of it back", async () => {
    await order.cancel();
    await expect.poll(() => pack.published(), soon).toBeNull();
    await expect.poll(() => order.backorders(), soon).toMatchObject({ owed: 0, lines: [] });
    await expect.poll(() => order.tags(), soon).not.toContain("Backorder");
  });
});

describe.each([
  ["every webhook doubled and shuffled", { duplicate: true, reorder: 1500, seed: 7 }],
  ["every webhook lost", { drop: true }],
])("with %s", (_, faults) => {
  const lost = "drop" in faults;
  let lamp: StockedVariant;
  beforeAll(async () => {
    lamp = await stockedVariant(world, { title: `Lamp ${lost}`, available: 3, policy: "CONTINUE" });
    await world.settled();
    world.shopify.faults.set(faults);
  });
  afterAll(() => world.shopify.faults.set({}));
  /** Reconciliation is what is left when webhooks are lost. */
  const come = async () => {
    await world.settled();
    if (!lost) return;
    world.shopify.clock.advance(25 * 3_600_000);
    await world.beat();
    await world.settled();
  };

  test("the story is the same", async () => {
    const order = await orderOf(world, [{ variant: lamp, quantity: 5 }]);
    await come();
    expect(await order.backorders()).toMatchObject({ owed: 2, lines: [{ ships_by: null }] });
    expect(await lamp.published()).toEqual({ state: "backorder" });

    await enterDelivery(world, lamp, { quantity: 10, days: 9 });
    const day = handled(dayFromNow(world, 9));
    await world.settled();
    expect(await lamp.published()).toEqual({ state: "backorder", ships_by: day, left: 8 });
    expect(await order.backorders()).toMatchObject({ owed: 2, lines: [{ ships_by: day }] });

    await order.cancel();
    await come();
    expect(await lamp.published()).toBeNull();
    expect(await order.backorders()).toMatchObject({ owed: 0 });
    expect(await order.tags()).not.toContain("Backorder");
  });
});

describe("what happens to an order has no path of its own", () => {
  let tent: StockedVariant;
  beforeEach(async () => {
    tent = await stockedVariant(world, {
      title: `Tent ${crypto.randomUUID()}`,
      available: 3,
      policy: "CONTINUE",
    });
    await world.settled();
  });
  const owed = async (order: PlacedOrder) => {
    await world.settled();
    return ((await order.backorders()) as { owed: number } | null)?.owed ?? null;
  };

  test("scenario A12: an edit from 5 to 4 and to 3 owes 1 and nothing", async () => {
    const order = await orderOf(world, [{ variant: tent, quantity: 5 }]);
    expect(await owed(order)).toBe(2);
    await order.editTo(4);
    expect(await owed(order)).toBe(1);
    await order.editTo(3);
    expect(await owed(order)).toBe(0);
  });

  test("scenario A24: shipping what is there owes the same, and a refund owes less", async () => {
    const order = await orderOf(world, [{ variant: tent, quantity: 10 }]);
    expect(await owed(order)).toBe(7);
    await order.ship(3);
    expect(await owed(order)).toBe(7);
    await order.refund(2);
    expect(await owed(order)).toBe(5);
  });

  test("scenario A10: shipping an older order changes no younger one", async () => {
    const first = await orderOf(world, [{ variant: tent, quantity: 2 }]);
    await world.settled();
    const second = await orderOf(world, [{ variant: tent, quantity: 4 }]);
    expect(await owed(second)).toBe(3);
    await first.ship();
    expect(await owed(second)).toBe(3);
    expect(await owed(first)).toBeNull();
  });

  test("scenario E5: counted stock serves like a receipt, and taking it back owes again", async () => {
    const order = await orderOf(world, [{ variant: tent, quantity: 5 }]);
    expect(await owed(order)).toBe(2);
    await tent.setAvailable(4);
    expect(await owed(order)).toBe(0);
    expect(await tent.published()).toBeNull();
    await tent.setAvailable(-2);
    expect(await owed(order)).toBe(2);
  });

  test("scenario A4: an order that DENY did not stop is owed, and the product says out of stock", async () => {
    await tent.setPolicy("DENY");
    const order = await orderOf(world, [{ variant: tent, quantity: 5 }]);
    expect(await owed(order)).toBe(2);
    expect(await tent.published()).toEqual({ state: "out_of_stock" });
    await tent.setPolicy("CONTINUE");
    await world.settled();
    expect(await tent.published()).toEqual({ state: "backorder" });
  });

  test("a product that is deleted keeps its debt, and nothing is written to it any more", async () => {
    const order = await orderOf(world, [{ variant: tent, quantity: 5 }]);
    expect(await owed(order)).toBe(2);
    await tent.remove();
    expect(await owed(order)).toBe(5);
    expect(await world.app.db.effect.findMany({ where: { problem: { not: null } } })).toEqual([]);
  });

  test("scenario A17: two lines of one variant are owed together", async () => {
    const order = await orderOf(world, [
      { variant: tent, quantity: 4 },
      { variant: tent, quantity: 2 },
    ]);
    expect(await owed(order)).toBe(3);
  });

  test("nobody is told twice: what is there already is not written again", async () => {
    const order = await orderOf(world, [{ variant: tent, quantity: 5 }]);
    await world.settled();
    world.asked.length = 0;
    for (const topic of ["orders/updated", "orders/create"]) {
      for (const delivery of world.shopify.webhooks.recent.filter((d) => d.topic === topic)) {
        await world.app.nudge([
          {
            queue: "read",
            shop: delivery.shop,
            what: "order",
            id: order.id.slice(order.id.lastIndexOf("/") + 1),
          },
        ]);
      }
    }
    await world.settled();
    expect(world.asked.map((a) => a.operation)).toContain("ReadOrder");
    expect(world.asked.filter((a) => /Set|Tags/.test(a.operation))).toEqual([]);
  });
});
