import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { movedDeliveries } from "#app/database/pages/moves.server.ts";
import { addDays, dayIn, daysBetween, shipDay } from "#app/domain/days.ts";
import { moveDecided } from "#app/flows/move-decided.server.ts";
import {
  dayFromNow,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { allowTransfers, transferOf, type Shipment } from "#test/transfer-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let order: PlacedOrder;
let shipment: Shipment;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
  await allowTransfers(world);
});
afterAll(() => world?.close());

const shipsIn = (days: number) =>
  shipDay(dayFromNow(world, days), { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });
/** A transfer whose shipment arrives in ten days, and an order that was promised that. */
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 0 });
  order = await orderOf(world, [{ variant: pack, quantity: 2 }]);
  const transfer = await transferOf(world, [pack], { quantity: 5 });
  shipment = await transfer.ship(5, 10);
  await world.settled();
  expect(await promised()).toEqual([shipsIn(10)]);
});

const promised = async () => {
  await world.settled();
  const rows = await world.app.db.promiseEntry.findMany({
    where: { shop: demoShop, orderId: tail(order.id) },
    orderBy: { version: "asc" },
  });
  return rows.map((r) => r.promisedOn?.toISOString().slice(0, 10) ?? null);
};
const toDecide = async () =>
  (await movedDeliveries(world.app.db, demoShop)).filter((m) => m.deliveryId === shipment.deliveryId);
const moves = () =>
  world.app.db.deliveryMove.count({ where: { shop: demoShop, deliveryId: shipment.deliveryId } });

test("a later arrival is expected at once, promised to nobody yet, and laid before the merchant", async () => {
  await shipment.arrivesIn(24);
  expect(await promised()).toEqual([shipsIn(10)]);
  expect(await order.backorders()).toMatchObject({
    lines: [{ ships_by: shipsIn(24), promised: shipsIn(10) }],
  });
  expect(await toDecide()).toMatchObject([
    { from: dayFromNow(world, 10), to: dayFromNow(world, 24), orders: 1, later: 1, earlier: 0 },
  ]);
  expect(await moveDecided(world.app, demoShop, shipment.deliveryId, "now")).toBe(1);
  expect(await promised()).toEqual([shipsIn(10), shipsIn(24)]);
  expect(await toDecide()).toEqual([]);
  expect(await moveDecided(world.app, demoShop, shipment.deliveryId, "now")).toBe("not_found");
});

test("left to the rules it is announced when it has held, and asked no more", async () => {
  await shipment.arrivesIn(24);
  await world.settled();
  expect(await moveDecided(world.app, demoShop, shipment.deliveryId, "rules")).toBe(0);
  expect(await toDecide()).toEqual([]);
  expect(await promised()).toEqual([shipsIn(10)]);
  const day = shipsIn(24);
  world.shopify.clock.advance(25 * 3_600_000);
  await world.beat();
  expect((await promised()).at(-1)).toBe(day);
});

test("a day that moves back leaves nothing to decide, and nobody was told", async () => {
  await shipment.arrivesIn(24);
  await world.settled();
  expect(await moves()).toBe(1);
  await shipment.arrivesIn(10);
  await world.settled();
  expect(await moves()).toBe(0);
  expect(await promised()).toEqual([shipsIn(10)]);
});

test("a move within the tolerance asks nobody anything", async () => {
  // Over a weekend one day becomes three.
  const near = [9, 11].find((d) => Math.abs(daysBetween(shipsIn(10), shipsIn(d))) <= 2)!;
  await shipment.arrivesIn(near);
  await world.settled();
  expect(await toDecide()).toEqual([]);
  expect(await promised()).toEqual([shipsIn(10)]);
});

test("so close to the promised day the rules would wait, and the merchant need not", async () => {
  world.shopify.clock.advance(8 * 86_400_000);
  await world.beat();
  await world.settled();
  const before = await promised();
  await shipment.arrivesIn(20);
  expect(await promised()).toEqual(before);
  // Three days before it they are quiet, until there is no time left to hope.
  const [move] = await toDecide();
  const held = new Date(world.shopify.clock.now().getTime() + 24 * 3_600_000);
  const isClose = daysBetween(dayIn("Europe/Berlin", held), before[0]!) <= 3;
  const told = dayIn("Europe/Berlin", new Date(move!.toldFrom));
  expect(told).toBe(isClose ? addDays(before[0]!, -1) : dayIn("Europe/Berlin", held));
  await moveDecided(world.app, demoShop, shipment.deliveryId, "now");
  expect(await promised()).toEqual([...before, shipsIn(20)]);
});
