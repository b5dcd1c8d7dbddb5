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

describe("Editing an order", () => {
  const begin = async (orderId: string) => {
    const data = await shop.run(
      `mutation ($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 5) { nodes { id quantity editableQuantity } } } userErrors { message } } }`,
      { id: orderId },
    );
    return data.orderEditBegin.calculatedOrder;
  };
  const setQuantity = (id: string, lineItemId: string, quantity: number, restock: boolean) =>
    shop.run(
      `mutation ($id: ID!, $line: ID!, $quantity: Int!, $restock: Boolean) {
        orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity, restock: $restock) { calculatedOrder { id } userErrors { message } } }`,
      { id, line: lineItemId, quantity, restock },
    );
  const commit = (id: string) =>
    shop.run(
      `mutation ($id: ID!) { orderEditCommit(id: $id, staffNote: "asked by phone") { order { id edited } userErrors { message } } }`,
      { id },
    );

  test("changes nothing before it is committed", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
    const edit = await begin(orderId);
    await setQuantity(edit.id, edit.lineItems.nodes[0].id, 2, true);
    expect(await shop.firstLine(orderId)).toMatchObject({ currentQuantity: 5, unfulfilledQuantity: 5 });
    await commit(edit.id);
    expect(await shop.firstLine(orderId)).toMatchObject({
      quantity: 5,
      currentQuantity: 2,
      unfulfilledQuantity: 2,
    });
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 2, available: 1 });
  });

  test("an added variant is owed by a location at once", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const stove = await shop.addVariant({ title: "Stove", stock: { [lyon]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 1 }]);
    const edit = await begin(orderId);
    await shop.run(
      `mutation ($id: ID!, $variant: ID!) { orderEditAddVariant(id: $id, variantId: $variant, quantity: 2) { calculatedLineItem { id quantity title } userErrors { message } } }`,
      { id: edit.id, variant: stove.variantId },
    );
    await commit(edit.id);
    expect(await shop.fulfillmentOrders(orderId)).toMatchObject([
      { locationId: berlin },
      { locationId: lyon, lines: [{ totalQuantity: 2 }] },
    ]);
    expect(await shop.stock(stove.itemId, lyon)).toMatchObject({ committed: 2, available: 1 });
  });

  test("more of a line joins its open fulfillment order", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 1 }]);
    const edit = await begin(orderId);
    await setQuantity(edit.id, edit.lineItems.nodes[0].id, 4, false);
    await commit(edit.id);
    expect(await shop.fulfillmentOrders(orderId)).toMatchObject([{ lines: [{ remainingQuantity: 4 }] }]);
    expect(await shop.firstLine(orderId)).toMatchObject({ quantity: 4, currentQuantity: 4 });
  });
});
