import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { saveAlertSettings } from "#app/database/alert-settings.server.ts";
import { keptBackOf } from "#app/database/kept-back.server.ts";
import { alertRow } from "#app/database/pages/alerts.server.ts";
import { whyLog } from "#app/database/pages/why.server.ts";
import { standingOf } from "#app/database/variant-standing.server.ts";
import { sentence } from "#app/domain/because.ts";
import { alertSentence } from "#app/domain/alert-because.ts";
import { keptBackForeseen, keptBackSet } from "#app/flows/kept-back-set.server.ts";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { alertsTo, asks, passes, readyToSend, worldWithMail } from "#test/alert-acts.ts";
import { mailServer, type MailServer } from "#test/mail/mail-server.ts";
import { demoShop, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let server: MailServer;
let pack: StockedVariant;
beforeAll(async () => {
  server = await mailServer();
  world = await worldWithMail(server);
  await world.install();
  await world.app.db.$transaction((tx) =>
    saveAlertSettings(tx, demoShop, { ...readyToSend, doubleOptIn: false, perUnit: 1 }),
  );
});
afterAll(async () => {
  await world?.close();
  await server?.close();
});
beforeEach(() => {
  server.mails.length = 0;
});

let titles = 0;
async function awaited(names: string[], policy: "CONTINUE" | "DENY" = "CONTINUE"): Promise<void> {
  pack = await stockedVariant(world, { title: `Kept pack ${++titles}`, available: 0, policy });
  await world.settled();
  for (const name of names) {
    await asks(world, pack, `${name}@example.org`);
    world.shopify.clock.advance(1000);
  }
}
const choice = (readers: number, units = 0) => ({
  itemId: tail(pack.itemId),
  locationId: tail(pack.locationId),
  units,
  readers,
});
async function keep(readers: number, units = 0): Promise<void> {
  await keptBackSet(world.app, demoShop, choice(readers, units));
  await world.settled();
}
async function ordered(units: number) {
  const order = await orderOf(world, [{ variant: pack, quantity: units }]);
  await world.settled();
  return order;
}
async function arrive(available: number): Promise<void> {
  await pack.setAvailable(available);
  await world.settled();
}
const owed = async (order: Awaited<ReturnType<typeof ordered>>) =>
  ((await order.backorders()) as { owed: number } | null)?.owed ?? 0;
const announced = async () => (await standingOf(world.app.db, demoShop, tail(pack.variantId), ""))?.shelf;
const told = (name: string) => alertsTo(server, `${name}@example.org`).length;
const kept = () => keptBackOf(world.app.db, demoShop, [tail(pack.itemId)]);

describe("units that are kept for readers of the restock mail", () => {
  test("stay there when units arrive, their readers are told, and whoever orders then gets one", async () => {
    await awaited(["ann", "bob"]);
    const old = await ordered(3);
    await keep(1);
    await arrive(-1);
    expect(await owed(old)).toBe(2);
    expect([told("ann"), told("bob")]).toEqual([1, 0]);
    const row = (await alertRow(world.app.db, demoShop, tail(pack.variantId), ""))!;
    expect(row).toMatchObject({ free: 1, kept: 1, state: "backorder", waiting: 1 });
    expect(await owed(await ordered(1))).toBe(0);
    expect(await owed(old)).toBe(2);
    expect(await announced()).toMatchObject({ back: false });
  });

  test("go to those who wait once everybody was told and had time to buy", async () => {
    await awaited(["cem"]);
    const old = await ordered(3);
    await keep(1, 1);
    await arrive(0);
    expect([await owed(old), told("cem")]).toEqual([2, 1]);
    await passes(world, 23);
    expect(await kept()).toMatchObject([{ units: 1, readers: 1 }]);
    await passes(world, 2);
    expect(await kept()).toMatchObject([{ units: 1, readers: 0 }]);
    expect(await owed(old)).toBe(1);
    const why = await whyLog(world.app.db, demoShop, { productId: tail(pack.productId) });
    expect(why.map((w) => sentence(w.because, String, () => "Berlin"))).toContain(
      "Nobody on the waiting list is left to tell: 1 unit kept for it in Berlin goes to waiting orders.",
    );
    await passes(world, 25);
    expect(told("cem")).toBe(1);
  });

  test("stay for who was told of units that others bought, when more arrive in their time", async () => {
    await awaited(["eve"]);
    const old = await ordered(3);
    await keep(1);
    await arrive(-1);
    expect(told("eve")).toBe(1);
    const sold = await ordered(1);
    await sold.ship();
    await world.settled();
    await passes(world, 2);
    await arrive(-1);
    expect([await owed(old), await kept()]).toMatchObject([2, [{ readers: 1 }]]);
    await passes(world, 23);
    expect([await owed(old), await kept()]).toEqual([1, []]);
  });

  test("are told to nobody while Shopify sells none, and the list says why", async () => {
    await awaited(["dan"]);
    const old = await ordered(3);
    await pack.setPolicy("DENY");
    await world.settled();
    await keep(1);
    await arrive(-1);
    expect([await owed(old), told("dan")]).toEqual([2, 0]);
    const row = (await alertRow(world.app.db, demoShop, tail(pack.variantId), ""))!;
    expect(alertSentence(row.because!, String)).toBe(
      "1 unit is kept for the list, but Shopify sells none while more is owed than is on hand: no alert.",
    );
    expect(row.free).toBe(0);
  });

  test("are told beside what is free, and what the shop floor keeps is not", async () => {
    await awaited([]);
    await arrive(5);
    await asks(world, pack, "eve@example.org");
    await keep(1, 2);
    expect(await announced()).toEqual({ back: true, units: 3 });
  });

  test("move the dates of those who wait for them, which is seen before", async () => {
    await awaited(["fay"]);
    const old = await ordered(3);
    await enterDelivery(world, pack, { quantity: 3, days: 9 });
    await world.settled();
    const moves = await keptBackForeseen(world.app, demoShop, choice(1));
    expect(moves).toMatchObject([{ orderId: tail(old.id), to: null }]);
  });
});
