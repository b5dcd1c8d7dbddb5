import { idNumber } from "../webhooks/numbers.ts";
import { orderPayload } from "../webhooks/payloads/orders.ts";
import { sellableOnline } from "./availability.ts";
import { callOff, fulfillmentOrdersOf, unfulfilledUnits } from "./fulfillment-orders.ts";
import { isOpen } from "./quantities.ts";
import type { Id, LineItem, Money, Order } from "./model.ts";
import { cents, money } from "./money.ts";
import { productChanged } from "./products.ts";
import { Refusal } from "./refusal.ts";
import { routeLater } from "./routing.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type OrderLineInput = {
  variantId?: Id | null;
  quantity: number;
  title?: string | null;
  variantTitle?: string | null;
  sku?: string | null;
  unitPrice?: Money | null;
  requiresShipping?: boolean | null;
  customAttributes?: { key: string; value: string }[];
};

export type OrderInput = {
  lines: OrderLineInput[];
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  customer?: { id?: Id | null; firstName: string; lastName: string; email: string; tags?: string[] } | null;
  companyLocationId?: Id | null;
  shippingAddress?: Record<string, string> | null;
  customerLocale?: string | null;
  sourceName: string;
  note?: string | null;
  tags?: string[];
  test?: boolean;
  financialStatus?: Order["financialStatus"] | null;
  processedAt?: string | null;
  closedAt?: string | null;
  retailLocationId?: Id | null;
  customAttributes?: { key: string; value: string }[];
};

/** Takes an order down. Its fulfillment orders appear later; see routing. */
export function createOrder(state: ShopState, input: OrderInput): Order {
  if (input.lines.length === 0) {
    throw new Refusal("Line items must have at least one line item", "INVALID", ["order", "lineItems"]);
  }
  const now = timestamp(state);
  const lineItems = input.lines.map((line, index) => newLine(state, line, index));
  state.lastOrderNumber += 1;
  const order: Order = {
    id: newId(state),
    number: state.lastOrderNumber,
    name: input.name ?? `#${state.lastOrderNumber}`,
    email: input.email ?? input.customer?.email ?? null,
    phone: input.phone ?? null,
    customer: input.customer ? { ...input.customer, id: input.customer.id ?? newId(state) } : null,
    ...(input.companyLocationId && { companyLocationId: input.companyLocationId }),
    shippingAddress: input.shippingAddress ?? null,
    customerLocale: input.customerLocale ?? state.shop.locale,
    sourceName: input.sourceName,
    note: input.note ?? null,
    tags: input.tags ?? [],
    test: input.test ?? false,
    currency: state.shop.currency,
    financialStatus: input.financialStatus ?? "PAID",
    createdAt: now,
    processedAt: input.processedAt ?? now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
    closedAt: input.closedAt ?? null,
    edited: false,
    routedAt: null,
    retailLocationId: input.retailLocationId ?? null,
    taxesIncluded: true,
    customAttributes: input.customAttributes ?? [],
    fulfillmentOrderIds: [],
    fulfillmentIds: [],
    lineItems,
    refunds: [],
  };
  state.orders[order.id] = order;
  state.unroutedOrderIds.push(order.id);
  state.world.emit("orders/create", () => orderPayload(state, order));
  for (const id of new Set(lineItems.map((line) => line.productId))) {
    if (id !== null && state.products[id]) productChanged(state, state.products[id]);
  }
  routeLater(state, order);
  return order;
}

/** A buyer's checkout: an order, unless a line may not be sold in that number. */
export function placeOrder(
  state: ShopState,
  input: {
    lines: { variantId: Id; quantity: number; attributes?: { key: string; value: string }[] }[];
    email?: string;
    locale?: string;
    attributes?: { key: string; value: string }[];
    sourceName: "web";
  },
): { orderId: Id } | { refused: string } {
  const lines = input.lines.map(({ variantId, quantity, attributes }) => ({
    variantId,
    quantity,
    customAttributes: attributes ?? [],
  }));
  try {
    checkPolicy(state, lines);
    const order = createOrder(state, {
      lines,
      email: input.email ?? null,
      customerLocale: input.locale ?? null,
      customAttributes: input.attributes ?? [],
      sourceName: input.sourceName,
    });
    return { orderId: order.id };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}

/** Refuses what is not for sale: a tracked variant that stops at zero and has not enough. */
export function checkPolicy(state: ShopState, lines: OrderLineInput[]): void {
  const wanted = new Map<Id, number>();
  for (const { variantId, quantity } of lines) {
    if (variantId) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  }
  for (const [variantId, quantity] of wanted) {
    const variant = state.variants[variantId];
    if (!variant) throw new Refusal("This product is no longer sold.", "INVALID", ["order", "lineItems"]);
    const item = state.items[variant.inventoryItemId]!;
    if (!item.tracked || variant.inventoryPolicy === "CONTINUE") continue;
    const left = sellableOnline(state, item);
    if (left >= quantity) continue;
    const title = state.products[variant.productId]?.title ?? "This product";
    throw new Refusal(
      left > 0 ? `Only ${left} of "${title}" left.` : `"${title}" is sold out.`,
      "INVENTORY_CLAIM_FAILED",
      ["order", "lineItems"],
    );
  }
}

/** Cancels what is not shipped. Shopify does this after having answered, so callers run it as a job. */
export function cancelOrder(
  state: ShopState,
  order: Order,
  { reason, restocked, refunded }: { reason: string; restocked: boolean; refunded: boolean },
): void {
  const now = timestamp(state);
  order.routedAt ??= now;
  state.unroutedOrderIds = state.unroutedOrderIds.filter((id) => id !== order.id);
  const lines = order.lineItems.map((line) => ({ line, quantity: unfulfilledUnits(state, order, line) }));
  for (const fulfillmentOrder of fulfillmentOrdersOf(state, order)) {
    if (isOpen(fulfillmentOrder.status)) callOff(state, fulfillmentOrder, restocked);
  }
  for (const { line } of lines) line.currentQuantity = 0;
  order.cancelledAt = now;
  order.cancelReason = reason;
  order.closedAt = now;
  if (refunded && order.financialStatus === "PAID") order.financialStatus = "REFUNDED";
  else if (order.financialStatus === "PENDING" || order.financialStatus === "AUTHORIZED")
    order.financialStatus = "VOIDED";
  orderChanged(state, order, "orders/cancelled");
}

/** Takes an order out of the books. Only what nobody waits for any more can go. */
export function deleteOrder(state: ShopState, order: Order): void {
  const owed = order.lineItems.some((line) => unfulfilledUnits(state, order, line) > 0);
  if (owed || order.closedAt === null)
    throw new Refusal("The order can't be deleted.", "INVALID", ["orderId"]);
  for (const id of order.fulfillmentOrderIds) delete state.fulfillmentOrders[id];
  for (const id of order.fulfillmentIds) delete state.fulfillments[id];
  delete state.orders[order.id];
  state.world.emit("orders/delete", () => ({ id: idNumber(order.id) }));
}

export function closeOrder(state: ShopState, order: Order): void {
  order.closedAt = timestamp(state);
  orderChanged(state, order);
}

export function openOrder(state: ShopState, order: Order): void {
  order.closedAt = null;
  orderChanged(state, order);
}

/** Marks the order as changed and tells so; `orders/updated` follows every other topic. */
export function orderChanged(state: ShopState, order: Order, ...topics: string[]): void {
  order.updatedAt = timestamp(state);
  for (const topic of [...topics, "orders/updated"])
    state.world.emit(topic, () => orderPayload(state, order));
}

/** What the order is worth now: its remaining units at their prices. */
export const currentTotal = (order: Order): Money =>
  money(order.lineItems.reduce((total, line) => total + cents(line.unitPrice) * line.currentQuantity, 0));

export const originalTotal = (order: Order): Money =>
  money(order.lineItems.reduce((total, line) => total + cents(line.unitPrice) * line.quantity, 0));

export const refundedTotal = (order: Order): Money =>
  money(order.refunds.reduce((total, refund) => total + cents(refund.amount), 0));

export function newLine(state: ShopState, input: OrderLineInput, index: number): LineItem {
  const field = ["order", "lineItems", String(index)];
  if (!(input.quantity > 0))
    throw new Refusal("Quantity must be greater than 0", "INVALID", [...field, "quantity"]);
  const variant = input.variantId ? state.variants[input.variantId] : undefined;
  if (input.variantId && !variant) {
    throw new Refusal("Variant is invalid", "INVALID", [...field, "variantId"]);
  }
  if (!variant && !input.title) throw new Refusal("Title can't be blank", "INVALID", [...field, "title"]);
  const product = variant && state.products[variant.productId];
  const item = variant && state.items[variant.inventoryItemId];
  return {
    id: newId(state),
    variantId: variant?.id ?? null,
    productId: product?.id ?? null,
    inventoryItemId: item?.id ?? null,
    title: input.title ?? product!.title,
    variantTitle: input.variantTitle ?? (variant && variant.title !== "Default Title" ? variant.title : null),
    sku: input.sku ?? variant?.sku ?? null,
    quantity: input.quantity,
    currentQuantity: input.quantity,
    unitPrice: input.unitPrice ?? variant?.price ?? "0.00",
    requiresShipping: item?.requiresShipping ?? input.requiresShipping ?? false,
    customAttributes: input.customAttributes ?? [],
  };
}
