import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shipDay } from "#app/domain/days.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import {
  dayFromNow,
  enterDelivery,
  orderOf,
  stockedVariant,
  productLeadTime,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

const day = 86_400_000;
const handled = (arrival: string) => shipDay(arrival, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });

let world: TestWorld;
let tent: StockedVariant;
let lamp: StockedVariant;
let pack: StockedVariant;
/** An order of two tents, and one of a lamp. */
let waiting: PlacedOrder;
let forLamp: PlacedOrder;
beforeAll(async () => {
  world = await testWorld();
  tent = await stockedVariant(world, { title: "Tent", available: 0 });
  lamp = await stockedVariant(world, { title: "Lamp", available: 0 });
  pack = await stockedVariant(world, { title: "Pack", available: 0 });
  await world.install();
  waiting = await orderOf(world, [{ variant: tent, quantity: 2 }]);
  forLamp = await orderOf(world, [{ variant: lamp, quantity: 1 }]);
  await world.settled();
});
afterAll(() => world?.close());

/** Days later by everybody's clock. */
async function later(days: number): Promise<void> {
  world.shopify.clock.advance(days * day);
  await world.beat();
  await world.settled();
}

/** What the order of the tents and that of the lamp say. */
async function dates(): Promise<(string | null | undefined)[]> {
  const told = await Promise.all([waiting, forLamp].map((order) => order.backorders()));
  return told.map((t) => (t as { lines: { ships_by: string | null }[] }).lines[0]?.ships_by);
}
const reasons = (kind: string) =>
  world.app.db.why.count({
    where: { shop: demoShop, orderId: { not: null }, because: { path: ["kind"], equals: kind } },
  });

describe("a delivery for the tents in five days, a lead time of seven days for the lamp", () => {
  let expectedOn: string;
  let deliveryId: string;

  test("give the order its dates", async () => {
    ({ expectedOn, deliveryId } = (await enterDelivery(world, tent, { quantity: 9, days: 5 })) as {
      expectedOn: string;
      deliveryId: string;
    });
    await productLeadTime(world.app, demoShop, tail(lamp.productId), 7);
    await world.settled();
    expect(await dates()).toEqual([handled(expectedOn), handled(dayFromNow(world, 7))]);
    expect(await tent.published()).toEqual({ state: "backorder", ships_by: handled(expectedOn), left: 7 });
    expect(await lamp.published()).toEqual({ state: "backorder", ships_by: handled(dayFromNow(world, 7)) });
  });

  test("a new day moves what shoppers are told by the lead time, and no customer's date", async () => {
    const before = await dates();
    await later(1);
    expect(await lamp.published()).toEqual({ state: "backorder", ships_by: handled(dayFromNow(world, 7)) });
    expect(await dates()).toEqual(before);
  });

  test("on the day of its arrival the delivery still counts", async () => {
    await later(4);
    expect(dayFromNow(world, 0)).toBe(expectedOn);
    expect(await tent.published()).toEqual({ state: "backorder", ships_by: handled(expectedOn), left: 7 });
  });

  test("the day after, its date is withdrawn from the product and from the order", async () => {
    await later(1);
    expect(await tent.published()).toEqual({ state: "backorder" });
    expect((await dates())[0]).toBeNull();
    expect(await reasons("day_passed")).toBe(1);
  });

  test("the lead time of the lamp passes: its date is withdrawn from the order too", async () => {
    const before = await reasons("day_passed");
    await later(2);
    expect((await dates())[1]).toBeNull();
    expect(await reasons("day_passed")).toBe(before + 1);
  });

  test("a day on which nothing passes says nothing to anybody", async () => {
    const before = await reasons("day_passed");
    world.asked.length = 0;
    await later(1);
    expect(await reasons("day_passed")).toBe(before);
    const written = world.asked.filter((a) => a.operation === "MetafieldsSet");
    for (const order of [waiting, forLamp]) expect(JSON.stringify(written)).not.toContain(order.id);
  });

  test("a new date for the overdue delivery is told again", async () => {
    const itemId = tail(tent.itemId);
    const on = dayFromNow(world, 4);
    await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: on, itemId, quantity: 9 });
    await world.settled();
    expect((await dates())[0]).toBe(handled(on));
    expect(await tent.published()).toEqual({ state: "backorder", ships_by: handled(on), left: 7 });
  });
});

test("a week that passed while the app was down is one day turned: no past date is left anywhere", async () => {
  await enterDelivery(world, pack, { quantity: 5, days: 3 });
  await world.settled();
  expect(await pack.published()).toMatchObject({ ships_by: expect.any(String) as string });
  await later(8);
  expect(await pack.published()).toEqual({ state: "backorder" });
  expect((await dates())[0]).toBeNull();
  const today = dayFromNow(world, 0);
  for (const variant of [tent, lamp, pack]) {
    const published = (await variant.published()) as { ships_by?: string };
    expect((published.ships_by ?? today) >= today).toBe(true);
  }
  const cursor = await world.app.db.cycle.findFirst({ where: { shop: demoShop, name: "day" } });
  expect(cursor?.cursor).toBe(today);
});

test("the day turns at the shop's own midnight, not at the server's", async () => {
  const east = await testWorld({ shops: [{ domain: demoShop, timeZone: "Pacific/Kiritimati" } as never] });
  try {
    await east.install();
    await east.beat();
    await east.settled();
    const cycle = await east.app.db.cycle.findFirst({ where: { shop: demoShop, name: "day" } });
    const there = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Kiritimati" }).format(
      east.shopify.clock.now(),
    );
    expect(cycle?.cursor).toBe(there);
  } finally {
    await east.close();
  }
});
