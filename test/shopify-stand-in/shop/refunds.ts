import { refundPayload } from "../webhooks/payloads/orders.ts";
import { removeUnits, unfulfilledUnits } from "./fulfillment-orders.ts";
import type { Id, LineItem, Money, Order } from "./model.ts";
import { cents, money, times } from "./money.ts";
import { orderChanged, originalTotal, refundedTotal } from "./orders.ts";
import { restock } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type RefundLine = Order["refunds"][number]["lines"][number];

/**
 * Gives money back for units of an order.
 * CANCEL takes units that are not shipped off the order and back to stock; RETURN puts shipped units back on
 * the shelf; NO_RESTOCK touches neither stock nor what is to be shipped.
 */
export function refund(
  state: ShopState,
  order: Order,
  input: { lines: RefundLine[]; note: string | null; amount: Money | null },
): Order["refunds"][number] {
  input.lines.forEach((line, index) => check(state, order, line, ["refundLineItems", String(index)]));
  for (const entry of input.lines) {
    const line = lineOf(order, entry.lineItemId)!;
    line.currentQuantity = Math.max(0, line.currentQuantity - entry.quantity);
    if (entry.restockType === "CANCEL" && order.routedAt !== null) {
      removeUnits(state, order, line.id, entry.quantity, { restocked: true, locationId: entry.locationId });
    }
    if (entry.restockType === "RETURN" && entry.locationId !== null) {
      restock(state, line.inventoryItemId, entry.locationId, entry.quantity);
    }
  }
  const made = {
    id: newId(state),
    createdAt: timestamp(state),
    note: input.note,
    amount: input.amount ?? suggestedAmount(order, input.lines),
    lines: input.lines,
  };
  order.refunds.push(made);
  if (cents(made.amount) > 0) {
    order.financialStatus =
      cents(refundedTotal(order)) >= cents(originalTotal(order)) ? "REFUNDED" : "PARTIALLY_REFUNDED";
  }
  state.world.emit("refunds/create", () => refundPayload(state, order, made));
  orderChanged(state, order);
  return made;
}

export const refundedUnits = (order: Order, lineItemId: Id): number =>
  order.refunds
    .flatMap((entry) => entry.lines)
    .filter((line) => line.lineItemId === lineItemId)
    .reduce((total, line) => total + line.quantity, 0);

export const suggestedAmount = (order: Order, lines: Pick<RefundLine, "lineItemId" | "quantity">[]): Money =>
  money(
    lines.reduce((total, line) => {
      const price = lineOf(order, line.lineItemId)?.unitPrice ?? "0.00";
      return total + cents(times(price, line.quantity));
    }, 0),
  );

function check(state: ShopState, order: Order, entry: RefundLine, field: string[]): void {
  const line = lineOf(order, entry.lineItemId);
  if (!line) throw new Refusal("Line item does not exist", null, [...field, "lineItemId"]);
  if (!(entry.quantity > 0) || entry.quantity > line.currentQuantity) {
    throw new Refusal("Quantity cannot refund more items than were purchased", null, [...field, "quantity"]);
  }
  if (entry.restockType === "CANCEL" && entry.quantity > unfulfilledUnits(state, order, line)) {
    throw new Refusal("Quantity cannot be cancelled: the items are fulfilled", null, [...field, "quantity"]);
  }
  if (entry.restockType !== "NO_RESTOCK" && entry.locationId === null) {
    throw new Refusal("Location must be provided when restocking", null, [...field, "locationId"]);
  }
  if (entry.locationId !== null && !state.locations[entry.locationId]) {
    throw new Refusal("Location is invalid", null, [...field, "locationId"]);
  }
}

const lineOf = (order: Order, id: Id): LineItem | undefined => order.lineItems.find((line) => line.id === id);
