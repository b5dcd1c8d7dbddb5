import { afterAll, beforeAll, expect, test } from "vitest";
import { arrivalsPage } from "#app/database/pages/arrivals.server.ts";
import { holdScopes } from "#app/domain/release-form.ts";
import { arrivalReleased } from "#app/flows/arrival-released.server.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { locationOf, orderOf, stockedVariant, tail } from "#test/acts.ts";
import { holdsIn, partsOf, staffMoves } from "#test/hold-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

/** Where a person releases what is ready, everything that is ready and on hold has to be asked about. */
let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
  world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
  await releaseSettingsSaved(world.app, demoShop, { on: true, review: true, wholeOrders: false });
});
afterAll(() => world?.close());

test("an order that moves to a place which has its units waits for a person's word there", async () => {
  const pack = await stockedVariant(world, { title: "Moving pack", available: 0 });
  const order = await orderOf(world, [{ variant: pack, quantity: 2 }]);
  await world.settled();
  const paris = await locationOf(world, "Paris");
  await world.staff(
    `mutation ($item: ID!, $at: ID!, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $at, available: 4) @idempotent(key: $key) { userErrors { message } } }`,
    { item: pack.itemId, at: paris, key: crypto.randomUUID() },
  );
  await world.settled();
  const toRelease = async () => (await arrivalsPage(world.app.db, demoShop, null, "release")).rows;
  expect(await toRelease()).toEqual([]);

  const [part] = await partsOf(world, order.id);
  await staffMoves(world, part!, paris);
  await world.settled();
  const [arrival, ...others] = await toRelease();
  expect(arrival).toMatchObject({ title: "Moving pack", location: "Paris", origin: "freed", onHold: 2 });
  expect(others).toEqual([]);

  expect(await arrivalReleased(world.app, demoShop, arrival!.id, [tail(order.id)])).toBe(2);
  await world.settled();
  expect(await holdsIn(world, order.id)).toEqual([]);
  expect(await toRelease()).toEqual([]);
});
