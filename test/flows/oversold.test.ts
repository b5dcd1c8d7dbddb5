import { afterAll, beforeAll, expect, test } from "vitest";
import { testWorld, type TestWorld } from "#test/world.ts";
import { orderOf, stockedVariant, type StockedVariant } from "#test/acts.ts";

let world: TestWorld;
let pack: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Trail pack", available: 3, policy: "CONTINUE" });
  await world.install();
});
afterAll(() => world?.close());

test("an order for 5 of 3 is owed 2, and other apps can read it on the order", async () => {
  const order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  await world.settled();
  expect(await order.backorders()).toMatchObject({
    v: 1,
    owed: 2,
    lines: [{ owed: 2, outstanding: 5, ships_by: null }],
  });
  expect(await order.tags()).toContain("Backorder");
  expect(await pack.published()).toEqual({ state: "backorder" });
});
