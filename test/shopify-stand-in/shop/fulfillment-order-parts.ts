import type { FulfillmentOrder, Id } from "./model.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

/** So many units of one line of a fulfillment order. */
export type Part = { id: Id; quantity: number };

/** Everything of it that still has to ship. */
export const allParts = (order: FulfillmentOrder): Part[] =>
  order.lineItems
    .filter((line) => line.remainingQuantity > 0)
    .map((line) => ({ id: line.id, quantity: line.remainingQuantity }));

/** The asked-for units, checked against what is open. */
export function partsOf(order: FulfillmentOrder, parts: Part[], field: string[] | null): Part[] {
  for (const part of parts) {
    const line = order.lineItems.find((one) => one.id === part.id);
    if (!line) throw new Refusal("Fulfillment order line item does not exist.", null, field);
    if (part.quantity <= 0 || part.quantity > line.remainingQuantity) {
      throw new Refusal(
        "Invalid fulfillment order line item quantity requested.",
        "INVALID_LINE_ITEM_QUANTITY",
        field,
      );
    }
  }
  return parts;
}

/** Whether nothing would be left to ship without these units. */
export function emptied(order: FulfillmentOrder, parts: Part[]): boolean {
  const open = order.lineItems.reduce((sum, line) => sum + line.remainingQuantity, 0);
  return parts.reduce((sum, part) => sum + part.quantity, 0) >= open;
}

/** Moves units into a new fulfillment order at the same location. Quantities in stock do not change. */
export function separate(state: ShopState, order: FulfillmentOrder, parts: Part[]): FulfillmentOrder {
  const now = timestamp(state);
  const fresh: FulfillmentOrder = {
    ...order,
    id: newId(state),
    status: order.status === "SCHEDULED" ? "SCHEDULED" : "OPEN",
    requestStatus: "UNSUBMITTED",
    createdAt: now,
    updatedAt: now,
    holds: [],
    lineItems: parts.map((part) => {
      const line = order.lineItems.find((one) => one.id === part.id)!;
      line.totalQuantity -= part.quantity;
      line.remainingQuantity -= part.quantity;
      return { ...line, id: newId(state), totalQuantity: part.quantity, remainingQuantity: part.quantity };
    }),
  };
  order.lineItems = order.lineItems.filter((line) => line.totalQuantity > 0);
  order.updatedAt = now;
  state.fulfillmentOrders[fresh.id] = fresh;
  state.orders[order.orderId]?.fulfillmentOrderIds.push(fresh.id);
  return fresh;
}
