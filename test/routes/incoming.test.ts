import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookOf, today } from "#test/database/small-book.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

const other = "other-shop.myshopify.com";
let world: TestWorld;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld({ worker: false, shops: [{ domain: demoShop }, { domain: other }] });
  world.app.now = () => new Date(`${today}T11:00:00Z`);
  const book = bookOf(world.app.db, demoShop);
  await book.shop({ importedAt: new Date() });
  await book.product("11", "Trail pack", { state: "backorder", owed: 2 });
  await book.product("12", "Tent");
  await open(world, "/app");
  await open(world, "/app", other);
  await world.app.db.shop.update({
    where: { shop: demoShop },
    data: { importedAt: new Date(), currency: "EUR", timeZone: "Europe/Berlin" },
  });
}, 180_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}

const newest = () =>
  world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop }, orderBy: { createdAt: "desc" } });

test("without deliveries and suppliers the pages say what to do next", async () => {
  expect(await read("/app/incoming")).toContain("Tell us what's coming");
  expect(await read("/app/suppliers")).toContain("Say who delivers");
  expect(await read("/app/products/11")).toContain("No suppliers yet.");
});

describe("a supplier", () => {
  test("is added by name, once", async () => {
    const added = await send(world, "/app/suppliers", {
      name: "Fjellverk",
      leadTimeDays: "21",
      dates: "stated",
    });
    expect(added.html).toContain("/app/suppliers/");
    const twice = await send(world, "/app/suppliers", { name: "fjellverk" });
    expect(twice.status).toBe(422);
    expect(twice.html).toContain("Another supplier has this name.");
    const nameless = await send(world, "/app/suppliers", { name: "", leadTimeDays: "x" });
    expect(nameless.html).toContain("Enter a name.");
    expect(nameless.html).toContain("Enter a whole number from 1 to 365");
  });

  test("has a page that says that there is too little to learn from", async () => {
    const page = await read(await pageOfSupplier());
    expect(page).toContain("Too few deliveries to learn from; using the stated lead time.");
    expect(page).toContain("Needs 4 received deliveries");
    expect(await read("/app/suppliers")).toContain("21 days");
  });

  test("learns from deliveries of the time before the app, by their days", async () => {
    const path = await pageOfSupplier();
    const past = { intent: "past", sku: "SKU-11", orderedOn: "2026-09-01", statedOn: "2026-10-01" };
    const refused = await send(world, path, { ...past, sku: "X", arrivedOn: "2026-11-23", reference: "" });
    for (const error of ["This SKU isn't in your store.", "Enter a date up to today.", "Enter a reference"])
      expect(refused.html).toContain(error);
    for (const day of ["01", "02", "03", "05"])
      await send(world, path, { ...past, arrivedOn: `2026-10-${day}`, reference: `PO-${day}` });
    const page = await read(path);
    expect(page).toContain(
      "8 of 10 came at most 4 days after the stated day; 1 of 4 came by the stated day.",
    );
    expect(page).toContain("8 of 10 within 34 days, from 4 deliveries");
    expect(await read("/app/incoming?view=received")).toContain("4 deliveries, 0 units coming");
    // What follows begins without them.
    await world.app.db.deliveryLine.deleteMany({ where: { shop: demoShop } });
    await world.app.db.delivery.deleteMany({ where: { shop: demoShop } });
  });

  test("is chosen on a product's page, from those of this shop", async () => {
    const { supplierId } = await world.app.db.supplier.findFirstOrThrow({ where: { shop: demoShop } });
    const path = "/app/products/11";
    expect((await send(world, path, { intent: "supplier", supplierId })).html).toContain("Supplier saved");
    expect((await send(world, path, { intent: "supplier", supplierId: "nobody" })).status).toBe(422);
    expect(await read(path)).toContain("Empty: its supplier's, 21 days.");
    expect((await open(world, await pageOfSupplier(), other)).status).toBe(404);
  });

  test("stays while something names it", async () => {
    expect((await send(world, await pageOfSupplier(), { intent: "remove" })).html).toContain("names it now");
  });
});

async function pageOfSupplier(): Promise<string> {
  const { supplierId } = await world.app.db.supplier.findFirstOrThrow({ where: { shop: demoShop } });
  return `/app/suppliers/${supplierId}`;
}

describe("a delivery", () => {
  const typed = { reference: "PO-118", locationId: "1", expectedOn: "2026-12-10", orderedOn: "2026-11-20" };

  test("of several items is added by SKU; a wrong one is refused at its line, and nothing is added", async () => {
    const wrong = { ...typed, sku0: "SKU-11", quantity0: "6", sku1: "NOTHING", quantity1: "0" };
    const refused = await send(world, "/app/incoming/new", wrong);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("This SKU isn't in your store.");
    expect(refused.html).toContain("Enter a whole number, 1 or more.");
    expect(await world.app.db.delivery.count({ where: { shop: demoShop } })).toBe(0);
    await send(world, "/app/incoming/new", { ...wrong, sku1: "sku-12", quantity1: "4", draft: "on" });
    const { deliveryId, confirmed } = await newest();
    expect(confirmed).toBe(false);
    const page = await read(`/app/incoming/${deliveryId}`);
    expect(page).toContain("Draft");
    expect(page).toContain("6 units ordered, 0 received, 0 owed, 0 free");
    expect(page).toContain("4 units ordered");
    expect(page).toContain("PO-118 was added as a draft, expected on Dec 10.");
  });

  test("is confirmed, moved, received and listed by its own page's forms", async () => {
    const { deliveryId } = await newest();
    const path = `/app/incoming/${deliveryId}`;
    expect((await send(world, path, { intent: "confirm-delivery" })).html).toContain("Delivery confirmed");
    expect((await send(world, path, { intent: "change-date", expectedOn: "2026-11-21" })).html).toContain(
      "Enter a date from today on.",
    );
    await send(world, path, { intent: "change-date", expectedOn: "2026-12-15" });
    await send(world, path, { intent: "change-units", itemId: "12", quantity: "5" });
    const future = { intent: "receive-delivery", itemId: "11", quantity: "2", arrivedOn: "2026-11-23" };
    expect((await send(world, path, future)).html).toContain("Enter a date up to today.");
    await send(world, path, { ...future, arrivedOn: "2026-11-21" });
    const page = await read(path);
    expect(page).toContain("Partly received");
    expect(page).toContain("Expected Dec 15, in 23 days");
    expect(page).toContain("6 units ordered, 2 received");
    expect(page).toContain("5 units ordered");
    expect(page).toContain("PO-118 moved from Dec 10 to Dec 15.");
    expect(page).toContain("2 units of PO-118 arrived on Nov 21.");
    const list = await read("/app/incoming");
    expect(list).toContain("1 delivery, 9 units coming, 0 units owed from them");
    expect(list).toContain("9 of 11 units");
  });

  test("that is canceled takes no more forms", async () => {
    const { deliveryId } = await newest();
    const path = `/app/incoming/${deliveryId}`;
    expect((await send(world, path, { intent: "cancel-delivery" })).html).toContain("Delivery canceled");
    const late = await send(world, path, { intent: "change-date", expectedOn: "2026-12-20" });
    expect(late.html).toContain("Nothing was changed.");
  });

  test("of another shop, or of no shop, leads nowhere", async () => {
    const { deliveryId } = await newest();
    expect((await open(world, `/app/incoming/${deliveryId}`, other)).status).toBe(404);
    expect((await open(world, "/app/incoming/x%27--")).status).toBe(404);
    expect((await open(world, "/app/suppliers/nobody")).status).toBe(404);
  });

  test("an address of the list that makes no sense shows all", async () => {
    expect(await read("/app/incoming?view=x&sort=y&after=zzz&supplier_id=%27")).toContain("1 delivery");
  });
});
