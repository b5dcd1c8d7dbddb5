import { afterAll, beforeAll, expect, test } from "vitest";
import { transfersChecked } from "#app/flows/transfers-checked.server.ts";
import { transferScopes } from "#app/domain/native-supply.ts";
import { stockedVariant, type StockedVariant } from "#test/acts.ts";
import { allowTransfers, transferOf, type Sent } from "#test/transfer-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
const sent: Sent[] = [];
beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Pack", available: 0 });
  await world.install();
  for (const quantity of [3, 4, 5]) sent.push(await transferOf(world, [pack], { quantity }));
  await world.settled();
});
afterAll(() => world?.close());

const surprises = async () => {
  const { _sum } = await world.app.db.cycle.aggregate({
    where: { shop: demoShop },
    _sum: { surprises: true },
  });
  return _sum.surprises;
};
const known = () => world.app.db.transfer.count({ where: { shop: demoShop, status: { not: "GONE" } } });
const elevenMinutesLater = async () => {
  world.shopify.clock.advance(11 * 60_000);
  await world.beat();
  await world.settled();
};

test("transfers that were there before the app was allowed to see them are no differences", async () => {
  await elevenMinutesLater();
  await allowTransfers(world);
  await elevenMinutesLater();
  expect(await known()).toBe(3);
  expect(await surprises()).toBe(0);
});

test("nor are they when a check comes first, or when access was taken away for a while", async () => {
  world.shopify.revokeOptionalScopes(demoShop, transferScopes);
  await world.settled();
  expect(await known()).toBe(0);
  const shop = await world.app.db.shop.findUniqueOrThrow({ where: { shop: demoShop } });
  world.shopify.faults.set({ drop: true });
  world.shopify.grantOptionalScopes(demoShop, transferScopes);
  await world.app.db.shop.update({
    where: { shop: demoShop },
    data: { scopes: [shop.scopes, ...transferScopes].join(",") },
  });
  await transfersChecked(world.app, demoShop, "nightly");
  await world.settled();
  world.shopify.faults.set({});
  expect(await known()).toBe(3);
  expect(await surprises()).toBe(0);
});

test("a transfer that changes afterwards, and of which no webhook tells, is one", async () => {
  world.shopify.faults.set({ drop: true });
  await sent[0]!.setUnits(7);
  await world.settled();
  world.shopify.faults.set({});
  await elevenMinutesLater();
  expect(await surprises()).toBe(1);
});
