import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "../../cast.ts";
import { seed } from "../../seed/seed.ts";
import type { ShopState } from "../../shop/state.ts";
import { startStandIn, type StandIn } from "../../stand-in.ts";
import { startAdmin } from "./admin.ts";

let standIn: StandIn;
let admin: Awaited<ReturnType<typeof startAdmin>>;
let state: ShopState;
let store: string;

beforeAll(async () => {
  standIn = await startStandIn({
    apiKey: "key",
    apiSecret: "secret",
    appUrl: "http://127.0.0.1:1",
    tomlPath: "shopify.app.toml",
    shops: [cast.shop],
    routingDelayMs: 1,
  });
  await seed(standIn);
  state = standIn.shops.get(cast.shop.domain)!;
  admin = await startAdmin({ standIn, shop: cast.shop.domain, app: { url: "http://127.0.0.1:1" } });
  store = `${admin.url}/store/northern-trail`;
});
afterAll(async () => {
  await admin?.stop();
  await standIn?.stop();
});

/** Sends a form as the page would, and returns the page that follows. */
async function submit(path: string, fields: Record<string, string> = {}): Promise<string> {
  const response = await fetch(store + path, { method: "POST", body: new URLSearchParams(fields) });
  expect(response.status).toBe(200);
  return response.text();
}

const variant = (sku: string) => Object.values(state.variants).find((each) => each.sku === sku)!;
const berlin = () => Object.values(state.locations).find(({ name }) => name === "Berlin")!;
const level = (sku: string) =>
  Object.values(state.levels).find(
    (each) => each.inventoryItemId === variant(sku).inventoryItemId && each.locationId === berlin().id,
  )!;

test("staff set what is available, by the official mutation", async () => {
  const { productId, inventoryItemId: itemId } = variant("ST-01");
  const page = await submit(`/products/${productId}/available`, {
    itemId,
    locationId: berlin().id,
    quantity: "7",
  });
  expect(page).toContain("Available set to 7.");
  expect(level("ST-01").quantities).toMatchObject({ available: 7, on_hand: 7 });
});

test("staff decide whether a variant sells on without stock", async () => {
  const { productId, id } = variant("ST-01");
  await submit(`/products/${productId}/policy`, { variantId: id, policy: "CONTINUE" });
  expect(variant("ST-01").inventoryPolicy).toBe("CONTINUE");
});

test("staff ship an order, and cancel another", async () => {
  const open = Object.values(state.fulfillmentOrders).filter(({ status }) => status === "OPEN");
  const [fulfillmentOrder, other] = open.filter(
    ({ orderId }, i) => open.findIndex((f) => f.orderId === orderId) === i,
  );
  const toShip = state.orders[fulfillmentOrder!.orderId]!;
  const toCancel = state.orders[other!.orderId]!;
  expect(await submit(`/orders/${toShip.id}/fulfill`, { fulfillmentOrder: fulfillmentOrder!.id })).toContain(
    "Marked as fulfilled.",
  );
  expect(fulfillmentOrder!.status).toBe("CLOSED");

  expect(await submit(`/orders/${toCancel.id}/cancel`)).toContain("Order canceled");
  await standIn.idle();
  expect(toCancel.cancelledAt).not.toBeNull();
});

test("staff move an arrival date, and receive what came", async () => {
  const shipment = Object.values(state.shipments).find(({ tracking }) => tracking.company === "DHL Freight")!;
  expect(await submit(`/transfers/${shipment.id}/arrival`, { date: "2031-05-04" })).toContain(
    "Arrival date changed.",
  );
  expect(shipment.tracking).toMatchObject({ arrivesAt: "2031-05-04T09:00:00.000Z", company: "DHL Freight" });

  const before = level("TP-OL").quantities.available;
  expect(await submit(`/transfers/${shipment.id}/receive`)).toContain("Received.");
  expect(level("TP-OL").quantities.available).toBe(before + 24);
});

test("what Shopify refuses is shown, not swallowed", async () => {
  const shipped = Object.values(state.fulfillmentOrders).find(({ status }) => status === "CLOSED")!;
  const page = await submit(`/orders/${shipped.orderId}/fulfill`, { fulfillmentOrder: shipped.id });
  expect(page).not.toContain("Marked as fulfilled.");
  expect(page).toContain('class="notice"');
});

test("moving the clock moves the shop's time", async () => {
  const before = standIn.clock.offsetMs();
  const response = await fetch(`${store}/clock`, {
    method: "POST",
    body: new URLSearchParams({ days: "7" }),
    redirect: "manual",
  });
  expect(response.status).toBe(303);
  expect(standIn.clock.offsetMs() - before).toBe(7 * 86_400_000);
});

test("every page of the admin opens", async () => {
  const { productId } = variant("TP-OL");
  const orderId = Object.keys(state.orders)[0]!;
  const paths = [
    "/orders",
    `/orders/${orderId}`,
    "/products",
    `/products/${productId}`,
    `/products/${productId}/variants/1`,
    "/transfers",
    "/transfers/1",
    "/themes/current/editor?template=product",
  ];
  for (const path of paths) {
    expect((await fetch(store + path)).status, path).toBe(200);
  }
  expect((await fetch(`${store}/orders/404`)).status).toBe(404);
});
