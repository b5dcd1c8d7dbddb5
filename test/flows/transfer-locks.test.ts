import { afterAll, beforeAll, expect, test } from "vitest";
import { lockSupplier } from "#app/database/suppliers.server.ts";
import { supplierAdded } from "#app/flows/supplier-saved.server.ts";
import { nativeSupplierChosen } from "#app/flows/native-supplier-chosen.server.ts";
import { transferChanged } from "#app/flows/transfer-changed.server.ts";
import { stockedVariant, tail } from "#test/acts.ts";
import { allowTransfers, transferOf } from "#test/transfer-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
  await allowTransfers(world);
});
afterAll(() => world?.close());

test("whoever reads a transfer waits for its supplier before it locks a delivery, as a receipt does", async () => {
  const pack = await stockedVariant(world, { title: "Pack", available: 0 });
  const transfer = await transferOf(world, [pack], { quantity: 10 });
  const { deliveryId } = await transfer.ship(10, 5);
  await world.settled();
  const supplierId = await supplierOf(deliveryId);

  const { db } = world.app;
  let reading = Promise.resolve();
  await db.$transaction(async (receipt) => {
    await lockSupplier(receipt, demoShop, supplierId);
    reading = transferChanged(world.app, demoShop, tail(transfer.id));
    await expect.poll(whoWaits, { timeout: 20_000 }).toBe(1);
    // What a receipt teaches is written to every delivery of its supplier: this must not wait for the reader.
    await receipt.$executeRaw`select 1 from delivery where shop = ${demoShop} and delivery_id = ${deliveryId}
      for update nowait`;
  });
  await reading;
});

async function supplierOf(deliveryId: string): Promise<string> {
  const words = { name: "Fjellverk", leadTimeDays: null, dates: "learned" as const };
  const added = await supplierAdded(world.app, demoShop, words);
  if (added === "name_taken") throw new Error("The shop has no supplier yet.");
  await nativeSupplierChosen(world.app, demoShop, deliveryId, added.supplierId);
  await world.settled();
  return added.supplierId;
}

/** Transactions that wait for a supplier. */
async function whoWaits(): Promise<number> {
  const [row] = await world.app.db.$queryRaw<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_locks
    where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = hashtext('supplier')::bigint & 4294967295`;
  return row!.waiting;
}
