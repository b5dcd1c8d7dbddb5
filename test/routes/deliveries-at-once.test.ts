import { afterAll, beforeAll, expect, test } from "vitest";
import { batchWorked } from "#app/flows/deliveries-batched.server.ts";
import { bookOf, today } from "#test/database/small-book.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { batchOf } from "#test/delivery-batch.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { browser, open, send, words } from "./visit.ts";

const other = "other-shop.myshopify.com";
let world: TestWorld;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld({ worker: false, shops: [{ domain: demoShop }, { domain: other }] });
  world.app.now = () => new Date(`${today}T11:00:00Z`);
  const book = bookOf(world.app.db, demoShop);
  await book.shop({ importedAt: new Date() });
  await book.product("11", "Trail pack", { state: "backorder", owed: 2 });
  await open(world, "/app");
  await open(world, "/app", other);
  await world.app.db.shop.updateMany({ data: { importedAt: new Date(), timeZone: "Europe/Berlin" } });
}, 180_000);
afterAll(() => world?.close());

const read = async (path: string) => words((await open(world, path)).html);

async function upload(text: string | Buffer<ArrayBuffer>): Promise<string> {
  const body = new FormData();
  body.set("file", new File([text], "pos.csv", { type: "text/csv" }));
  const headers = { "user-agent": browser, authorization: `Bearer ${world.shopify.issueIdToken(demoShop)}` };
  const answer = await fetch(new URL("/app/incoming/import.data", world.webUrl), {
    method: "POST",
    body,
    headers,
  });
  return answer.text();
}

const newest = async () =>
  (await world.app.db.deliveryBatch.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).batchId;
const sameTime = { n: 0 };

test("a file is looked at, saved, and listed with what was left out", async () => {
  expect(
    await upload(
      "Delivery,Location,SKU,Units,ETA\nPO-1,Berlin,SKU-11,5,2026-12-10\nPO-1,Berlin,NO,5,2026-12-10\n",
    ),
  ).toContain("/app/incoming/batches/");
  const path = `/app/incoming/batches/${await newest()}`;
  expect(await read(path)).toContain("Looking at what changes. Nothing is saved yet.");
  await batchWorked(world.app, demoShop, await newest());
  const seen = await read(path);
  for (const said of ["1 delivery with 5 units to add", "Skip 1 bad row", "The SKU NO isn't in your store."])
    expect(seen).toContain(said);
  const refused = await send(world, path, { intent: "save", rows: "all" });
  expect(refused.status).toBe(422);
  await send(world, path, { intent: "save", rows: "skip" });
  await batchWorked(world.app, demoShop, await newest());
  expect(await read(path)).toContain("1 row was left out");
  expect(await read(path)).toContain("Download 1 row that was not saved");
  expect(await read(path)).toContain("1 delivery with 5 units added");
  expect(await read("/app/incoming")).toContain("1 delivery, 5 units coming");
  expect((await open(world, `${path}?refused=1`)).html).toContain("isn't in your store");
});

test("a file is read in the letters in which it was saved, and one that is no text says so", async () => {
  world.app.now = () => new Date(Date.parse(`${today}T11:00:00Z`) + ++sameTime.n);
  await upload(Buffer.from("Delivery;SKU;Units;Notes\nPO-Ü;SKU-11;5;Größe\n", "latin1"));
  await batchWorked(world.app, demoShop, await newest());
  expect((await batchOf(world, await newest())).file).toContain("PO-Ü;SKU-11;5;Größe");
  expect(await upload(Buffer.from("504b03041400060008000000", "hex"))).toContain("This is no CSV file.");
});

test("deliveries are moved together, and back on the same day", async () => {
  const { deliveryId } = await world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop } });
  expect(await read("/app/incoming/move")).toContain("PO-1, Dec 10");
  for (const search of ["PO-1", "Trail pack", "SKU-11"])
    expect(await read(`/app/incoming/move?search=${encodeURIComponent(search)}`)).toContain("PO-1, Dec 10");
  for (const nothing of ["search=nothing", "supplier_id=nobody"])
    expect(await read(`/app/incoming/move?${nothing}`)).toContain("No delivery is coming that matches.");
  const wrong = await send(world, "/app/incoming/move", { how: "by", by: "x" });
  for (const said of ["Choose at least one delivery.", "Enter days, such as 7 or -3."])
    expect(wrong.html).toContain(said);
  world.app.now = () => new Date(Date.parse(`${today}T11:00:00Z`) + ++sameTime.n);
  await send(world, "/app/incoming/move", { how: "by", by: "7", deliveryId });
  const path = `/app/incoming/batches/${await newest()}`;
  await batchWorked(world.app, demoShop, await newest());
  expect(await read(path)).toContain("Move 1 delivery 7 days later");
  await send(world, path, { intent: "save" });
  await batchWorked(world.app, demoShop, await newest());
  expect(await read(`/app/incoming/${deliveryId}`)).toContain("Expected Dec 17");
  expect(await read(path)).toContain("Undo 1 delivery");
  await send(world, path, { intent: "undo" });
  const undoing = `/app/incoming/batches/${await newest()}`;
  expect(await read(undoing)).toContain("Looking at what changes. Nothing is undone yet.");
  await batchWorked(world.app, demoShop, await newest());
  expect(await read(undoing)).toContain("1 delivery goes back to what it was before.");
  await send(world, undoing, { intent: "save" });
  await batchWorked(world.app, demoShop, await newest());
  expect((await open(world, `${undoing}?refused=1`)).html).toContain("Delivery,Location,SKU");
  expect(await read(undoing)).toContain("1 delivery is as it was before.");
  expect(await read(`/app/incoming/${deliveryId}`)).toContain("Expected Dec 10");
  expect(await read(path)).toContain("This was undone already.");
});

test("a batch of another shop leads nowhere", async () => {
  expect((await open(world, `/app/incoming/batches/${await newest()}`, other)).status).toBe(404);
  expect((await open(world, "/app/incoming/batches/x")).status).toBe(404);
});
