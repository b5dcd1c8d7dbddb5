import { orderEditPayload } from "../webhooks/payloads/orders.ts";
import {
  addUnits,
  createFulfillmentOrder,
  fulfillmentOrdersOf,
  removeUnits,
  unfulfilledUnits,
} from "./fulfillment-orders.ts";
import { fulfilledUnits } from "./fulfillments.ts";
import type { Id, LineItem, Order, OrderEdit } from "./model.ts";
import { newLine, orderChanged } from "./orders.ts";
import { Refusal } from "./refusal.ts";
import { announceRouting, planRouting } from "./routing.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type LineChange = { lineItemId: Id; delta: number };

/** Opens a draft of changes; nothing happens to the order until it is committed. */
export function beginEdit(state: ShopState, order: Order): OrderEdit {
  if (order.cancelledAt !== null) throw new Refusal("The order cannot be edited.", null, ["id"]);
  const edit: OrderEdit = {
    id: newId(state),
    orderId: order.id,
    lines: order.lineItems
      .filter((line) => line.currentQuantity > 0)
      .map((line) => ({
        id: line.id,
        lineItemId: line.id,
        variantId: line.variantId,
        quantity: line.currentQuantity,
        restock: false,
        locationId: null,
      })),
    committedAt: null,
  };
  state.orderEdits[edit.id] = edit;
  return edit;
}

export function setEditQuantity(
  state: ShopState,
  edit: OrderEdit,
  lineId: Id,
  quantity: number,
  restocked: boolean,
): OrderEdit["lines"][number] {
  const entry = edit.lines.find((line) => line.id === lineId);
  if (!entry) throw new Refusal("Line item does not exist.", null, ["lineItemId"]);
  if (quantity < 0) throw new Refusal("Quantity must be greater than or equal to 0.", null, ["quantity"]);
  const order = state.orders[edit.orderId]!;
  const shipped = entry.lineItemId ? fulfilledUnits(state, order, entry.lineItemId) : 0;
  if (quantity < shipped)
    throw new Refusal("Quantity cannot be less than the fulfilled quantity.", null, ["quantity"]);
  entry.quantity = quantity;
  entry.restock = restocked;
  return entry;
}

export function addEditVariant(
  state: ShopState,
  edit: OrderEdit,
  {
    variantId,
    quantity,
    locationId,
    allowDuplicates,
  }: { variantId: Id; quantity: number; locationId: Id | null; allowDuplicates: boolean },
): OrderEdit["lines"][number] {
  if (!state.variants[variantId]) throw new Refusal("Variant is invalid.", null, ["variantId"]);
  if (!(quantity > 0)) throw new Refusal("Quantity must be greater than 0.", null, ["quantity"]);
  if (!allowDuplicates && edit.lines.some((line) => line.variantId === variantId && line.quantity > 0)) {
    throw new Refusal("Variant is already on the order.", null, ["variantId"]);
  }
  const entry = { id: newId(state), lineItemId: null, variantId, quantity, restock: false, locationId };
  edit.lines.push(entry);
  return entry;
}

/** Carries the edit out: removed units are freed or written off, added ones are given to a location. */
export function commitEdit(state: ShopState, edit: OrderEdit, staffNote: string | null): Order {
  if (edit.committedAt !== null)
    throw new Refusal("The order edit has already been committed.", null, ["id"]);
  const order = state.orders[edit.orderId]!;
  checkRemovals(state, order, edit);
  const additions: LineChange[] = [];
  const removals: LineChange[] = [];
  for (const entry of edit.lines) {
    const known = order.lineItems.find((line) => line.id === entry.lineItemId);
    const change = entry.quantity - (known?.currentQuantity ?? 0);
    if (change === 0) continue;
    if (change < 0 && known) {
      remove(state, order, known, -change, entry.restock);
      removals.push({ lineItemId: known.id, delta: -change });
    } else {
      const line = known ?? addLine(state, order, entry.variantId, change);
      if (known) {
        known.quantity += change;
        known.currentQuantity += change;
      }
      entry.lineItemId = line.id;
      place(state, order, line, change, entry.locationId);
      additions.push({ lineItemId: line.id, delta: change });
    }
  }
  edit.committedAt = timestamp(state);
  order.edited = true;
  orderChanged(state, order);
  state.world.emit("orders/edited", () => orderEditPayload(state, edit, { additions, removals, staffNote }));
  return order;
}

function checkRemovals(state: ShopState, order: Order, edit: OrderEdit): void {
  for (const entry of edit.lines) {
    const line = order.lineItems.find((known) => known.id === entry.lineItemId);
    if (line && line.currentQuantity - entry.quantity > unfulfilledUnits(state, order, line)) {
      throw new Refusal("Only unfulfilled units can be removed.", null, ["id"]);
    }
  }
}

function remove(state: ShopState, order: Order, line: LineItem, units: number, restocked: boolean): void {
  line.currentQuantity -= units;
  if (order.routedAt !== null) removeUnits(state, order, line.id, units, { restocked });
}

function addLine(state: ShopState, order: Order, variantId: Id | null, quantity: number): LineItem {
  const line = newLine(state, { variantId, quantity }, order.lineItems.length);
  order.lineItems.push(line);
  return line;
}

/** Not routed yet: routing will see the new quantity. Else an open fulfillment order takes the units, or a new one. */
function place(state: ShopState, order: Order, line: LineItem, units: number, locationId: Id | null): void {
  if (order.routedAt === null) return;
  const [part] = planRouting(state, order, [{ line, quantity: units }]);
  const wanted = locationId ?? part?.locationId;
  if (wanted === undefined) return;
  const open = fulfillmentOrdersOf(state, order).find(
    (fulfillmentOrder) => fulfillmentOrder.status === "OPEN" && fulfillmentOrder.locationId === wanted,
  );
  if (open) addUnits(state, open, line, units);
  else announceRouting(state, createFulfillmentOrder(state, order, wanted, [{ line, quantity: units }]));
}
