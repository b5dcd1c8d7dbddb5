import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";

let shop: SmallShop;
let order: Awaited<ReturnType<SmallShop["order"]>>;
beforeEach(async () => {
  shop = await openSmallShop();
  order = await shop.order(5);
  shop.topics();
});
afterEach(() => shop.stop());

const RESULT = `userErrors { field message code }`;

const split = async (quantity: number, id = order.fulfillmentOrder) =>
  (
    await shop.ask(
      `mutation ($splits: [FulfillmentOrderSplitInput!]!) { fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) {
        fulfillmentOrderSplits { fulfillmentOrder { id } remainingFulfillmentOrder { id lineItems(first: 5) { nodes { id } } }
          replacementFulfillmentOrder { id } } ${RESULT} } }`,
      { splits: [{ fulfillmentOrderId: id, fulfillmentOrderLineItems: [{ id: order.line, quantity }] }] },
    )
  ).data.fulfillmentOrderSplit;

const merge = async (...ids: string[]) =>
  (
    await shop.ask(
      `mutation ($inputs: [FulfillmentOrderMergeInput!]!) { fulfillmentOrderMerge(fulfillmentOrderMergeInputs: $inputs) {
        fulfillmentOrderMerges { fulfillmentOrder { id } } ${RESULT} } }`,
      { inputs: [{ mergeIntents: ids.map((fulfillmentOrderId) => ({ fulfillmentOrderId })) }] },
    )
  ).data.fulfillmentOrderMerge;

const move = async (location: string, quantity?: number) =>
  (
    await shop.ask(
      `mutation ($id: ID!, $location: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
        fulfillmentOrderMove(id: $id, newLocationId: $location, fulfillmentOrderLineItems: $lines) {
          movedFulfillmentOrder { id } originalFulfillmentOrder { id status } remainingFulfillmentOrder { id } ${RESULT} } }`,
      {
        id: order.fulfillmentOrder,
        location,
        ...(quantity && { lines: [{ id: order.line, quantity }] }),
      },
    )
  ).data.fulfillmentOrderMove;

/** [status, location, units to ship] of every fulfillment order of the order. */
const units = async () =>
  (await shop.fulfillmentOrders(order.order)).map((one) => [
    one.status,
    one.locationId === shop.berlin ? "Berlin" : "Hamburg",
    one.lines.reduce((sum: number, line: { remainingQuantity: number }) => sum + line.remainingQuantity, 0),
  ]);

const ship = (id: string, quantity: number, line: string) =>
  shop.run(
    `mutation ($id: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
      fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id, fulfillmentOrderLineItems: $lines }] }) {
        fulfillment { id } userErrors { message } } }`,
    { id, lines: [{ id: line, quantity }] },
  );

describe("splitting", () => {
  test("puts the named units into a fulfillment order with ids of its own", async () => {
    const { fulfillmentOrderSplits, userErrors } = await split(2);
    expect(userErrors).toEqual([]);
    expect(fulfillmentOrderSplits[0]).toMatchObject({
      fulfillmentOrder: { id: order.fulfillmentOrder },
      replacementFulfillmentOrder: null,
    });
    expect(fulfillmentOrderSplits[0].remainingFulfillmentOrder.lineItems.nodes[0].id).not.toBe(order.line);
    expect(await units()).toEqual([
      ["OPEN", "Berlin", 3],
      ["OPEN", "Berlin", 2],
    ]);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: -2, committed: 5 });
    expect(shop.topics()).toEqual(["fulfillment_orders/split"]);
  });

  test("needs units, and leaves some behind", async () => {
    expect((await split(0)).userErrors).toMatchObject([{ code: "GREATER_THAN" }]);
    expect((await split(5)).userErrors).toMatchObject([{ code: "INVALID_LINE_ITEM_QUANTITY" }]);
    expect((await split(1, "gid://shopify/FulfillmentOrder/1")).userErrors).toMatchObject([
      { code: "FULFILLMENT_ORDER_NOT_FOUND" },
    ]);
  });
});

describe("merging", () => {
  test("undoes a split; what was merged away is closed", async () => {
    const other = (await split(2)).fulfillmentOrderSplits[0].remainingFulfillmentOrder.id;
    shop.topics();
    expect((await merge(order.fulfillmentOrder, other)).fulfillmentOrderMerges).toEqual([
      { fulfillmentOrder: { id: order.fulfillmentOrder } },
    ]);
    expect(await units()).toEqual([
      ["OPEN", "Berlin", 5],
      ["CLOSED", "Berlin", 0],
    ]);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: -2, committed: 5 });
    expect(shop.topics()).toEqual(["fulfillment_orders/merged"]);
  });

  test("is for open fulfillment orders of one order at one location", async () => {
    const other = await shop.order(1);
    expect((await merge(order.fulfillmentOrder, other.fulfillmentOrder)).userErrors[0].message).toContain(
      "not in a mergeable state",
    );
    expect(
      (await merge(order.fulfillmentOrder, "gid://shopify/FulfillmentOrder/1")).userErrors,
    ).toMatchObject([{ code: "FULFILLMENT_ORDER_NOT_FOUND" }]);
  });
});

describe("moving", () => {
  test("as a whole keeps the id and takes the promise along", async () => {
    const payload = await move(shop.hamburg);
    expect(payload).toMatchObject({
      movedFulfillmentOrder: { id: order.fulfillmentOrder },
      remainingFulfillmentOrder: null,
      userErrors: [],
    });
    expect(await units()).toEqual([["OPEN", "Hamburg", 5]]);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 3, committed: 0, on_hand: 3 });
    expect(await shop.at(shop.hamburg)).toMatchObject({ available: -5, committed: 5, on_hand: 0 });
    expect(shop.topics().sort()).toEqual([
      "fulfillment_orders/moved",
      "inventory_levels/update",
      "inventory_levels/update",
    ]);
  });

  test("in part makes a new fulfillment order there, and the next units join it", async () => {
    const first = await move(shop.hamburg, 1);
    expect(first.movedFulfillmentOrder.id).not.toBe(order.fulfillmentOrder);
    expect(first.remainingFulfillmentOrder.id).toBe(order.fulfillmentOrder);
    const second = await move(shop.hamburg, 1);
    expect(second.movedFulfillmentOrder.id).toBe(first.movedFulfillmentOrder.id);
    expect(await units()).toEqual([
      ["OPEN", "Berlin", 3],
      ["OPEN", "Hamburg", 2],
    ]);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 0, committed: 3 });
    expect(await shop.at(shop.hamburg)).toMatchObject({ available: -2, committed: 2 });
    expect(shop.lastPayload("fulfillment_orders/moved")).toMatchObject({
      source_location: { id: shop.berlin },
      destination_location_id: shop.hamburg,
    });
  });

  test("the rest of one that was partly shipped closes it", async () => {
    await ship(order.fulfillmentOrder, 2, order.line);
    const payload = await move(shop.hamburg);
    expect(payload.originalFulfillmentOrder).toEqual({ id: order.fulfillmentOrder, status: "CLOSED" });
    expect(await units()).toEqual([
      ["CLOSED", "Berlin", 0],
      ["OPEN", "Hamburg", 3],
    ]);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 1, committed: 0, on_hand: 1 });
  });

  test("goes to an active location that stocks the items", async () => {
    const bare = await shop.addLocation("Leipzig");
    expect((await move(bare)).userErrors[0].message).toContain("not stocked at Leipzig");
    expect((await move("gid://shopify/Location/1")).userErrors[0].message).toBe("Location not found.");
    expect((await move(shop.berlin)).userErrors).toHaveLength(1);
  });
});

describe("dates", () => {
  test("a deadline is set on open fulfillment orders only, all or none", async () => {
    const deadline = async (...ids: string[]) =>
      (
        await shop.ask(
          `mutation ($ids: [ID!]!, $at: DateTime!) { fulfillmentOrdersSetFulfillmentDeadline(fulfillmentOrderIds: $ids, fulfillmentDeadline: $at) {
            success userErrors { message code } } }`,
          { ids, at: "2027-01-10T12:00:00Z" },
        )
      ).data.fulfillmentOrdersSetFulfillmentDeadline;
    expect(await deadline(order.fulfillmentOrder, "gid://shopify/FulfillmentOrder/1")).toMatchObject({
      success: false,
      userErrors: [{ code: "FULFILLMENT_ORDERS_NOT_FOUND" }],
    });
    expect(await deadline(order.fulfillmentOrder)).toEqual({ success: true, userErrors: [] });
    const { fulfillmentOrder } = await shop.run(
      `query ($id: ID!) { fulfillmentOrder(id: $id) { fulfillBy } }`,
      {
        id: order.fulfillmentOrder,
      },
    );
    expect(fulfillmentOrder.fulfillBy).toBe("2027-01-10T12:00:00Z");
  });

  test("only what is scheduled can be rescheduled or opened", async () => {
    const reschedule = async () =>
      (
        await shop.ask(
          `mutation ($id: ID!) { fulfillmentOrderReschedule(id: $id, fulfillAt: "2027-02-01T00:00:00Z") {
            fulfillmentOrder { fulfillAt status } userErrors { message } } }`,
          { id: order.fulfillmentOrder },
        )
      ).data.fulfillmentOrderReschedule;
    expect((await reschedule()).userErrors).toEqual([{ message: "Fulfillment order must be scheduled." }]);
    shop.state.fulfillmentOrders[order.fulfillmentOrder.split("/").at(-1)!]!.status = "SCHEDULED";
    expect(await reschedule()).toMatchObject({
      fulfillmentOrder: { fulfillAt: "2027-02-01T00:00:00Z", status: "SCHEDULED" },
    });
    const { fulfillmentOrderOpen } = await shop.run(
      `mutation ($id: ID!) { fulfillmentOrderOpen(id: $id) { fulfillmentOrder { status } userErrors { message } } }`,
      { id: order.fulfillmentOrder },
    );
    expect(fulfillmentOrderOpen.fulfillmentOrder.status).toBe("OPEN");
  });
});

test("cancelling a fulfillment order leaves the units owed, under a new id", async () => {
  const { fulfillmentOrderCancel } = await shop.run(
    `mutation ($id: ID!) { fulfillmentOrderCancel(id: $id) {
      fulfillmentOrder { status } replacementFulfillmentOrder { id status } userErrors { message } } }`,
    { id: order.fulfillmentOrder },
  );
  expect(fulfillmentOrderCancel).toMatchObject({
    fulfillmentOrder: { status: "CLOSED" },
    replacementFulfillmentOrder: { status: "OPEN" },
  });
  expect(await units()).toEqual([
    ["CLOSED", "Berlin", 0],
    ["OPEN", "Berlin", 5],
  ]);
  expect(await shop.at(shop.berlin)).toMatchObject({ available: -2, committed: 5 });
});
