import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookOf, today } from "#test/database/small-book.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

// Two orders wait for a delivery that is enough for one of them.
const older = "/app/orders/2001";
const younger = "/app/orders/2002";
const pin = { intent: "pin", lineId: "l2002", deliveryId: "d9", units: "2" };
let world: TestWorld;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld({ worker: false });
  world.app.now = () => new Date(`${today}T11:00:00Z`);
  const { db } = world.app;
  const book = bookOf(db, demoShop);
  await book.shop({ importedAt: new Date() });
  await book.product("11", "Trail pack", { state: "backorder", owed: 4 });
  await book.delivery("d9", "PO-9", { itemId: "11", quantity: 2, expectedOn: "2026-12-10" });
  await book.owes("2001", { itemId: "11", owed: 2, placedOn: "2026-11-12" });
  await book.owes("2002", { itemId: "11", owed: 2, placedOn: "2026-11-13" });
  const level = { itemId: "11", incoming: 0, unavailable: 0, updatedAt: new Date() };
  await db.stockLevel.createMany({
    data: [
      { shop: demoShop, ...level, locationId: "1", onHand: 0, available: -4, committed: 4 },
      { shop: demoShop, ...level, locationId: "2", onHand: 5, available: 5, committed: 0 },
    ],
  });
  await open(world, "/app");
  await world.app.db.shop.update({ where: { shop: demoShop }, data: { importedAt: new Date() } });
}, 180_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}

describe("the order's page", () => {
  test("pins a line to a delivery, and shows at once who gets what and why", async () => {
    expect((await send(world, younger, pin)).html).toContain("Units pinned");
    const page = await read(younger);
    expect(page).toContain("Pinned to PO-9: 2 units, before everybody else.");
    expect(page).toContain("First in line");
    expect(page).toContain("PO-9, 2 units, expected Dec 10");
    const overtaken = await read(older);
    expect(overtaken).toContain("1 line with 2 units before it");
    expect(overtaken).toContain("Placed later but before it: #2002, pinned to a delivery");
    expect(overtaken).toContain("Nothing known, 2 units");
  });

  test("says how much of a pin its delivery cannot give", async () => {
    await world.app.db.deliveryLine.updateMany({ where: { shop: demoShop }, data: { quantity: 1 } });
    expect((await send(world, older, { intent: "serve-first", first: "no" })).html).toContain("usual order");
    expect(await read(younger)).toContain("Pinned to PO-9: only 1 of 2 units can come from it.");
    await world.app.db.deliveryLine.updateMany({ where: { shop: demoShop }, data: { quantity: 2 } });
  });

  test("takes a pin off, once", async () => {
    const unpin = { ...pin, intent: "unpin" };
    expect((await send(world, younger, unpin)).html).toContain("Taken off");
    expect(await read(younger)).toContain("Nothing known, 2 units");
    const again = await send(world, younger, unpin);
    expect(again.status).toBe(422);
    expect(again.html).toContain("Nothing was changed.");
  });

  test.each<[Record<string, string>, string]>([
    [{ units: "0" }, "Enter a whole number, 1 or more."],
    [{ units: "1.5" }, "Enter a whole number, 1 or more."],
    [{ units: "3" }, "Enter at most 2: the delivery brings no more."],
    [{ deliveryId: "d1" }, "Choose a delivery that is still coming."],
    [{ lineId: "l2001" }, "Choose a delivery that is still coming."],
  ])("a pin of %j is refused at its field", async (wrong, message) => {
    const { status, html } = await send(world, younger, { ...pin, ...wrong });
    expect(status).toBe(422);
    expect(html).toContain(message);
  });

  test("serves an order first, and takes it back", async () => {
    await send(world, younger, { intent: "serve-first", first: "yes" });
    expect(await read(younger)).toContain("The order is served first");
    expect(await read(older)).toContain("Placed later but before it: #2002, served first");
    await send(world, younger, { intent: "serve-first", first: "no" });
    expect(await read(older)).toContain("First in line");
  });

  test("notes the day an order is needed by, and refuses one that has passed", async () => {
    const neededBy = (day: string) => send(world, younger, { intent: "needed-by", neededBy: day });
    expect((await neededBy("2026-12-24")).html).toContain("Day saved");
    expect(await read(younger)).toContain("Your staff noted that it is needed by Dec 24.");
    for (const day of ["2026-11-01", "2026-02-31", "tomorrow"]) {
      const { status, html } = await neededBy(day);
      expect(status).toBe(422);
      expect(html).toContain("Enter a date from today on, or leave it empty.");
    }
    expect((await neededBy("")).html).toContain("Day removed");
  });

  test("suggests what lies free at another place, as the product's page does", async () => {
    const page = await read(older);
    expect(page).toContain("2 short in Berlin, 5 free in Lyon.");
    expect(page).toContain("Move 2 units to Lyon");
    expect(page).toContain("Transfer stock instead");
    const line = { fulfillmentLineId: "none", fromLocationId: "none", key: crypto.randomUUID() };
    const { status, html } = await send(world, older, { intent: "draft-transfer", ...line });
    expect([status, html]).toEqual([422, expect.stringContaining("No transfer was made.")]);
    expect(await read("/app/products/11")).toContain("4 short in Berlin, 5 free in Lyon");
  });

  test("answers 404 to orders and forms that there are not", async () => {
    expect((await send(world, "/app/orders/4711", { intent: "serve-first", first: "yes" })).status).toBe(404);
    expect((await send(world, younger, { intent: "else" })).status).toBe(404);
  });
});

describe("a promised date", () => {
  const promise = {
    intent: "promise",
    lineId: "l2001",
    promisedOn: "2026-12-24",
    reason: "A call with the supplier",
  };

  test("is changed by hand, with its reason in the why-log", async () => {
    expect((await send(world, older, promise)).html).toContain("Promised date changed");
    expect(await read(older)).toContain("Reason: A call with the supplier");
  });

  test("needs a reason and a day from today on; what was typed comes back", async () => {
    const { html } = await send(world, older, { ...promise, promisedOn: "2020-01-01", reason: "" });
    expect(html).toContain("Enter a date from today on.");
    expect(html).toContain("Give a reason in up to 200 letters.");
    expect((await send(world, older, promise)).html).toContain("This is what is promised already.");
    const gone = await send(world, older, { ...promise, lineId: "l9999" });
    expect(gone.html).toContain("Nothing of this line is owed anymore.");
  });
});
