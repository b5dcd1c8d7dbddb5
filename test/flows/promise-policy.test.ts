import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { promiseSet } from "#app/flows/promise-set.server.ts";
import { addDays, shipDay } from "#app/domain/days.ts";
import { dayFromNow, enterDelivery, orderOf, stockedVariant, tail } from "#test/acts.ts";
import type { PlacedOrder, StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

const ships = (arrival: string) => shipDay(arrival, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });

let world: TestWorld;
let tent: StockedVariant;
let lamp: StockedVariant;
/** One of each. */
let order: PlacedOrder;
const deliveries: { variant: StockedVariant; deliveryId: string; expectedOn: string }[] = [];

beforeAll(async () => {
  world = await testWorld();
  tent = await stockedVariant(world, { title: "Tent", available: 0 });
  lamp = await stockedVariant(world, { title: "Lamp", available: 0 });
  await world.install();
  order = await orderOf(
    world,
    [tent, lamp].map((variant) => ({ variant, quantity: 1 })),
  );
  for (const [i, variant] of [tent, lamp].entries()) {
    const entered = await enterDelivery(world, variant, { quantity: 5, days: 30, reference: `PO-${i}` });
    deliveries.push({ variant, ...(entered as { deliveryId: string; expectedOn: string }) });
  }
  await world.settled();
});
afterAll(() => world?.close());

async function ledger(of = order) {
  return world.app.db.promiseEntry.findMany({
    where: { shop: demoShop, orderId: tail(of.id) },
    orderBy: [{ at: "asc" }, { lineId: "asc" }],
  });
}
async function slipBoth(days: number): Promise<void> {
  for (const d of deliveries) {
    d.expectedOn = addDays(d.expectedOn, days);
    const { deliveryId, expectedOn, variant } = d;
    await deliveryChanged(world.app, demoShop, deliveryId, {
      ...{ expectedOn, itemId: tail(variant.itemId), quantity: 5 },
    });
  }
  await world.settled();
}
async function later(hours: number): Promise<void> {
  world.shopify.clock.advance(hours * 3_600_000);
  await world.beat();
  await world.settled();
}

test("two lines that move in one review are one announcement, on one day", async () => {
  expect((await ledger()).map((e) => e.change)).toEqual(["first", "first"]);
  await slipBoth(14);
  await later(25);
  const told = (await ledger()).slice(2);
  expect(told.map((e) => e.change)).toEqual(["later", "later"]);
  expect(new Set(told.map((e) => e.at.toISOString())).size).toBe(1);
});

test("a second slip of the same day waits for another day, both lines again together", async () => {
  await slipBoth(20);
  await world.app.db.shop.update({ where: { shop: demoShop }, data: { confirmHours: 0 } });
  await world.app.nudge([{ queue: "promises", shop: demoShop, orderId: tail(order.id) }]);
  await world.settled();
  expect(await ledger()).toHaveLength(4);
  await later(24);
  expect(await ledger()).toHaveLength(6);
});

test("a shop that tolerates more announces less", async () => {
  await world.app.db.shop.update({ where: { shop: demoShop }, data: { toleranceDays: 10 } });
  await slipBoth(7);
  await later(26);
  expect(await ledger()).toHaveLength(6);
});

test("the merchant gives another date by hand, with a reason, and it stands", async () => {
  const [line] = await ledger();
  // Further away than the rules look ahead, whatever the hour: just before its day they tell of what it cannot keep.
  const to = dayFromNow(world, 10);
  const set = (day: string | null) =>
    promiseSet(world.app, demoShop, tail(order.id), line!.lineId, day, "Sent from the shop", "Anna");
  expect(await set(dayFromNow(world, -1))).toBe("past");
  expect(await set(to)).toBe("set");
  expect(await set(to)).toBe("same");
  await world.settled();
  const last = (await ledger()).at(-1)!;
  expect(last).toMatchObject({ author: "Anna", change: "earlier", lineId: line!.lineId });
  expect(last.because).toMatchObject({ kind: "promise_set", reason: "Sent from the shop", author: "Anna" });
  expect(JSON.stringify(await order.backorders())).toContain(`"promised":"${to}"`);
  const first = (await ledger()).find((e) => e.lineId === line!.lineId)!;
  expect(first.version).toBe(1);
  await later(26);
  expect((await ledger()).at(-1)).toMatchObject({ author: "Anna" });
});

test("nothing is promised for a line that waits for nothing, or in another shop", async () => {
  const day = dayFromNow(world, 3);
  const [line] = await ledger();
  expect(await promiseSet(world.app, demoShop, tail(order.id), "4711", day, "x", "Anna")).toBe("not_owed");
  expect(await promiseSet(world.app, demoShop, "4711", line!.lineId, day, "x", "Anna")).toBe("not_owed");
});

test("the first date of all is what a shop without a policy of its own gives", async () => {
  const [first] = await ledger();
  expect(first!.promisedOn!.toISOString().slice(0, 10)).toBe(
    ships(addDays(deliveries[0]!.expectedOn, -(14 + 20 + 7))),
  );
});
