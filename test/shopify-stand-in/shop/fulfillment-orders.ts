import { fulfillmentOrderPayload } from "../webhooks/payloads/fulfillment-orders.ts";
import type { FulfillmentOrder, Id, LineItem, Order } from "./model.ts";
import { commit, isOpen, takeCommitted } from "./quantities.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export const fulfillmentOrdersOf = (state: ShopState, order: Order): FulfillmentOrder[] =>
  order.fulfillmentOrderIds.flatMap((id) => state.fulfillmentOrders[id] ?? []);

/** Units of a line still to be shipped. Before routing that is everything not removed. */
export function unfulfilledUnits(state: ShopState, order: Order, line: LineItem): number {
  if (order.routedAt === null) return line.currentQuantity;
  let units = 0;
  for (const fulfillmentOrder of fulfillmentOrdersOf(state, order)) {
    if (!isOpen(fulfillmentOrder.status)) continue;
    for (const entry of fulfillmentOrder.lineItems) {
      if (entry.lineItemId === line.id) units += entry.remainingQuantity;
    }
  }
  return units;
}

/** Gives units of an order to a location and promises them there. */
export function createFulfillmentOrder(
  state: ShopState,
  order: Order,
  locationId: Id,
  lines: { line: LineItem; quantity: number }[],
): FulfillmentOrder {
  const now = timestamp(state);
  const fulfillmentOrder: FulfillmentOrder = {
    id: newId(state),
    orderId: order.id,
    locationId,
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    fulfillAt: now,
    fulfillBy: null,
    createdAt: now,
    updatedAt: now,
    holds: [],
    lineItems: lines.map(({ line, quantity }) => ({
      id: newId(state),
      lineItemId: line.id,
      inventoryItemId: line.inventoryItemId,
      totalQuantity: quantity,
      remainingQuantity: quantity,
    })),
  };
  state.fulfillmentOrders[fulfillmentOrder.id] = fulfillmentOrder;
  order.fulfillmentOrderIds.push(fulfillmentOrder.id);
  for (const { line, quantity } of lines) commit(state, line.inventoryItemId, locationId, quantity);
  return fulfillmentOrder;
}

/** Adds units of a line to an open fulfillment order, as an order edit does. */
export function addUnits(state: ShopState, to: FulfillmentOrder, line: LineItem, quantity: number): void {
  const entry = to.lineItems.find((known) => known.lineItemId === line.id);
  if (entry) {
    entry.totalQuantity += quantity;
    entry.remainingQuantity += quantity;
  } else {
    to.lineItems.push({
      id: newId(state),
      lineItemId: line.id,
      inventoryItemId: line.inventoryItemId,
      totalQuantity: quantity,
      remainingQuantity: quantity,
    });
  }
  commit(state, line.inventoryItemId, to.locationId, quantity);
  to.updatedAt = timestamp(state);
}

/**
 * Takes units that will not be shipped off the order's open fulfillment orders, the latest first. Restocked
 * units are available again; the others are written off. Answers how many were found.
 */
export function removeUnits(
  state: ShopState,
  order: Order,
  lineItemId: Id,
  units: number,
  { restocked, locationId }: { restocked: boolean; locationId?: Id | null },
): number {
  let left = units;
  const open = fulfillmentOrdersOf(state, order)
    .filter((fulfillmentOrder) => isOpen(fulfillmentOrder.status))
    .reverse()
    .sort((a, b) => Number(b.locationId === locationId) - Number(a.locationId === locationId));
  for (const fulfillmentOrder of open) {
    for (const entry of fulfillmentOrder.lineItems) {
      if (entry.lineItemId !== lineItemId || left === 0) continue;
      const taken = Math.min(left, entry.remainingQuantity);
      if (taken === 0) continue;
      left -= taken;
      entry.remainingQuantity -= taken;
      entry.totalQuantity -= taken;
      if (restocked) commit(state, entry.inventoryItemId, fulfillmentOrder.locationId, -taken);
      else takeCommitted(state, entry.inventoryItemId, fulfillmentOrder.locationId, taken);
    }
    fulfillmentOrder.lineItems = fulfillmentOrder.lineItems.filter((entry) => entry.totalQuantity > 0);
    settle(state, fulfillmentOrder);
  }
  return units - left;
}

/** Puts a fulfillment order into the state its remaining units say. */
export function settle(state: ShopState, fulfillmentOrder: FulfillmentOrder): void {
  fulfillmentOrder.updatedAt = timestamp(state);
  if (!isOpen(fulfillmentOrder.status)) return;
  const remaining = fulfillmentOrder.lineItems.reduce((total, entry) => total + entry.remainingQuantity, 0);
  if (remaining === 0) {
    fulfillmentOrder.status = "CLOSED";
    fulfillmentOrder.holds = [];
  }
}

/** Calls a fulfillment order off: what it still owed is freed, or written off when not restocked. */
export function callOff(state: ShopState, fulfillmentOrder: FulfillmentOrder, restocked: boolean): void {
  for (const entry of fulfillmentOrder.lineItems) {
    if (restocked)
      commit(state, entry.inventoryItemId, fulfillmentOrder.locationId, -entry.remainingQuantity);
    else takeCommitted(state, entry.inventoryItemId, fulfillmentOrder.locationId, entry.remainingQuantity);
    entry.remainingQuantity = 0;
  }
  fulfillmentOrder.status = "CANCELLED";
  fulfillmentOrder.holds = [];
  fulfillmentOrder.updatedAt = timestamp(state);
  state.world.emit("fulfillment_orders/cancelled", () => fulfillmentOrderPayload(fulfillmentOrder));
}
