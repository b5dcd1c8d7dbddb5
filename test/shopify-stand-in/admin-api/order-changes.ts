import { createFulfillmentOrder } from "../shop/fulfillment-orders.ts";
import { fulfil } from "../shop/fulfillments.ts";
import { newJob } from "../shop/jobs.ts";
import type { Money, Order } from "../shop/model.ts";
import { cents, money } from "../shop/money.ts";
import {
  cancelOrder,
  checkPolicy,
  closeOrder,
  createOrder,
  deleteOrder,
  openOrder,
  orderChanged,
  type OrderInput,
} from "../shop/orders.ts";
import { recountCommitted } from "../shop/quantities.ts";
import { refund } from "../shop/refunds.ts";
import { Refusal } from "../shop/refusal.ts";
import type { ShopState } from "../shop/state.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { idOf, optionalId } from "./ids.ts";
import { answer, answerWith } from "./user-errors.ts";

const found = (ctx: ExecutionContext, gid: string, field = ["id"], code: string | null = null): Order => {
  const order = ctx.shop.orders[idOf("Order", gid)];
  if (!order) throw new Refusal("Order does not exist", code, field);
  return order;
};

/* eslint-disable @typescript-eslint/no-explicit-any -- GraphQL inputs, checked by the schema */
export const resolvers: Resolvers = {
  Mutation: {
    orderCreate: (_source, { order: input, options }, ctx, info) =>
      answer(info, () => {
        const lines = (input.lineItems ?? []).map((line: any) => lineInput(line));
        const behaviour = options?.inventoryBehaviour ?? "BYPASS";
        if (behaviour === "DECREMENT_OBEYING_POLICY") checkPolicy(ctx.shop, lines);
        const order = createOrder(ctx.shop, orderInput(input, lines));
        if (input.fulfillment)
          shipAtOnce(ctx.shop, order, idOf("Location", input.fulfillment.locationId), behaviour);
        return { order };
      }),
    orderUpdate: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const order = found(ctx, input.id);
        if (input.tags) order.tags = [...new Set(input.tags as string[])];
        if (input.note !== undefined) order.note = input.note;
        if (input.email !== undefined) order.email = input.email;
        if (input.customAttributes) order.customAttributes = input.customAttributes;
        if (input.shippingAddress) order.shippingAddress = withoutNulls(input.shippingAddress);
        orderChanged(ctx.shop, order);
        return { order };
      }),
    orderClose: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const order = found(ctx, input.id);
        closeOrder(ctx.shop, order);
        return { order };
      }),
    orderOpen: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const order = found(ctx, input.id);
        openOrder(ctx.shop, order);
        return { order };
      }),
    orderCancel: (_source, { orderId, reason, restock, refund: legacy, refundMethod }, ctx, info) => {
      const result = answerWith("orderCancelUserErrors", info, () => {
        const order = found(ctx, orderId, ["orderId"], "NOT_FOUND");
        if (order.cancelledAt !== null) {
          throw new Refusal("Cannot cancel an order that is already cancelled.", "INVALID", ["orderId"]);
        }
        const refunded = Boolean(legacy || refundMethod?.originalPaymentMethodsRefund);
        return {
          job: newJob(ctx.shop, () => cancelOrder(ctx.shop, order, { reason, restocked: restock, refunded })),
        };
      });
      // The list is there twice in Shopify's answer, once under the old name.
      return { ...result, userErrors: (result as { orderCancelUserErrors: object[] }).orderCancelUserErrors };
    },
    orderDelete: (_source, { orderId }, ctx, info) =>
      answer(info, () => {
        deleteOrder(ctx.shop, found(ctx, orderId, ["orderId"], "NOT_FOUND"));
        return { deletedId: orderId };
      }),
    refundCreate: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const order = found(ctx, input.orderId, ["orderId"]);
        const made = refund(ctx.shop, order, {
          note: input.note ?? null,
          amount: sumOf(input.transactions),
          lines: (input.refundLineItems ?? []).map((line: any) => ({
            lineItemId: idOf("LineItem", line.lineItemId),
            quantity: line.quantity,
            restockType: line.restockType ?? "NO_RESTOCK",
            locationId: optionalId("Location", line.locationId),
          })),
        });
        return { refund: { ...made, order }, order };
      }),
  },
  Job: { query: () => ({}) },
};

const lineInput = (line: any) => ({
  variantId: optionalId("ProductVariant", line.variantId),
  quantity: line.quantity as number,
  title: line.title,
  variantTitle: line.variantTitle,
  sku: line.sku,
  unitPrice: (line.priceSet?.shopMoney.amount as Money | undefined) ?? null,
  requiresShipping: line.requiresShipping,
  customAttributes: (line.properties ?? []).map(({ name, value }: { name: string; value: string }) => ({
    key: name,
    value,
  })),
});

function orderInput(input: any, lines: OrderInput["lines"]): OrderInput {
  const person = input.customer?.toUpsert;
  const address = input.shippingAddress ? withoutNulls(input.shippingAddress) : null;
  const sourceName = input.sourceName ?? "api";
  const location = input.transactions?.find((entry: any) => entry.locationId)?.locationId;
  return {
    lines,
    name: input.name,
    email: input.email ?? person?.email ?? null,
    phone: input.phone,
    customer: person
      ? {
          id: optionalId("Customer", person.id),
          firstName: person.firstName ?? "",
          lastName: person.lastName ?? "",
          email: person.email ?? input.email ?? "",
          tags: person.tags ?? [],
        }
      : null,
    companyLocationId: optionalId("CompanyLocation", input.companyLocationId),
    shippingAddress: address,
    sourceName,
    note: input.note,
    tags: input.tags ?? [],
    test: input.test,
    financialStatus: input.financialStatus ?? statusByTransactions(input.transactions, lines),
    processedAt: input.processedAt ? new Date(input.processedAt).toISOString() : null,
    closedAt: input.closedAt ? new Date(input.closedAt).toISOString() : null,
    retailLocationId: sourceName === "pos" ? optionalId("Location", location) : null,
    customAttributes: input.customAttributes ?? [],
  };
}

function statusByTransactions(transactions: any[] | null | undefined, lines: OrderInput["lines"]) {
  if (!transactions?.length) return null;
  if (transactions.every((entry) => entry.kind === "AUTHORIZATION")) return "AUTHORIZED";
  const asked = lines.reduce((total, line) => total + cents(line.unitPrice ?? "0.00") * line.quantity, 0);
  return cents(sumOf(transactions)) >= asked ? "PAID" : "PARTIALLY_PAID";
}

/** An order that arrives shipped. With BYPASS it is history: it never touched the stock. */
function shipAtOnce(state: ShopState, order: Order, locationId: string, behaviour: string): void {
  if (!state.locations[locationId])
    throw new Refusal("Location is invalid", "INVALID", ["order", "fulfillment"]);
  order.routedAt = order.createdAt;
  state.unroutedOrderIds = state.unroutedOrderIds.filter((id) => id !== order.id);
  const lines = order.lineItems.map((line) => ({ line, quantity: line.currentQuantity }));
  const items = lines.map(({ line }) => line.inventoryItemId).flatMap((id) => state.items[id ?? ""] ?? []);
  const before = behaviour === "BYPASS" ? new Map(items.map((item) => [item, item.tracked])) : new Map();
  for (const item of before.keys()) item.tracked = false;
  const fulfillmentOrder = createFulfillmentOrder(state, order, locationId, lines);
  fulfil(state, { parts: [{ fulfillmentOrderId: fulfillmentOrder.id, lines: null }] });
  for (const [item, tracked] of before) {
    item.tracked = tracked;
    recountCommitted(state, item);
  }
}

const sumOf = (transactions: any[] | null | undefined): Money =>
  money((transactions ?? []).reduce((total, entry) => total + cents(amountOf(entry)), 0));

const amountOf = (entry: any): Money => entry.amount ?? entry.amountSet?.shopMoney.amount ?? "0.00";

const withoutNulls = (address: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(address).filter((entry): entry is [string, string] => entry[1] != null));
