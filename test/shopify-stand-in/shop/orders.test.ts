import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { variantAvailability } from "./availability.ts";
import { placeOrder } from "./orders.ts";

let shop: TestShop;
let berlin: string;
let lyon: string;

beforeEach(async () => {
  shop = await openTestShop();
  berlin = await shop.addLocation("Berlin");
  lyon = await shop.addLocation("Lyon");
});
afterEach(() => shop.stop());

const cancel = async (orderId: string, restock: boolean) => {
  const data = await shop.run(
    `mutation ($id: ID!, $restock: Boolean!) {
      orderCancel(orderId: $id, reason: INVENTORY, restock: $restock, refundMethod: { originalPaymentMethodsRefund: true }) {
        job { id done } orderCancelUserErrors { message }
      }
    }`,
    { id: orderId, restock },
  );
  await shop.standIn.idle();
  return data.orderCancel.job;
};

const lineOf = async (orderId: string) => {
  const data = await shop.run(
    `query ($id: ID!) { order(id: $id) { cancelledAt displayFulfillmentStatus displayFinancialStatus
      lineItems(first: 5) { nodes { id quantity currentQuantity unfulfilledQuantity refundableQuantity } } } }`,
    { id: orderId },
  );
  return { order: data.order, ...data.order.lineItems.nodes[0] };
};

const ship = (fulfillmentOrderId: string, lines?: object[]) =>
  shop.run(
    `mutation ($id: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
      fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id, fulfillmentOrderLineItems: $lines }] }) {
        fulfillment { id status totalQuantity } userErrors { message }
      }
    }`,
    { id: fulfillmentOrderId, lines },
  );

const refund = (orderId: string, line: object) =>
  shop.run(
    `mutation ($input: RefundInput!, $key: String!) {
      refundCreate(input: $input) @idempotent(key: $key) { refund { id totalRefundedSet { shopMoney { amount } } } userErrors { message } }
    }`,
    { input: { orderId, refundLineItems: [line], transactions: [] }, key: crypto.randomUUID() },
  );

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

describe("What the buyer may buy", () => {
  const short = (gid: string) => gid.split("/").at(-1)!;

  test("a variant that stops at zero is refused beyond its stock", async () => {
    const tent = await shop.addVariant({ policy: "DENY", stock: { [berlin]: 2 } });
    const id = short(tent.variantId);
    const buy = (quantity: number) =>
      placeOrder(shop.state, { lines: [{ variantId: id, quantity }], sourceName: "web" });
    expect(buy(3)).toEqual({ refused: 'Only 2 of "Tent" left.' });
    expect(buy(2)).toHaveProperty("orderId");
    // Not routed yet, so nothing is committed: the two are gone all the same.
    expect(buy(1)).toEqual({ refused: '"Tent" is sold out.' });
  });

  test("one that continues is sold below zero, and Liquid sees it", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 1 } });
    await shop.addOrder([{ variantId: tent.variantId, quantity: 4 }]);
    expect(variantAvailability(shop.state, short(tent.variantId))).toEqual({
      available: true,
      inventoryQuantity: -3,
      inventoryPolicy: "CONTINUE",
      inventoryManagement: "shopify",
      incoming: false,
      nextIncomingDate: null,
    });
  });

  test("an order from an API obeys the policy only when told to", async () => {
    const tent = await shop.addVariant({ policy: "DENY", stock: { [berlin]: 1 } });
    const order = (inventoryBehaviour: string) =>
      shop.ask(
        `mutation ($v: ID!, $b: OrderCreateInputsInventoryBehavior!) {
          orderCreate(order: { lineItems: [{ variantId: $v, quantity: 2 }] }, options: { inventoryBehaviour: $b }) {
            order { id } userErrors { code }
          }
        }`,
        { v: tent.variantId, b: inventoryBehaviour },
      );
    const obeying = await order("DECREMENT_OBEYING_POLICY");
    expect(obeying.data.orderCreate).toEqual({
      order: null,
      userErrors: [{ code: "INVENTORY_CLAIM_FAILED" }],
    });
    const ignoring = await order("DECREMENT_IGNORING_POLICY");
    expect(ignoring.data.orderCreate.userErrors).toEqual([]);
  });
});

describe("Shipping", () => {
  test("a part leaves the fulfillment order in progress, the rest closes it", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 9 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 3 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    await ship(first.id, [{ id: first.lines[0].id, quantity: 1 }]);
    expect(await shop.fulfillmentOrders(orderId)).toMatchObject([
      { status: "IN_PROGRESS", lines: [{ totalQuantity: 3, remainingQuantity: 2 }] },
    ]);
    expect((await lineOf(orderId)).order.displayFulfillmentStatus).toBe("PARTIALLY_FULFILLED");
    await ship(first.id);
    expect(await shop.fulfillmentOrders(orderId)).toMatchObject([{ status: "CLOSED" }]);
    expect((await lineOf(orderId)).order.displayFulfillmentStatus).toBe("FULFILLED");
  });

  test("a cancelled fulfillment is owed again, in a new fulfillment order when the old one is closed", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    const { fulfillmentCreate } = await ship(first.id);
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

describe("Cancelling an order", () => {
  test("is a job; when it is done nothing is owed and the units are free again", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
    const job = await cancel(orderId, true);
    expect(job.done).toBe(false);
    expect((await shop.run(`query ($id: ID!) { job(id: $id) { done } }`, { id: job.id })).job.done).toBe(
      true,
    );
    expect(await lineOf(orderId)).toMatchObject({ currentQuantity: 0, unfulfilledQuantity: 0 });
    expect(await shop.fulfillmentOrders(orderId)).toMatchObject([{ status: "CANCELLED" }]);
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 0, available: 3 });
  });

  test("without restocking the units are written off", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    await cancel(orderId, false);
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 1, committed: 0, available: 1 });
  });

  test("a second time is refused", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    await cancel(orderId, true);
    await expect(cancel(orderId, true)).rejects.toThrow("already cancelled");
  });
});

describe("Refunds", () => {
  test("CANCEL takes unshipped units off the order and frees them", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
    const { id } = await lineOf(orderId);
    await refund(orderId, { lineItemId: id, quantity: 2, restockType: "CANCEL", locationId: berlin });
    expect(await lineOf(orderId)).toMatchObject({
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
    const { id } = await lineOf(orderId);
    await refund(orderId, { lineItemId: id, quantity: 2, restockType: "NO_RESTOCK" });
    expect(await lineOf(orderId)).toMatchObject({ currentQuantity: 0, unfulfilledQuantity: 2 });
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 2, available: 1 });
  });

  test("RETURN puts shipped units back on the shelf", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    await ship(first.id);
    const { id } = await lineOf(orderId);
    await refund(orderId, { lineItemId: id, quantity: 1, restockType: "RETURN", locationId: lyon });
    await refund(orderId, { lineItemId: id, quantity: 1, restockType: "RETURN", locationId: berlin });
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 2, committed: 0, available: 2 });
  });

  test("shipped units can't be cancelled", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const [first] = await shop.fulfillmentOrders(orderId);
    await ship(first.id);
    const { id } = await lineOf(orderId);
    await expect(
      refund(orderId, { lineItemId: id, quantity: 1, restockType: "CANCEL", locationId: berlin }),
    ).rejects.toThrow("the items are fulfilled");
  });
});

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
    expect(await lineOf(orderId)).toMatchObject({ currentQuantity: 5, unfulfilledQuantity: 5 });
    await commit(edit.id);
    expect(await lineOf(orderId)).toMatchObject({ quantity: 5, currentQuantity: 2, unfulfilledQuantity: 2 });
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
    expect(await lineOf(orderId)).toMatchObject({ quantity: 4, currentQuantity: 4 });
  });
});

describe("Sixty days", () => {
  test("older orders are not for an app without read_all_orders", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 1 }]);
    const read = async () => {
      const as = { accessToken: await shop.appToken() };
      const one = await shop.ask(
        `query ($id: ID!) { order(id: $id) { id } orders(first: 5) { nodes { id } } }`,
        { id: orderId },
        as,
      );
      return [one.data.order?.id ?? null, one.data.orders.nodes.length];
    };
    expect(await read()).toEqual([orderId, 1]);
    shop.standIn.clock.advance(61 * 86_400_000);
    expect(await read()).toEqual([null, 0]);
    shop.standIn.grantOptionalScopes("demo-shop.myshopify.com", ["read_all_orders"]);
    expect(await read()).toEqual([orderId, 1]);
  });
});
