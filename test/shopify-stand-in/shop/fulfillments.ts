import { fulfillmentPayload } from "../webhooks/payloads/orders.ts";
import { createFulfillmentOrder, fulfillmentOrdersOf, settle } from "./fulfillment-orders.ts";
import type { Fulfillment, FulfillmentOrder, Id, Order } from "./model.ts";
import { orderChanged } from "./orders.ts";
import { changeQuantities, isOpen, levelAt, takeCommitted } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { announceRouting } from "./routing.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type FulfillmentInput = {
  parts: { fulfillmentOrderId: Id; lines: { id: Id; quantity: number }[] | null }[];
  tracking?: Partial<Fulfillment["tracking"]>;
};

/** Ships units of fulfillment orders of one order from one location. */
export function fulfil(state: ShopState, input: FulfillmentInput): Fulfillment {
  const parts = input.parts.map((part) => {
    const fulfillmentOrder = state.fulfillmentOrders[part.fulfillmentOrderId];
    if (!fulfillmentOrder) throw new Refusal("Fulfillment order does not exist.", null, ["fulfillment"]);
    return { fulfillmentOrder, lines: shippable(fulfillmentOrder, part.lines) };
  });
  const first = parts[0]?.fulfillmentOrder;
  if (!first) throw new Refusal("At least one fulfillment order is needed.", null, ["fulfillment"]);
  if (parts.some((part) => part.fulfillmentOrder.orderId !== first.orderId)) {
    throw new Refusal("All fulfillment orders must belong to the same order.", null, ["fulfillment"]);
  }
  if (parts.some((part) => part.fulfillmentOrder.locationId !== first.locationId)) {
    throw new Refusal("All fulfillment orders must be assigned to the same location.", null, ["fulfillment"]);
  }
  if (parts.every((part) => part.lines.length === 0)) {
    throw new Refusal("There is nothing to fulfill.", null, ["fulfillment"]);
  }

  const now = timestamp(state);
  const order = state.orders[first.orderId]!;
  const fulfillment: Fulfillment = {
    id: newId(state),
    orderId: order.id,
    locationId: first.locationId,
    status: "SUCCESS",
    createdAt: now,
    updatedAt: now,
    tracking: { company: null, number: null, url: null, ...input.tracking },
    lines: [],
  };
  for (const { fulfillmentOrder, lines } of parts) {
    for (const { entry, quantity } of lines) {
      entry.remainingQuantity -= quantity;
      takeCommitted(state, entry.inventoryItemId, fulfillmentOrder.locationId, quantity);
      fulfillment.lines.push({
        fulfillmentOrderId: fulfillmentOrder.id,
        fulfillmentOrderLineItemId: entry.id,
        lineItemId: entry.lineItemId,
        quantity,
      });
    }
    fulfillmentOrder.status = "IN_PROGRESS";
    settle(state, fulfillmentOrder);
  }
  state.fulfillments[fulfillment.id] = fulfillment;
  order.fulfillmentIds.push(fulfillment.id);
  state.world.emit("fulfillments/create", () => fulfillmentPayload(state, fulfillment));
  orderChanged(state, order, isAllShipped(state, order) ? "orders/fulfilled" : "orders/partially_fulfilled");
  return fulfillment;
}

/**
 * Takes a fulfillment back: its units are owed again. They return to their fulfillment order while that is
 * still in progress; a closed one stays closed and gets a successor.
 */
export function cancelFulfillment(state: ShopState, fulfillment: Fulfillment): void {
  if (fulfillment.status === "CANCELLED") throw new Refusal("The fulfillment is already cancelled.");
  const order = state.orders[fulfillment.orderId]!;
  fulfillment.status = "CANCELLED";
  fulfillment.updatedAt = timestamp(state);
  for (const id of new Set(fulfillment.lines.map((line) => line.fulfillmentOrderId))) {
    const fulfillmentOrder = state.fulfillmentOrders[id]!;
    const lines = fulfillment.lines.filter((line) => line.fulfillmentOrderId === id);
    for (const { lineItemId, quantity } of lines) {
      const itemId = order.lineItems.find((line) => line.id === lineItemId)!.inventoryItemId;
      const level =
        itemId && state.items[itemId]?.tracked && levelAt(state, itemId, fulfillmentOrder.locationId);
      if (level) changeQuantities(state, level, { available: quantity });
    }
    if (isOpen(fulfillmentOrder.status)) reopen(state, fulfillmentOrder, lines);
    else replace(state, order, fulfillmentOrder, lines);
  }
  state.world.emit("fulfillments/update", () => fulfillmentPayload(state, fulfillment));
  orderChanged(state, order);
}

/** The shipped units of an order line, cancelled fulfillments apart. */
export function fulfilledUnits(state: ShopState, order: Order, lineItemId: Id): number {
  return order.fulfillmentIds
    .flatMap((id) => state.fulfillments[id] ?? [])
    .filter((fulfillment) => fulfillment.status === "SUCCESS")
    .flatMap((fulfillment) => fulfillment.lines)
    .filter((line) => line.lineItemId === lineItemId)
    .reduce((total, line) => total + line.quantity, 0);
}

type ShippedLine = Fulfillment["lines"][number];

function reopen(state: ShopState, fulfillmentOrder: FulfillmentOrder, lines: ShippedLine[]): void {
  for (const { fulfillmentOrderLineItemId, quantity } of lines) {
    const entry = fulfillmentOrder.lineItems.find((known) => known.id === fulfillmentOrderLineItemId)!;
    entry.remainingQuantity += quantity;
    const level =
      entry.inventoryItemId && state.items[entry.inventoryItemId]?.tracked
        ? levelAt(state, entry.inventoryItemId, fulfillmentOrder.locationId)
        : undefined;
    if (level) changeQuantities(state, level, { committed: quantity, available: -quantity });
  }
  const untouched = fulfillmentOrder.lineItems.every(
    (entry) => entry.remainingQuantity === entry.totalQuantity,
  );
  if (untouched && fulfillmentOrder.holds.length === 0) fulfillmentOrder.status = "OPEN";
  fulfillmentOrder.updatedAt = timestamp(state);
}

function replace(state: ShopState, order: Order, closed: FulfillmentOrder, lines: ShippedLine[]): void {
  const successor = createFulfillmentOrder(
    state,
    order,
    closed.locationId,
    lines.map(({ lineItemId, quantity }) => ({
      line: order.lineItems.find((line) => line.id === lineItemId)!,
      quantity,
    })),
  );
  announceRouting(state, successor);
}

function shippable(fulfillmentOrder: FulfillmentOrder, asked: { id: Id; quantity: number }[] | null) {
  if (!["OPEN", "IN_PROGRESS", "SCHEDULED"].includes(fulfillmentOrder.status)) {
    throw new Refusal(
      `Fulfillment order ${fulfillmentOrder.id} has an unfulfillable status= ${fulfillmentOrder.status.toLowerCase()}.`,
      null,
      ["fulfillment"],
    );
  }
  const lines = asked?.length
    ? asked.map(({ id, quantity }) => ({
        entry: fulfillmentOrder.lineItems.find((entry) => entry.id === id),
        quantity,
      }))
    : fulfillmentOrder.lineItems.map((entry) => ({ entry, quantity: entry.remainingQuantity }));
  return lines
    .map(({ entry, quantity }) => {
      if (!entry) throw new Refusal("Fulfillment order line item does not exist.", null, ["fulfillment"]);
      if (quantity < 0 || quantity > entry.remainingQuantity) {
        throw new Refusal("Invalid fulfillment order line item quantity requested.", null, ["fulfillment"]);
      }
      return { entry, quantity };
    })
    .filter(({ quantity }) => quantity > 0);
}

const isAllShipped = (state: ShopState, order: Order): boolean =>
  fulfillmentOrdersOf(state, order).every((fulfillmentOrder) => !isOpen(fulfillmentOrder.status));
