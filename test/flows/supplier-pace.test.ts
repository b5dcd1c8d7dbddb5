import { afterAll, beforeAll, expect, test } from "vitest";
import { sentence, type Because } from "#app/domain/because.ts";
import { addDays } from "#app/domain/days.ts";
import { sourcesOf } from "#app/database/sources.server.ts";
import { readSource } from "#app/domain/source-form.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { supplierChosen } from "#app/flows/supplier-chosen.server.ts";
import { supplierPaceForeseen, supplierPaceSet } from "#app/flows/supplier-pace.server.ts";
import { supplierRemoved } from "#app/flows/supplier-removed.server.ts";
import { supplierAdded, supplierChanged } from "#app/flows/supplier-saved.server.ts";
import { sourcePreferred, sourceRemoved, sourceSaved } from "#app/flows/supplier-sources.server.ts";
import { dayFromNow, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let lamp: StockedVariant;
let acme: string;
let deliveryId: string;
const words = { name: "Acme", leadTimeDays: 10, dates: "stated" as const };

beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Trail pack", available: 0 });
  lamp = await stockedVariant(world, { title: "Headlamp", available: 0 });
  await world.install();
  const added = await supplierAdded(world.app, demoShop, words);
  if (added === "name_taken") throw new Error("The shop has no supplier yet.");
  acme = added.supplierId;
  await supplierChosen(world.app, demoShop, tail(lamp.productId), acme);
  ({ deliveryId } = await deliveryEntered(world.app, demoShop, {
    itemId: tail(pack.itemId),
    locationId: tail(pack.locationId),
    quantity: 10,
    reference: "PO-118",
    supplierId: acme,
    expectedOn: dayFromNow(world, 20),
  }));
  await world.settled();
  await orderOf(world, [{ variant: pack, quantity: 3 }]);
  await orderOf(world, [{ variant: lamp, quantity: 2 }]);
  await world.settled();
}, 60_000);
afterAll(() => world?.close());

const strike = () => ({
  first: dayFromNow(world, 0),
  last: dayFromNow(world, 30),
  days: 14,
  reason: "port strike",
});
async function expectedOn(): Promise<string> {
  const row = await world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop, deliveryId } });
  return row.expectedOn!.toISOString().slice(0, 10);
}
async function leadTimeCover(): Promise<string> {
  const where = { shop: demoShop, itemId: tail(lamp.itemId), kind: "lead_time" };
  return (await world.app.db.cover.findFirstOrThrow({ where })).expectedOn!.toISOString().slice(0, 10);
}
async function newestReason(): Promise<string> {
  const rows = await world.app.db.why.findMany({ where: { shop: demoShop }, orderBy: { seq: "desc" } });
  const found = rows.find((r) => (r.because as Because).kind === "delivery_learned");
  return sentence(
    found!.because as Because,
    (d) => d,
    (p) => p,
  );
}

test("a disruption moves what is to come and what a lead time covers, as its preview showed, with its reason", async () => {
  const before = [await expectedOn(), await leadTimeCover()];
  const said = { kind: "delay" as const, delay: strike() };
  const seen = await supplierPaceForeseen(world.app, demoShop, acme, said);
  expect(seen!.lines.map((l) => l.owed).sort()).toEqual([2, 3]);
  expect(seen!.lines.every((l) => l.outcome !== "kept" && l.to! > l.from!)).toBe(true);
  // Looking changes nothing.
  expect([await expectedOn(), await leadTimeCover()]).toEqual(before);

  expect(await supplierPaceSet(world.app, demoShop, acme, said)).toBe("saved");
  await world.settled();
  expect(await expectedOn()).toBe(addDays(before[0]!, 14));
  expect(await leadTimeCover()).toBe(addDays(before[1]!, 14));
  expect(await newestReason()).toBe(
    `PO-118 moved from ${before[0]} to ${addDays(before[0]!, 14)}: Acme: port strike, 14 days added.`,
  );
  const { because } = await world.app.db.availability.findFirstOrThrow({
    where: { shop: demoShop, variantId: tail(lamp.variantId) },
  });
  expect(because).toMatchObject({
    kind: "lead_time",
    supplier: "Acme",
    reason: "port strike",
    delayDays: 14,
  });
  expect((await supplierPaceForeseen(world.app, demoShop, acme, said))!.lines).toEqual([]);
});

test("a new day that is said during a disruption is late by it, too", async () => {
  await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: dayFromNow(world, 22) });
  expect(await expectedOn()).toBe(dayFromNow(world, 36));
  await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: dayFromNow(world, 20) });
  await world.settled();
});

test("when it is over everything is expected as before", async () => {
  await supplierPaceSet(world.app, demoShop, acme, { kind: "delay", delay: null });
  await world.settled();
  expect(await expectedOn()).toBe(dayFromNow(world, 20));
});

test("days closed stop the clock of a lead time, and no day that was stated", async () => {
  const [stated, covered] = [await expectedOn(), await leadTimeCover()];
  const span = { first: addDays(covered, -3), last: addDays(covered, 3), name: "August" };
  await supplierPaceSet(world.app, demoShop, acme, { kind: "closed", span });
  await world.settled();
  expect(await leadTimeCover()).toBe(addDays(covered, 7));
  expect(await expectedOn()).toBe(stated);
  await supplierPaceSet(world.app, demoShop, acme, { kind: "open", first: span.first });
  await world.settled();
  expect(await leadTimeCover()).toBe(covered);
});

test("a buffer is added to every day that the supplier states", async () => {
  await supplierChanged(world.app, demoShop, acme, { ...words, dates: "buffered", bufferDays: 3 });
  await world.settled();
  expect(await expectedOn()).toBe(dayFromNow(world, 23));
  expect(await newestReason()).toContain("3 days of buffer added");
  await supplierChanged(world.app, demoShop, acme, words);
  expect(await expectedOn()).toBe(dayFromNow(world, 20));
});

test("another shop's supplier is none", async () => {
  const said = { kind: "delay" as const, delay: strike() };
  expect(await supplierPaceForeseen(world.app, "other.myshopify.com", acme, said)).toBeNull();
  expect(await supplierPaceSet(world.app, "other.myshopify.com", acme, said)).toBe("not_found");
});

test("of several sources the preferred one's lead time counts; the one before could supply it again", async () => {
  const added = await supplierAdded(world.app, demoShop, { name: "Rival", leadTimeDays: 4, dates: "stated" });
  if (added === "name_taken") throw new Error("Rival is there already.");
  const productId = tail(lamp.productId);
  const known = () => sourcesOf(world.app.db, demoShop, productId);
  const before = await leadTimeCover();
  await sourceSaved(world.app, demoShop, productId, { supplierId: added.supplierId, minimum: 50 });
  await world.settled();
  expect(await known()).toMatchObject([{ name: "Rival", leadTimeDays: 4, minimum: 50 }]);
  expect(await leadTimeCover()).toBe(before);
  expect(await supplierRemoved(world.app, demoShop, added.supplierId)).toBe("in_use");

  expect(await sourcePreferred(world.app, demoShop, productId, added.supplierId)).toBe("preferred");
  await world.settled();
  expect(await leadTimeCover()).toBe(addDays(before, -6));
  expect(await known()).toMatchObject([
    { name: "Acme", minimum: null },
    { name: "Rival", minimum: 50 },
  ]);
  await sourceRemoved(world.app, demoShop, productId, acme);
  expect(await known()).toMatchObject([{ name: "Rival" }]);
  expect(await sourcePreferred(world.app, "other.myshopify.com", productId, acme)).toBe("not_found");
  expect(readSource({ sourceId: acme, minimum: "0" }, [acme]).ok).toBe(false);
  expect(readSource({ sourceId: "x", minimum: "" }, [acme]).ok).toBe(false);
});
