import { afterAll, beforeAll, expect, test } from "vitest";
import { holdScopes } from "#app/domain/release-form.ts";
import { brakesTurnedOff } from "#app/flows/brake-set.server.ts";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryCounted } from "#app/flows/delivery-received.server.ts";
import { deliverySplit } from "#app/flows/delivery-split.server.ts";
import { actionUndone } from "#app/flows/delivery-undone.server.ts";
import { nativeSupplierChosen } from "#app/flows/native-supplier-chosen.server.ts";
import { orderServedFirst } from "#app/flows/order-ranked.server.ts";
import { reconcileAsked } from "#app/flows/reconcile-asked.server.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { supplierAdded } from "#app/flows/supplier-saved.server.ts";
import { tiersSaved } from "#app/flows/tiers-saved.server.ts";
import { countIn, dayFromNow, enterDelivery, orderOf, stockedVariant, tail } from "#test/acts.ts";
import { setBrake, upTo } from "#test/brake-acts.ts";
import { testDatabase } from "#test/setup/database.ts";
import { allowTransfers, transferOf } from "#test/transfer-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { recordLocks } from "./recorder.ts";
import { ringsIn } from "./rings.ts";

let world: TestWorld;
let record: Awaited<ReturnType<typeof recordLocks>>;
let supplierId: string;
beforeAll(async () => {
  const database = await testDatabase();
  record = await recordLocks(database.url);
  world = await testWorld({ database });
  world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
  await world.install();
  await allowTransfers(world);
  const words = { name: "Fjellverk", leadTimeDays: null, dates: "learned" as const };
  const added = await supplierAdded(world.app, demoShop, words);
  if (added === "name_taken") throw new Error("The shop has no supplier yet.");
  supplierId = added.supplierId;
});
afterAll(async () => {
  record?.stop();
  await world?.close();
});

const waitsFor = (words: string) =>
  expect
    .poll(
      async () => {
        const [row] = await world.app.db.$queryRaw<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like ${`%${words}%`}`;
        return row!.waiting;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0);

const from = (variant: { itemId: string; locationId: string }, reference: string) =>
  enterDelivery(world, variant, { quantity: 5, days: 9, reference });

test("an order that changes waits for the count of its item before it locks a line of it", async () => {
  const pack = await stockedVariant(world, { title: "Pack", available: 0 });
  await world.settled();
  const order = await orderOf(world, [{ variant: pack, quantity: 3 }]);
  await world.settled();
  await world.app.db.$transaction(async (count) => {
    await count.$executeRaw`select 1 from item where shop = ${demoShop} and item_id = ${tail(pack.itemId)} for update`;
    await order.editTo(1);
    await waitsFor("from item");
    // What a count gives a place in line it writes to the line: this must not wait for the order.
    await count.$executeRaw`select 1 from fulfillment_line where shop = ${demoShop} and item_id = ${tail(pack.itemId)}
      for update nowait`;
  });
  await world.settled();
});

test("a receipt that waits for another delivery has not told anybody yet to count its items", async () => {
  const tent = await stockedVariant(world, { title: "Tent", available: 0 });
  const [one, other] = [await from(tent, "PO-1"), await from(tent, "PO-2")];
  for (const { deliveryId } of [one, other])
    await world.app.db.delivery.updateMany({ where: { shop: demoShop, deliveryId }, data: { supplierId } });
  await world.settled();
  let receipt: Promise<unknown> = Promise.resolve();
  const itemId = tail(tent.itemId);
  await world.app.db.$transaction(async (change) => {
    await change.$executeRaw`select 1 from delivery where shop = ${demoShop} and delivery_id = ${other.deliveryId}
      for update`;
    const counts = [{ itemId, arrived: 2, damaged: 0, rest: "stays" as const }];
    receipt = deliveryCounted(world.app, demoShop, one.deliveryId, { counts });
    await waitsFor("from delivery");
    await change.$executeRaw`set local lock_timeout = '5s'`;
    await world.app.nudge([{ queue: "recount", shop: demoShop, itemId }], change);
  });
  await receipt;
  await world.settled();
});

test("who was chosen to end a ring of waiting is told again, and both have their way", async () => {
  const { db } = world.app;
  const [a, b] = ["a", "b"].map((who) => ({ shop: "", scope: "rings", who, since: new Date(0), used: 0 }));
  await db.allowance.createMany({ data: [a!, b!] });
  const arrived = Promise.withResolvers<void>();
  let first = 0;
  const more = (one: string, other: string) =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`update allowance set used = used + 1 where scope = 'rings' and who = ${one}`;
      if (++first === 2) arrived.resolve();
      await arrived.promise;
      await tx.allowance.updateMany({
        where: { scope: "rings", who: other },
        data: { used: { increment: 1 } },
      });
    });
  await Promise.all([more("a", "b"), more("b", "a")]);
  expect(first).toBe(3);
  expect((await db.allowance.findMany({ where: { scope: "rings" } })).map((r) => r.used)).toEqual([2, 2]);
  await db.allowance.deleteMany({ where: { scope: "rings" } });
  // That was no flow of the app's.
  for (const t of [...record.transactions])
    if (t.taken.some((l) => l.key.includes("/rings/")))
      record.transactions.splice(record.transactions.indexOf(t), 1);
});

test("whatever happens in a shop, everybody locks in one order", async () => {
  const { app } = world;
  await releaseSettingsSaved(app, demoShop, { on: true, review: false, wholeOrders: false });
  await tiersSaved(app, demoShop, [{ by: "order_tag", tag: "VIP" }]);
  const [lamp, rope] = [
    await stockedVariant(world, { title: "Lamp", available: 1 }),
    await stockedVariant(world, { title: "Rope", available: 0 }),
  ];
  // An item that is first heard of while its order is kept cannot be locked before its lines.
  await world.settled();
  const both = [lamp, rope].map((variant) => ({ variant, quantity: 2 }));
  const orders = [
    await orderOf(world, both),
    await orderOf(world, both.toReversed(), demoShop, { tags: ["VIP"] }),
  ];
  const [early, late] = [await from(lamp, "PO-3"), await from(lamp, "PO-4")];
  for (const { deliveryId } of [early, late])
    await app.db.delivery.updateMany({ where: { shop: demoShop, deliveryId }, data: { supplierId } });
  const transfer = await transferOf(world, [rope, lamp], { quantity: 6 });
  const shipment = await transfer.ship(4, 5);
  await world.settled();
  await nativeSupplierChosen(app, demoShop, shipment.deliveryId, supplierId);
  const itemId = tail(lamp.itemId);
  await Promise.all([
    deliveryChanged(app, demoShop, late.deliveryId, { expectedOn: dayFromNow(world, 20) }),
    orderServedFirst(app, demoShop, tail(orders[0]!.id), true),
    orders[1]!.editTo(1),
    shipment.arrivesIn(8),
    countIn(world, rope, 1),
    setBrake(world, lamp, upTo(1)),
  ]);
  const counts = [{ itemId, arrived: 2, damaged: 1, rest: "stays" as const }];
  const counted = await deliveryCounted(app, demoShop, early.deliveryId, { counts });
  const parts = [{ itemId, units: 1 }];
  await deliverySplit(app, demoShop, late.deliveryId, { parts, statedOn: dayFromNow(world, 30) });
  await Promise.all([countIn(world, lamp, 2), shipment.receive(3), reconcileAsked(app, demoShop)]);
  await world.settled();
  if (counted !== "not_found") await actionUndone(app, demoShop, counted.actionId, early.deliveryId);
  const { actionId } = await app.db.deliveryChange.findFirstOrThrow({
    where: { shop: demoShop, kind: "split" },
  });
  await actionUndone(app, demoShop, actionId, late.deliveryId);
  await Promise.all([
    deliveryCancelled(app, demoShop, early.deliveryId),
    brakesTurnedOff(app, demoShop),
    tiersSaved(app, demoShop, []),
    orders[0]!.ship(1),
    orders[1]!.cancel(),
  ]);
  await world.settled();
  expect(ringsIn(record.transactions).filter((ring) => !ring.includes(alone))).toEqual([]);
}, 300_000);

/** Its writer holds a lock of its kind of effect, which outlasts transactions: see app/database/locks.server.ts. */
const alone = "Several of published_date";
