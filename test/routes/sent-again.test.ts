import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookOf, today } from "#test/database/small-book.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send } from "./visit.ts";

const other = "other-shop.myshopify.com";
let world: TestWorld;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld({ worker: false, shops: [{ domain: demoShop }, { domain: other }] });
  world.app.now = () => new Date(`${today}T11:00:00Z`);
  for (const shop of [demoShop, other]) {
    const book = bookOf(world.app.db, shop);
    await book.shop({ importedAt: new Date() });
    await book.product("11", "Trail pack", { state: "backorder", owed: 2 });
    await open(world, "/app", shop);
    const known = { importedAt: new Date(), currency: "EUR", timeZone: "Europe/Berlin" };
    await world.app.db.shop.update({ where: { shop }, data: known });
  }
}, 180_000);
afterAll(() => world?.close());

/** The same form sent several times as one act, two at once first: what each heard. */
async function sentAgain(path: string, fields: Record<string, string>): Promise<string[]> {
  const actionId = randomUUID();
  const once = async () => {
    const { status, html } = await send(world, path, fields, demoShop, actionId);
    expect(status, html.slice(0, 300)).toBeLessThan(400);
    return html;
  };
  return [...(await Promise.all([once(), once()])), await once()];
}

const said = (html: string) => html.match(/"said","([^"]+)"/)?.[1];
const where = { shop: demoShop };
const delivery = { reference: "PO-118", locationId: "1", expectedOn: "2026-12-10" };

/** A delivery of ten units that nobody sent twice. */
async function ten(): Promise<string> {
  const { html } = await send(world, "/app/incoming/new", { ...delivery, sku0: "SKU-11", quantity0: "10" });
  return html.match(/\/app\/incoming\/([\w-]{36})/)![1]!;
}

const unitsOf = (deliveryId: string) =>
  world.app.db.deliveryLine.findMany({
    where: { ...where, deliveryId },
    select: { quantity: true, received: true },
  });

test("a delivery that is sent again is one delivery, and the page leads to it", async () => {
  const heard = await sentAgain("/app/incoming/new", { ...delivery, sku0: "SKU-11", quantity0: "6" });
  const { deliveryId } = await world.app.db.delivery.findFirstOrThrow({ where });
  expect(await world.app.db.delivery.count({ where })).toBe(1);
  expect(await unitsOf(deliveryId)).toEqual([{ quantity: 6, received: 0 }]);
  for (const html of heard) expect(html).toContain(`/app/incoming/${deliveryId}`);
});

test("one that is added on a product's page as well, which says that it was saved before", async () => {
  const before = await world.app.db.delivery.count({ where });
  const fields = { intent: "add-delivery", itemId: "11", quantity: "4", ...delivery };
  const heard = (await sentAgain("/app/products/11", fields)).map(said).sort();
  expect(heard).toEqual(["Delivery added", "It was saved the first time", "It was saved the first time"]);
  expect(await world.app.db.delivery.count({ where })).toBe(before + 1);
});

test("units that arrived are received once", async () => {
  const deliveryId = await ten();
  const fields = { intent: "receive-delivery", itemId: "11", quantity: "3", arrivedOn: today };
  const heard = (await sentAgain(`/app/incoming/${deliveryId}`, fields)).map(said).sort();
  expect(heard).toEqual(["It was saved the first time", "It was saved the first time", "Units arrived"]);
  expect(await unitsOf(deliveryId)).toEqual([{ quantity: 10, received: 3 }]);
  // The same units on another day are others.
  await send(world, `/app/incoming/${deliveryId}`, fields);
  expect(await unitsOf(deliveryId)).toEqual([{ quantity: 10, received: 6 }]);
});

test("all of a delivery that arrived is received, though nothing of it is to come any more", async () => {
  const deliveryId = await ten();
  const fields = { intent: "receive-delivery", itemId: "11", quantity: "10", arrivedOn: today };
  const heard = (await sentAgain(`/app/incoming/${deliveryId}`, fields)).map(said).sort();
  expect(heard).toEqual(["It was saved the first time", "It was saved the first time", "Units arrived"]);
});

test("a delivery is split in two, not in three", async () => {
  const deliveryId = await ten();
  const before = await world.app.db.delivery.count({ where });
  const fields = { intent: "split-delivery", itemId: "11", quantity: "4", expectedOn: "2026-12-20" };
  await sentAgain(`/app/incoming/${deliveryId}`, fields);
  expect(await world.app.db.delivery.count({ where })).toBe(before + 1);
  expect(await unitsOf(deliveryId)).toEqual([{ quantity: 6, received: 0 }]);
});

test("a supplier and a past delivery of it are added once", async () => {
  const heard = await sentAgain("/app/suppliers", { name: "Fjellverk", leadTimeDays: "21", dates: "stated" });
  const { supplierId } = await world.app.db.supplier.findFirstOrThrow({ where });
  expect(await world.app.db.supplier.count({ where })).toBe(1);
  for (const html of heard) expect(html).toContain(`/app/suppliers/${supplierId}`);

  const days = { orderedOn: "2026-09-01", statedOn: "2026-10-01", arrivedOn: "2026-10-03" };
  const past = { intent: "past", sku: "SKU-11", reference: "PO-7", ...days };
  await sentAgain(`/app/suppliers/${supplierId}`, past);
  expect(await world.app.db.delivery.count({ where: { ...where, reference: "PO-7" } })).toBe(1);
});

test("the act of another shop is none of ours", async () => {
  const actionId = randomUUID();
  const fields = { ...delivery, reference: "PO-9", sku0: "SKU-11", quantity0: "6" };
  for (const shop of [demoShop, other]) await send(world, "/app/incoming/new", fields, shop, actionId);
  const shops = await world.app.db.delivery.findMany({
    where: { reference: "PO-9" },
    select: { shop: true },
  });
  expect(shops.map((s) => s.shop).sort()).toEqual([demoShop, other].sort());
});

test("an act that is not named by a script is one of its own", async () => {
  const fields = { ...delivery, reference: "PO-10", sku0: "SKU-11", quantity0: "6" };
  for (let i = 0; i < 2; i++) await send(world, "/app/incoming/new", fields, demoShop, "x' or 1=1");
  expect(await world.app.db.delivery.count({ where: { ...where, reference: "PO-10" } })).toBe(2);
});
