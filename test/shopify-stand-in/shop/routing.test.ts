import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

let shop: TestShop;
let berlin: string;
let lyon: string;

beforeEach(async () => {
  shop = await openTestShop();
  berlin = await shop.addLocation("Berlin");
  lyon = await shop.addLocation("Lyon");
});
afterEach(() => shop.stop());

describe("Order routing", () => {
  test("an order has no fulfillment orders at first", async () => {
    const slow = await openTestShop({ routingDelayMs: 60_000 });
    await slow.addLocation("Berlin");
    const tent = await slow.addVariant({});
    const { orderCreate } = await slow.run(
      `mutation ($v: ID!) { orderCreate(order: { lineItems: [{ variantId: $v, quantity: 1 }] }) {
        order { fulfillmentOrders(first: 5) { nodes { id } } lineItems(first: 1) { nodes { unfulfilledQuantity } } } userErrors { message } } }`,
      { v: tent.variantId },
    );
    expect(orderCreate.order.fulfillmentOrders.nodes).toEqual([]);
    expect(orderCreate.order.lineItems.nodes).toEqual([{ unfulfilledQuantity: 1 }]);
    await slow.stop();
  });

  test("it goes to the first location that has enough", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 1, [lyon]: 9 } });
    const order = await shop.addOrder([{ variantId: tent.variantId, quantity: 3 }]);
    expect(await shop.fulfillmentOrders(order)).toMatchObject([{ locationId: lyon, status: "OPEN" }]);
  });

  test("if none has enough, to the one with the most, and as a whole", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 1, [lyon]: 2 } });
    const order = await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
    expect(await shop.fulfillmentOrders(order)).toMatchObject([
      { locationId: lyon, lines: [{ totalQuantity: 5, remainingQuantity: 5 }] },
    ]);
  });

  test("it is divided only when no location stocks every line", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 5 } });
    const stove = await shop.addVariant({ title: "Stove", stock: { [lyon]: 5 } });
    const order = await shop.addOrder([
      { variantId: tent.variantId, quantity: 1 },
      { variantId: stove.variantId, quantity: 1 },
    ]);
    const routed = await shop.fulfillmentOrders(order);
    expect(routed.map((entry) => entry.locationId).sort()).toEqual([berlin, lyon].sort());
  });

  test("a point-of-sale order is fulfilled where it was sold", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 9, [lyon]: 0 } });
    const order = await shop.addOrder([{ variantId: tent.variantId, quantity: 1 }], {
      sourceName: "pos",
      transactions: [
        { locationId: lyon, amountSet: { shopMoney: { amount: "10.00", currencyCode: "EUR" } } },
      ],
    });
    expect(await shop.fulfillmentOrders(order)).toMatchObject([{ locationId: lyon }]);
  });
});
