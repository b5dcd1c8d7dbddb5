import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";

let shop: SmallShop;
let order: Awaited<ReturnType<SmallShop["order"]>>;
beforeEach(async () => {
  shop = await openSmallShop();
  shop.state.app.grantedScopes.push("write_merchant_managed_fulfillment_orders");
  order = await shop.order(5); // five ordered, three available: oversold by two
  shop.topics();
});
afterEach(() => shop.stop());

const hold = async (fulfillmentHold: object = {}, id = order.fulfillmentOrder) => {
  const { data, errors } = await shop.app(
    `mutation ($id: ID!, $hold: FulfillmentOrderHoldInput!) { fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
      fulfillmentHold { id handle reason heldByRequestingApp } fulfillmentOrder { id status } remainingFulfillmentOrder { id status }
      userErrors { field message code } } }`,
    { id, hold: { reason: "INVENTORY_OUT_OF_STOCK", handle: "bo:1", ...fulfillmentHold } },
  );
  expect(errors).toBeUndefined();
  return data.fulfillmentOrderHold;
};

const release = async (holdIds?: string[]) => {
  const { data } = await shop.app(
    `mutation ($id: ID!, $holdIds: [ID!]) { fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
      fulfillmentOrder { id status } userErrors { message code } } }`,
    { id: order.fulfillmentOrder, ...(holdIds && { holdIds }) },
  );
  return data.fulfillmentOrderReleaseHold;
};

const partly = (quantity: number) => ({ fulfillmentOrderLineItems: [{ id: order.line, quantity }] });
const units = async () =>
  (await shop.fulfillmentOrders(order.order)).map((one) => [
    one.status,
    one.lines.reduce((sum: number, line: { remainingQuantity: number }) => sum + line.remainingQuantity, 0),
  ]);

describe("holding", () => {
  test("a whole fulfillment order changes no quantity and makes no other", async () => {
    const payload = await hold();
    expect(payload).toMatchObject({
      fulfillmentHold: { handle: "bo:1", heldByRequestingApp: true },
      fulfillmentOrder: { id: order.fulfillmentOrder, status: "ON_HOLD" },
      remainingFulfillmentOrder: null,
      userErrors: [],
    });
    expect(await shop.at(shop.berlin)).toMatchObject({ available: -2, committed: 5, on_hand: 3 });
    expect(shop.topics()).toEqual(["fulfillment_holds/added", "fulfillment_orders/placed_on_hold"]);
  });

  test("a part keeps the held units under the old id and gives the rest a new one", async () => {
    const payload = await hold(partly(2));
    expect(payload.remainingFulfillmentOrder.status).toBe("OPEN");
    expect(payload.remainingFulfillmentOrder.id).not.toBe(order.fulfillmentOrder);
    expect(await units()).toEqual([
      ["ON_HOLD", 2],
      ["OPEN", 3],
    ]);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: -2, committed: 5 });
    expect(shop.lastPayload("fulfillment_orders/placed_on_hold")).toMatchObject({
      fulfillment_order: { id: order.fulfillmentOrder, status: "on_hold" },
      remaining_fulfillment_order: { id: payload.remainingFulfillmentOrder.id, status: "open" },
      held_fulfillment_order_line_items: [{ id: order.line, quantity: 2 }],
      created_fulfillment_hold: { handle: "bo:1", reason: "inventory_out_of_stock" },
    });
  });

  test("all units named one by one is the whole", async () => {
    expect((await hold(partly(5))).remainingFulfillmentOrder).toBeNull();
  });

  test("a second hold of the same handle is refused, so a handle makes holding idempotent", async () => {
    await hold();
    const again = await hold();
    expect(again.userErrors).toMatchObject([
      { code: "DUPLICATE_FULFILLMENT_HOLD_HANDLE", field: ["fulfillmentHold", "handle"] },
    ]);
    expect(again.fulfillmentHold).toBeNull();
    expect((await hold({ handle: "bo:2" })).userErrors).toEqual([]);
  });

  test("what is held can't be held in part", async () => {
    await hold();
    expect((await hold({ handle: "bo:2", ...partly(1) })).userErrors).toMatchObject([
      { code: "FULFILLMENT_ORDER_NOT_SPLITTABLE" },
    ]);
  });

  test("an app can have ten holds on one fulfillment order", async () => {
    for (let number = 1; number <= 10; number += 1) await hold({ handle: `bo:${number}` });
    expect((await hold({ handle: "bo:11" })).userErrors).toMatchObject([
      { code: "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED" },
    ]);
  });

  test("quantities must be there", async () => {
    expect((await hold(partly(0))).userErrors).toMatchObject([{ code: "GREATER_THAN_ZERO" }]);
    expect((await hold(partly(6))).userErrors).toMatchObject([{ code: "INVALID_LINE_ITEM_QUANTITY" }]);
    const twice = [...partly(1).fulfillmentOrderLineItems, ...partly(1).fulfillmentOrderLineItems];
    expect((await hold({ fulfillmentOrderLineItems: twice })).userErrors).toMatchObject([
      { code: "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS" },
    ]);
    expect((await hold({ handle: "x".repeat(65) })).userErrors).toHaveLength(1);
    expect(await units()).toEqual([["OPEN", 5]]);
  });

  test("an unknown fulfillment order is not found", async () => {
    expect((await hold({}, "gid://shopify/FulfillmentOrder/1")).userErrors).toMatchObject([
      { code: "FULFILLMENT_ORDER_NOT_FOUND" },
    ]);
  });

  test("what is held can't be shipped", async () => {
    await hold();
    await expect(
      shop.run(
        `mutation ($id: ID!) { fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id }] }) {
          fulfillment { id } userErrors { message } } }`,
        { id: order.fulfillmentOrder },
      ),
    ).rejects.toThrow(/on_hold/);
  });
});

describe("releasing", () => {
  test("one of two holds leaves it on hold, the last one opens it", async () => {
    const first = (await hold()).fulfillmentHold.id;
    const second = (await hold({ handle: "bo:2" })).fulfillmentHold.id;
    expect((await release([first])).fulfillmentOrder.status).toBe("ON_HOLD");
    expect((await release([second])).fulfillmentOrder.status).toBe("OPEN");
    expect((await release([second])).userErrors).toHaveLength(1);
  });

  test("without ids every hold goes, those of the merchant too", async () => {
    await hold();
    await shop.run(
      `mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: OTHER, handle: "wait" }) { userErrors { message } } }`,
      { id: order.fulfillmentOrder },
    );
    expect((await release()).fulfillmentOrder.status).toBe("OPEN");
  });

  test("an app can't name the hold of another", async () => {
    const { fulfillmentOrderHold } = await shop.run(
      `mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: OTHER }) { fulfillmentHold { id } userErrors { message } } }`,
      { id: order.fulfillmentOrder },
    );
    expect((await release([fulfillmentOrderHold.fulfillmentHold.id])).userErrors).toMatchObject([
      { code: "INVALID_ACCESS" },
    ]);
  });

  test("a partial hold takes its remainder back", async () => {
    const { fulfillmentHold } = await hold(partly(2));
    shop.topics();
    await release([fulfillmentHold.id]);
    const open = (await units()).filter(([status]) => status === "OPEN");
    expect(open).toEqual([["OPEN", 5]]);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: -2, committed: 5 });
    expect(shop.topics()).toEqual(["fulfillment_holds/released", "fulfillment_orders/hold_released"]);
  });

  test("but not what was shipped meanwhile", async () => {
    const { fulfillmentHold, remainingFulfillmentOrder } = await hold(partly(2));
    await shop.run(
      `mutation ($id: ID!) { fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id }] }) {
        fulfillment { id } userErrors { message } } }`,
      { id: remainingFulfillmentOrder.id },
    );
    await release([fulfillmentHold.id]);
    expect(await units()).toEqual(expect.arrayContaining([["OPEN", 2]]));
    expect(await shop.at(shop.berlin)).toMatchObject({ available: -2, committed: 2, on_hand: 0 });
  });
});
