import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryForeseen } from "#app/flows/delivery-foreseen.server.ts";
import { addDays } from "#app/domain/days.ts";
import { sumOf } from "#app/domain/slip.ts";
import { dayFromNow, enterDelivery, orderOf, stockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let deliveryId: string;
let arrival: string;

beforeAll(async () => {
  world = await testWorld();
  const pack = await stockedVariant(world, { title: "Trail pack", available: 0, policy: "CONTINUE" });
  await world.install();
  await orderOf(world, [{ variant: pack, quantity: 3 }]);
  await orderOf(world, [{ variant: pack, quantity: 4 }]);
  await world.settled();
  arrival = dayFromNow(world, 20);
  ({ deliveryId } = await enterDelivery(world, pack, {
    quantity: 5,
    days: 20,
    reference: "PO-118",
  }));
  await world.settled();
});
afterAll(() => world?.close());

const book = async () => JSON.stringify(await world.app.db.cover.findMany({ where: { shop: demoShop } }));

test("a later day shows the line that it moves, what it is worth and what its customer was promised", async () => {
  const before = await book();
  const seen = await deliveryForeseen(world.app, demoShop, deliveryId, { statedOn: addDays(arrival, 40) });
  expect(seen!.lines).toHaveLength(1);
  expect(seen!.lines[0]).toMatchObject({ owed: 3, outcome: "must_agree" });
  expect(seen!.lines[0]!.promised).toBe(seen!.lines[0]!.from);
  expect(await book()).toBe(before);
});

test("what was foreseen is what saving does", async () => {
  const later = addDays(arrival, 9);
  const [line] = (await deliveryForeseen(world.app, demoShop, deliveryId, { statedOn: later }))!.lines;
  await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: later });
  await world.settled();
  expect((await deliveryForeseen(world.app, demoShop, deliveryId, {}))!.lines).toEqual([]);
  const back = await deliveryForeseen(world.app, demoShop, deliveryId, { statedOn: arrival });
  expect(back!.lines).toMatchObject([{ lineId: line!.lineId, from: line!.to, to: line!.from }]);
});

test("canceling it leaves one line without a day, and takes cover from another that had none", async () => {
  const seen = await deliveryForeseen(world.app, demoShop, deliveryId, { cancelled: true });
  expect(seen!.lines).toMatchObject([
    { to: null, outcome: "must_agree", lost: 3 },
    { from: null, to: null, outcome: "none", lost: 2 },
  ]);
  expect(sumOf(seen!.lines)).toMatchObject({
    counts: { must_agree: 1, none: 0 },
    losing: { lines: 2, units: 5 },
  });
});

test("a delivery of another shop, or none, shows nothing", async () => {
  expect(await deliveryForeseen(world.app, "other.myshopify.com", deliveryId, {})).toBeNull();
  expect(await deliveryForeseen(world.app, demoShop, "0", {})).toBeNull();
});
