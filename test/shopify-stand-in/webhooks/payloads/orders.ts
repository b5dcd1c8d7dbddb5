import { unfulfilledUnits } from "../../shop/fulfillment-orders.ts";
import type { Fulfillment, LineItem, Order, OrderEdit } from "../../shop/model.ts";
import type { LineChange } from "../../shop/order-edits.ts";
import { currentTotal, originalTotal } from "../../shop/orders.ts";
import type { ShopState } from "../../shop/state.ts";
import { idNumber } from "../numbers.ts";
import { restTime } from "./times.ts";

type Refund = Order["refunds"][number];

/** orders/*: the whole order with everything personal in it; `include_fields` decides what is sent. */
export function orderPayload(state: ShopState, order: Order): unknown {
  const address = order.shippingAddress;
  return {
    id: idNumber(order.id),
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    app_id: null,
    browser_ip: "203.0.113.7",
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: restTime(state, order.cancelledAt),
    closed_at: restTime(state, order.closedAt),
    confirmed: true,
    contact_email: order.email,
    created_at: restTime(state, order.createdAt),
    currency: order.currency,
    current_subtotal_price: currentTotal(order),
    current_total_price: currentTotal(order),
    customer_locale: order.customerLocale,
    email: order.email,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: fulfillmentStatus(state, order),
    location_id: idNumber(order.retailLocationId),
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${state.shop.domain}/${state.id}/orders/${order.id}/authenticate?key=secret`,
    phone: order.phone,
    processed_at: restTime(state, order.processedAt),
    source_name: order.sourceName,
    subtotal_price: originalTotal(order),
    tags: order.tags.join(", "),
    taxes_included: order.taxesIncluded,
    test: order.test,
    total_price: originalTotal(order),
    updated_at: restTime(state, order.updatedAt),
    user_id: null,
    billing_address: address,
    customer: order.customer && {
      id: idNumber(order.customer.id),
      email: order.customer.email,
      first_name: order.customer.firstName,
      last_name: order.customer.lastName,
      phone: order.phone,
      admin_graphql_api_id: `gid://shopify/Customer/${order.customer.id}`,
    },
    fulfillments: order.fulfillmentIds.flatMap((id) =>
      state.fulfillments[id] ? [fulfillmentPayload(state, state.fulfillments[id])] : [],
    ),
    line_items: order.lineItems.map((line) => linePayload(state, order, line)),
    refunds: order.refunds.map((refund) => refundPayload(state, order, refund)),
    shipping_address: address,
    shipping_lines: [],
  };
}

export const refundPayload = (state: ShopState, order: Order, refund: Refund): unknown => ({
  id: idNumber(refund.id),
  admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
  created_at: restTime(state, refund.createdAt),
  note: refund.note,
  order_id: idNumber(order.id),
  processed_at: restTime(state, refund.createdAt),
  restock: refund.lines.some((line) => line.restockType !== "NO_RESTOCK"),
  user_id: null,
  refund_line_items: refund.lines.map((line, index) => ({
    id: idNumber(String(BigInt(refund.id) + BigInt(index))),
    line_item_id: idNumber(line.lineItemId),
    location_id: idNumber(line.locationId),
    quantity: line.quantity,
    restock_type: line.restockType.toLowerCase(),
  })),
  transactions: [],
  order_adjustments: [],
});

export const fulfillmentPayload = (state: ShopState, fulfillment: Fulfillment): unknown => ({
  id: idNumber(fulfillment.id),
  admin_graphql_api_id: `gid://shopify/Fulfillment/${fulfillment.id}`,
  created_at: restTime(state, fulfillment.createdAt),
  location_id: idNumber(fulfillment.locationId),
  order_id: idNumber(fulfillment.orderId),
  status: fulfillment.status.toLowerCase(),
  tracking_company: fulfillment.tracking.company,
  tracking_number: fulfillment.tracking.number,
  tracking_url: fulfillment.tracking.url,
  updated_at: restTime(state, fulfillment.updatedAt),
  line_items: fulfillment.lines.map((line) => ({ id: idNumber(line.lineItemId), quantity: line.quantity })),
});

/** orders/edited: what the edit did, not the order. */
export const orderEditPayload = (
  state: ShopState,
  edit: OrderEdit,
  {
    additions,
    removals,
    staffNote,
  }: { additions: LineChange[]; removals: LineChange[]; staffNote: string | null },
): unknown => ({
  order_edit: {
    id: idNumber(edit.id),
    app_id: null,
    created_at: restTime(state, edit.committedAt),
    notify_customer: false,
    order_id: idNumber(edit.orderId),
    staff_note: staffNote,
    user_id: null,
    line_items: { additions: additions.map(changePayload), removals: removals.map(changePayload) },
    discounts: { line_item: { additions: [], removals: [] } },
    shipping_lines: { additions: [], removals: [] },
  },
});

const changePayload = ({ lineItemId, delta }: LineChange) => ({ id: idNumber(lineItemId), delta });

const linePayload = (state: ShopState, order: Order, line: LineItem) => ({
  id: idNumber(line.id),
  admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
  current_quantity: line.currentQuantity,
  fulfillable_quantity: unfulfilledUnits(state, order, line),
  name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
  price: line.unitPrice,
  product_exists: line.productId !== null,
  product_id: idNumber(line.productId),
  properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
  quantity: line.quantity,
  requires_shipping: line.requiresShipping,
  sku: line.sku,
  title: line.title,
  variant_id: idNumber(line.variantId),
  variant_title: line.variantTitle,
});

function fulfillmentStatus(state: ShopState, order: Order): string | null {
  if (order.fulfillmentIds.every((id) => state.fulfillments[id]?.status !== "SUCCESS")) return null;
  return order.lineItems.some((line) => unfulfilledUnits(state, order, line) > 0) ? "partial" : "fulfilled";
}
