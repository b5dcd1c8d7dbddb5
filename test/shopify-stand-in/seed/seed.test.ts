import { afterAll, beforeAll, expect, test } from "vitest";
import { cast, products } from "../cast.ts";
import type { ShopState } from "../shop/state.ts";
import { startStandIn, type StandIn } from "../stand-in.ts";
import { seed } from "./seed.ts";

const shop = cast.shop.domain;
const start = () =>
  startStandIn({
    apiKey: "key",
    apiSecret: "secret",
    appUrl: "http://127.0.0.1:1",
    tomlPath: "shopify.app.toml",
    shops: [cast.shop],
    routingDelayMs: 1,
  });

let standIn: StandIn;
let state: ShopState;

beforeAll(async () => {
  standIn = await start();
  await seed(standIn);
  state = standIn.shops.get(shop)!;
});
afterAll(() => standIn?.stop());

/** Units available per SKU over all locations. */
function stock({ levels, variants }: ShopState): Record<string, number> {
  const total: Record<string, number> = {};
  for (const variant of Object.values(variants)) {
    total[variant.sku!] = Object.values(levels)
      .filter(({ inventoryItemId }) => inventoryItemId === variant.inventoryItemId)
      .reduce((sum, { quantities }) => sum + quantities.available, 0);
  }
  return total;
}

const policyOf = (sku: string) =>
  Object.values(state.variants).find((variant) => variant.sku === sku)?.inventoryPolicy;

test("the shop has what the cast names", () => {
  expect(Object.values(state.products).map(({ handle }) => handle)).toEqual(
    products.map(({ handle }) => handle),
  );
  expect(Object.values(state.locations).map(({ name }) => name)).toEqual(["Berlin", "Lyon"]);
});

test("some things are plenty, some scarce, some sell on without stock and some do not", () => {
  const left = stock(state);
  expect(left["RK-01"]).toBeGreaterThan(300);
  expect(left["WF-01"]).toBe(1);
  expect([left["TP-OL"], policyOf("TP-OL")]).toEqual([-5, "CONTINUE"]);
  expect([left["ST-01"], policyOf("ST-01")]).toEqual([0, "DENY"]);
});

test("the orders of six weeks came by several channels, and not all of them are done", () => {
  const orders = Object.values(state.orders);
  expect(orders).toHaveLength(40);
  expect(new Set(orders.map(({ sourceName }) => sourceName))).toEqual(
    new Set(["web", "pos", "shopify_draft_order", "Wholesale Portal"]),
  );
  const day = (time: string) => Date.parse(time.slice(0, 10)) / 86_400_000;
  const ageInDays = (time: string) => day(standIn.clock.now().toISOString()) - day(time);
  expect(ageInDays(orders[0]!.processedAt)).toBe(41);
  expect(ageInDays(orders.at(-1)!.processedAt)).toBe(1);
  expect(orders.filter(({ cancelledAt }) => cancelledAt)).toHaveLength(2);
  expect(orders.filter(({ refunds }) => refunds.length > 0)).toHaveLength(2);
});

test("about ten orders wait for goods that are not there", () => {
  const short = Object.values(state.levels).filter(({ quantities }) => quantities.available < 0);
  const waiting = new Set(
    Object.values(state.fulfillmentOrders)
      .filter(
        ({ status, locationId, lineItems }) =>
          status === "OPEN" &&
          lineItems.some(({ inventoryItemId, remainingQuantity }) =>
            short.some(
              (level) =>
                remainingQuantity > 0 &&
                level.inventoryItemId === inventoryItemId &&
                level.locationId === locationId,
            ),
          ),
      )
      .map(({ orderId }) => orderId),
  );
  expect(waiting.size).toBeGreaterThanOrEqual(8);
  expect(waiting.size).toBeLessThanOrEqual(12);
});

test("three deliveries are on their way with a date, one is ordered without", () => {
  const dates = Object.values(state.shipments).map(({ tracking }) => tracking.arrivesAt);
  expect(dates.filter((date) => Date.parse(date ?? "") > standIn.clock.now().getTime())).toHaveLength(3);
  expect(Object.values(state.transfers)).toHaveLength(4);
});

test("filling another shop gives the same", async () => {
  const other = await start();
  try {
    await seed(other);
    expect(stock(other.shops.get(shop)!)).toEqual(stock(state));
  } finally {
    await other.stop();
  }
});
