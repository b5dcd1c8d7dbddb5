import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

let shop: TestShop;
let berlin: string;

beforeEach(async () => {
  shop = await openTestShop();
  berlin = await shop.addLocation("Berlin");
});
afterEach(() => shop.stop());

describe("Shipping", () => {
  test("a part leaves the fulfillment order in progress, the rest closes it", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 9 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 3 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    await shop.ship(first.id, [{ id: first.lines[0].id, quantity: 1 }]);
    expect(await shop.fulfillmentOrders(orderId)).toMatchObject([
      { status: "IN_PROGRESS", lines: [{ totalQuantity: 3, remainingQuantity: 2 }] },
    ]);
    expect((await shop.firstLine(orderId)).order.displayFulfillmentStatus).toBe("PARTIALLY_FULFILLED");
    await shop.ship(first.id);
    expect(await shop.fulfillmentOrders(orderId)).toMatchObject([{ status: "CLOSED" }]);
    expect((await shop.firstLine(orderId)).order.displayFulfillmentStatus).toBe("FULFILLED");
  });

  test("a cancelled fulfillment is owed again, in a new fulfillment order when the old one is closed", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    const { fulfillmentCreate } = await shop.ship(first.id);
    await shop.run(
      `mutation ($id: ID!) { fulfillmentCancel(id: $id) { fulfillment { status } userErrors { message } } }`,
      {
        id: fulfillmentCreate.fulfillment.id,
      },
    );
    const [closed, successor] = await shop.fulfillmentOrders(orderId);
    expect(closed).toMatchObject({ id: first.id, status: "CLOSED" });
    expect(successor).toMatchObject({ status: "OPEN", lines: [{ remainingQuantity: 2 }] });
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 2, available: 1 });
  });

  test("an order that arrives shipped is history and leaves the stock alone, unless told to decrement", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 5 } });
    const create = (inventoryBehaviour: string) =>
      shop.run(
        `mutation ($v: ID!, $l: ID!, $b: OrderCreateInputsInventoryBehavior!) {
          orderCreate(order: { lineItems: [{ variantId: $v, quantity: 2 }], fulfillment: { locationId: $l } }, options: { inventoryBehaviour: $b }) {
            order { displayFulfillmentStatus } userErrors { message } } }`,
        { v: tent.variantId, l: berlin, b: inventoryBehaviour },
      );
    const { orderCreate } = await create("BYPASS");
    expect(orderCreate.order.displayFulfillmentStatus).toBe("FULFILLED");
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 5, committed: 0, available: 5 });
    await create("DECREMENT_IGNORING_POLICY");
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 0, available: 3 });
  });
});
