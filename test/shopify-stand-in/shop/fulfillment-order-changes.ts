import * as payloads from "../webhooks/payloads/fulfillment-order-changes.ts";
import { emptied, partsOf, separate, allParts, type Part } from "./fulfillment-order-parts.ts";
import { fulfillmentOrdersOf } from "./fulfillment-orders.ts";
import type { FulfillmentOrder, Id } from "./model.ts";
import { commit, levelAt } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { timestamp, type ShopState } from "./state.ts";

/** Puts some units into a fulfillment order of their own, at the same location. */
export function splitFulfillmentOrder(
  state: ShopState,
  order: FulfillmentOrder,
  parts: Part[],
  field: string[],
): FulfillmentOrder {
  const lines = [...field, "fulfillmentOrderLineItems"];
  if (parts.length === 0) {
    throw new Refusal("No line items were provided to split.", "NO_LINE_ITEMS_PROVIDED_TO_SPLIT", lines);
  }
  if (!isSplittable(order))
    throw new Refusal("The fulfillment order is not in a splittable state.", null, field);
  const index = parts.findIndex((part) => part.quantity <= 0);
  if (index >= 0) {
    throw new Refusal("Quantity must be greater than 0", "GREATER_THAN", [
      ...lines,
      String(index),
      "quantity",
    ]);
  }
  const wanted = partsOf(order, parts, lines);
  if (emptied(order, wanted)) {
    throw new Refusal("The line item quantity is invalid.", "INVALID_LINE_ITEM_QUANTITY", lines);
  }
  const splitOff = separate(state, order, wanted);
  state.world.emit("fulfillment_orders/split", () => payloads.split(order, splitOff, parts));
  return splitOff;
}

/** Joins fulfillment orders of one order at one location into the first of them. */
export function mergeFulfillmentOrders(
  state: ShopState,
  intents: { order: FulfillmentOrder; parts: Part[] | null }[],
): FulfillmentOrder {
  const target = intents[0]!.order;
  for (const { order } of intents) {
    if (!isMergeable(order) || order.orderId !== target.orderId || order.locationId !== target.locationId) {
      const id = `gid://shopify/FulfillmentOrder/${order.id}`;
      throw new Refusal(`Fulfillment order: ${id} is currently not in a mergeable state.`);
    }
  }
  const wanted = intents.map(({ order, parts }) => ({
    order,
    parts: parts ? partsOf(order, parts, null) : allParts(order),
  }));
  for (const { order, parts } of wanted.slice(1)) pour(state, order, parts, target);
  state.world.emit("fulfillment_orders/merged", () => payloads.merged(target, wanted));
  return target;
}

export type Move = {
  original: FulfillmentOrder;
  moved: FulfillmentOrder;
  remaining: FulfillmentOrder | null;
};

/**
 * Assigns units to another location: they join the order's open fulfillment order there if it has one; else a
 * fulfillment order that goes as a whole is reassigned; else the units get a new one.
 */
export function moveFulfillmentOrder(
  state: ShopState,
  order: FulfillmentOrder,
  locationId: Id,
  parts: Part[] | null,
): Move {
  checkMovable(state, order, locationId);
  const wanted = parts ? partsOf(order, parts, ["fulfillmentOrderLineItems"]) : allParts(order);
  checkStocked(state, order, wanted, locationId);
  const isWhole = emptied(order, wanted);
  if (!isWhole && order.status === "ON_HOLD") {
    throw new Refusal("A fulfillment order on hold can only be moved as a whole.", null, ["id"]);
  }
  const source = order.locationId;
  const there = openSibling(state, order, locationId);
  const untouched = order.lineItems.every((line) => line.remainingQuantity === line.totalQuantity);

  let target: FulfillmentOrder;
  if (there && order.status !== "ON_HOLD") {
    recommit(state, order, wanted, source, locationId);
    pour(state, order, wanted, there);
    target = there;
  } else {
    target = isWhole && untouched ? order : separate(state, order, wanted);
    recommit(state, target, allParts(target), source, locationId);
    target.locationId = locationId;
    target.updatedAt = timestamp(state);
  }
  if (target !== order) closeIfEmpty(state, order);
  state.world.emit("fulfillment_orders/moved", () => payloads.moved(order, target, source, wanted));
  return { original: order, moved: target, remaining: isWhole ? null : order };
}

/** A scheduled fulfillment order begins on another day. */
export function rescheduleFulfillmentOrder(
  state: ShopState,
  order: FulfillmentOrder,
  fulfillAt: string,
): void {
  if (order.status !== "SCHEDULED") throw new Refusal("Fulfillment order must be scheduled.", null, ["id"]);
  order.fulfillAt = new Date(fulfillAt).toISOString();
  order.updatedAt = timestamp(state);
  state.world.emit("fulfillment_orders/rescheduled", () => ({
    fulfillment_order: { ...payloads.fulfillmentOrderState(order), fulfill_at: order.fulfillAt },
  }));
}

/** A scheduled one may be shipped now; one in progress is waiting again. */
export function openFulfillmentOrder(state: ShopState, order: FulfillmentOrder): void {
  if (order.status !== "SCHEDULED" && order.status !== "IN_PROGRESS") {
    throw new Refusal("The fulfillment order must be scheduled or in progress to be opened.", null, ["id"]);
  }
  const wasScheduled = order.status === "SCHEDULED";
  order.status = "OPEN";
  order.updatedAt = timestamp(state);
  if (!wasScheduled) return;
  state.world.emit("fulfillment_orders/scheduled_fulfillment_order_ready", () => ({
    fulfillment_order: payloads.fulfillmentOrderState(order),
  }));
}

/** Sets the day by which these should ship. */
export function setDeadline(state: ShopState, orders: FulfillmentOrder[], deadline: string): void {
  if (orders.some((order) => order.status === "CLOSED" || order.status === "CANCELLED")) {
    throw new Refusal("A fulfillment order that is closed or cancelled can't get a deadline.");
  }
  for (const order of orders) {
    order.fulfillBy = new Date(deadline).toISOString();
    order.updatedAt = timestamp(state);
  }
}

/** Cancelling does not end the debt: what was open goes on in a new fulfillment order. */
export function cancelFulfillmentOrder(state: ShopState, order: FulfillmentOrder): FulfillmentOrder {
  if (order.status !== "OPEN" && order.status !== "IN_PROGRESS") {
    throw new Refusal("Fulfillment order is not in cancelable request state and can't be canceled.", null, [
      "id",
    ]);
  }
  const replacement = separate(state, order, allParts(order));
  closeIfEmpty(state, order);
  state.world.emit("fulfillment_orders/cancelled", () => ({
    fulfillment_order: payloads.fulfillmentOrderState(order),
    replacement_fulfillment_order: payloads.fulfillmentOrderState(replacement),
  }));
  return replacement;
}

export const isSplittable = (order: FulfillmentOrder): boolean =>
  ["OPEN", "SCHEDULED", "IN_PROGRESS"].includes(order.status);

const isMergeable = (order: FulfillmentOrder) =>
  order.status === "OPEN" && order.requestStatus === "UNSUBMITTED";

/** Takes units out of one fulfillment order and adds them to another. */
export function pour(state: ShopState, from: FulfillmentOrder, parts: Part[], to: FulfillmentOrder): void {
  const units = separate(state, from, parts);
  delete state.fulfillmentOrders[units.id];
  const parent = state.orders[to.orderId];
  if (parent) parent.fulfillmentOrderIds = parent.fulfillmentOrderIds.filter((id) => id !== units.id);
  for (const line of units.lineItems) {
    const same = to.lineItems.find((one) => one.lineItemId === line.lineItemId);
    if (!same) to.lineItems.push(line);
    else {
      same.totalQuantity += line.totalQuantity;
      same.remainingQuantity += line.remainingQuantity;
    }
  }
  to.updatedAt = timestamp(state);
  closeIfEmpty(state, from);
}

function closeIfEmpty(state: ShopState, order: FulfillmentOrder): void {
  if (order.lineItems.some((line) => line.remainingQuantity > 0)) return;
  order.status = "CLOSED";
  order.updatedAt = timestamp(state);
}

function checkMovable(state: ShopState, order: FulfillmentOrder, locationId: Id): void {
  const location = state.locations[locationId];
  if (!location?.isActive || location.deleted)
    throw new Refusal("Location not found.", null, ["newLocationId"]);
  if (!["OPEN", "SCHEDULED", "ON_HOLD", "IN_PROGRESS"].includes(order.status)) {
    throw new Refusal("Fulfillment order is not in a movable state.", null, ["id"]);
  }
  if (order.locationId === locationId) {
    throw new Refusal("The fulfillment order is already assigned to this location.", null, ["newLocationId"]);
  }
}

function checkStocked(state: ShopState, order: FulfillmentOrder, parts: Part[], locationId: Id): void {
  const isMissing = (part: Part) => {
    const itemId = order.lineItems.find((line) => line.id === part.id)?.inventoryItemId ?? null;
    return itemId !== null && !levelAt(state, itemId, locationId);
  };
  if (parts.some(isMissing)) {
    const name = state.locations[locationId]!.name;
    throw new Refusal(`Some of the items are not stocked at ${name}.`, null, ["newLocationId"]);
  }
}

function openSibling(
  state: ShopState,
  order: FulfillmentOrder,
  locationId: Id,
): FulfillmentOrder | undefined {
  return fulfillmentOrdersOf(state, state.orders[order.orderId]!).find(
    (one) => one.locationId === locationId && isMergeable(one),
  );
}

function recommit(state: ShopState, order: FulfillmentOrder, parts: Part[], from: Id, to: Id): void {
  for (const part of parts) {
    const itemId = order.lineItems.find((line) => line.id === part.id)?.inventoryItemId ?? null;
    commit(state, itemId, from, -part.quantity);
    commit(state, itemId, to, part.quantity);
  }
}
