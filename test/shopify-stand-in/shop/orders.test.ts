import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { variantAvailability } from "./availability.ts";
import { placeOrder } from "./orders.ts";

let shop: TestShop;
let berlin: string;

beforeEach(async () => {
  shop = await openTestShop();
  berlin = await shop.addLocation("Berlin");
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

describe("Cancelling an order", () => {
  test("is a job; when it is done nothing is owed and the units are free again", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const orderId = await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
    const job = await cancel(orderId, true);
    expect(job.done).toBe(false);
    expect((await shop.run(`query ($id: ID!) { job(id: $id) { done } }`, { id: job.id })).job.done).toBe(
      true,
    );
    expect(await shop.firstLine(orderId)).toMatchObject({ currentQuantity: 0, unfulfilledQuantity: 0 });
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
