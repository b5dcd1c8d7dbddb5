import { afterAll, beforeAll, expect, test } from "vitest";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { transferOf, type Sent, type Shipment } from "#test/transfer-acts.ts";
import { transferScopes } from "#app/domain/native-supply.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

let world: TestWorld;
let pack: StockedVariant;
let transfer: Sent;
let shipment: Shipment;
beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Trail pack", available: 0 });
  await world.install();
  await orderOf(world, [{ variant: pack, quantity: 2 }]);
  transfer = await transferOf(world, [pack], { quantity: 5, reference: "PO-117 Fjellverk" });
  shipment = await transfer.ship(5, 10);
  await world.settled();
  // Shopify does not tell of what is incoming: it is seen whenever stock is read next.
  await world.app.nudge([{ queue: "read", shop: demoShop, what: "item", id: tail(pack.itemId) }]);
  await world.settled();
});
afterAll(() => world?.close());

const page = async (path: string) => words((await open(world, path)).html);
const tell = (fields: Record<string, string>) => send(world, "/app/transfers", fields);
const product = () => page(`/app/products/${tail(pack.productId)}`);

test("without access Incoming asks once, and Shopify's own count is shown without a day", async () => {
  expect(await page("/app/incoming")).toContain("Use the dates of your Shopify transfers");
  expect(await product()).toMatch(/Coming, no date 5 units to Berlin/);
  await tell({ intent: "not-now" });
  expect(await page("/app/incoming")).not.toContain("Use the dates of your Shopify transfers");
  expect(await page("/app/settings")).toMatch(/Shipsby can't read transfers yet.+Allow access/);
});

test("with access the shipment is a delivery that is changed in Shopify alone", async () => {
  world.shopify.grantOptionalScopes(demoShop, transferScopes);
  await tell({ intent: "allowed" });
  await world.settled();
  expect(await page("/app/settings")).toContain("Shipsby reads your transfers and shipments");
  expect(await page("/app/incoming")).toMatch(/PO-117 Fjellverk.+Managed in Shopify/);
  const delivery = await page(`/app/incoming/${shipment.deliveryId}`);
  expect(delivery).toContain("Managed in Shopify");
  expect(delivery).not.toMatch(/Change date|Cancel delivery|Change units|Arrived/);
  expect(await product()).not.toMatch(/Coming, no date/);
  const form = { intent: "change-date", expectedOn: "2027-03-01" };
  expect((await send(world, `/app/incoming/${shipment.deliveryId}`, form)).status).toBe(422);
});

test("a day that moved by itself is on Home until the merchant decides", async () => {
  await shipment.arrivesIn(24);
  await world.settled();
  const home = await page("/app");
  expect(home).toMatch(/Decide what to tell 1 order/);
  expect(home).toMatch(/moved from .+ to .+, 14 days later/);
  expect(home).toMatch(
    /1 order waits for it, .+ 1 order can't keep the promised day\. The rules announce that from/,
  );
  const { deliveryId } = shipment;
  expect((await tell({ intent: "leave-to-rules", deliveryId })).status).toBe(200);
  expect(await page("/app")).not.toMatch(/Decide what to tell/);
  expect((await tell({ intent: "tell-now", deliveryId })).status).toBe(422);
});

test("the same goods entered here are pointed out, and counted once when linked", async () => {
  const own = await enterDelivery(world, pack, { quantity: 5, days: 24, reference: "PO-117 Fjellverk" });
  await world.settled();
  expect(await page("/app/incoming")).toMatch(/Counted twice\?.+PO-117 Fjellverk: 5 units to Berlin/);
  expect(await page(`/app/incoming/${own.deliveryId}`)).toContain("Counted twice?");
  const of = { deliveryId: own.deliveryId, transferId: tail(transfer.id) };
  expect((await tell({ intent: "link", ...of })).status).toBe(200);
  await world.settled();
  expect(await page("/app/incoming")).not.toContain("Counted twice?");
  expect(await page(`/app/incoming/${own.deliveryId}`)).toMatch(/Counted with #T0001/);
  expect(await page(`/app/incoming/${shipment.deliveryId}`)).toMatch(/Entered here as PO-117 Fjellverk/);
  expect((await tell({ intent: "link", ...of })).status).toBe(422);
  expect((await tell({ intent: "unlink", deliveryId: own.deliveryId })).status).toBe(200);
  await world.settled();
  // Told apart once, it is not asked again.
  expect(await page("/app/incoming")).not.toContain("Counted twice?");
});
