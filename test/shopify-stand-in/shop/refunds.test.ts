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

const refund = (orderId: string, line: object) =>
  shop.run(
    `mutation ($input: RefundInput!, $key: String!) {
      refundCreate(input: $input) @idempotent(key: $key) { refund { id totalRefundedSet { shopMoney { amount } } } userErrors { message } }
    }`,
    { input: { orderId, refundLineItems: [line], transactions: [] }, key: crypto.randomUUID() },
  );

describe("Refunds", () => {
  test("CANCEL takes unshipped units off the order and frees them", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
    const { id } = await shop.firstLine(orderId);
    await refund(orderId, { lineItemId: id, quantity: 2, restockType: "CANCEL", locationId: berlin });
    expect(await shop.firstLine(orderId)).toMatchObject({
      quantity: 5,
      currentQuantity: 3,
      unfulfilledQuantity: 3,
      refundableQuantity: 3,
    });
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 3, available: 0 });
  });

  test("NO_RESTOCK gives money back and changes nothing that is to be shipped", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const { id } = await shop.firstLine(orderId);
    await refund(orderId, { lineItemId: id, quantity: 2, restockType: "NO_RESTOCK" });
    expect(await shop.firstLine(orderId)).toMatchObject({ currentQuantity: 0, unfulfilledQuantity: 2 });
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 2, available: 1 });
  });

  test("RETURN puts shipped units back on the shelf", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    await shop.ship(first.id);
    const { id } = await shop.firstLine(orderId);
    await refund(orderId, { lineItemId: id, quantity: 1, restockType: "RETURN", locationId: lyon });
    await refund(orderId, { lineItemId: id, quantity: 1, restockType: "RETURN", locationId: berlin });
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 2, committed: 0, available: 2 });
  });

  test("shipped units can't be cancelled", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    await shop.ship(first.id);
    const { id } = await shop.firstLine(orderId);
    await expect(
      refund(orderId, { lineItemId: id, quantity: 1, restockType: "CANCEL", locationId: berlin }),
    ).rejects.toThrow("the items are fulfilled");
  });
});
