import { GraphQLError } from "graphql";
import { fulfillmentOrdersOf, unfulfilledUnits } from "../shop/fulfillment-orders.ts";
import type { LineItem, Order } from "../shop/model.ts";
import { cents, money, times } from "../shop/money.ts";
import { currentTotal, originalTotal, refundedTotal } from "../shop/orders.ts";
import { isOpen } from "../shop/quantities.ts";
import { refundedUnits, suggestedAmount } from "../shop/refunds.ts";
import type { ShopState } from "../shop/state.ts";
import { connection, emptyConnection, sorter } from "./connections.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { gid, idOf } from "./ids.ts";
import { moneyBag } from "./money.ts";
import { mayReadOrder, readableOrders } from "./order-window.ts";
import { id, search, text, time, type SearchFields } from "./search.ts";

/** A line with its order, which most of a line's fields depend on. */
export type LineSource = LineItem & { order: Order };
export const lineSource = (order: Order, line: LineItem): LineSource => ({ ...line, order });

const linesOf = (order: Order): LineSource[] => order.lineItems.map((line) => lineSource(order, line));

const statusOf = (order: Order): string[] => [
  "any",
  ...(order.cancelledAt ? ["cancelled"] : ["not_cancelled"]),
  ...(order.closedAt ? ["closed"] : ["open", "not_closed"]),
];

export function fulfillmentStatus(state: ShopState, order: Order): string {
  const owed = order.lineItems.some((line) => unfulfilledUnits(state, order, line) > 0);
  const shipped = order.fulfillmentIds.some((entry) => state.fulfillments[entry]?.status === "SUCCESS");
  if (shipped) return owed ? "PARTIALLY_FULFILLED" : "FULFILLED";
  const open = fulfillmentOrdersOf(state, order).filter((entry) => isOpen(entry.status));
  if (open.length > 0 && open.every((entry) => entry.status === "ON_HOLD")) return "ON_HOLD";
  if (open.length > 0 && open.every((entry) => entry.status === "SCHEDULED")) return "SCHEDULED";
  if (open.some((entry) => entry.status === "IN_PROGRESS")) return "IN_PROGRESS";
  return "UNFULFILLED";
}

const searchedStatus: Record<string, string[]> = {
  FULFILLED: ["fulfilled", "shipped"],
  PARTIALLY_FULFILLED: ["partial"],
};

const fields = (state: ShopState): SearchFields<Order> => ({
  id: id((order) => order.id),
  name: text((order) => [order.name, order.name.replace(/^#/, "")]),
  email: text((order) => order.email),
  tag: text((order) => order.tags),
  test: text((order) => String(order.test)),
  status: text(statusOf),
  financial_status: text((order) => order.financialStatus),
  fulfillment_status: text(
    (order) => searchedStatus[fulfillmentStatus(state, order)] ?? ["unfulfilled", "unshipped"],
  ),
  source_name: text((order) => order.sourceName),
  sku: text((order) => order.lineItems.map((line) => line.sku)),
  created_at: time((order) => order.createdAt),
  processed_at: time((order) => order.processedAt),
  updated_at: time((order) => order.updatedAt),
});

const sortKeys = {
  ID: (order: Order) => order.id,
  CREATED_AT: (order: Order) => order.createdAt,
  PROCESSED_AT: (order: Order) => order.processedAt,
  UPDATED_AT: (order: Order) => order.updatedAt,
  ORDER_NUMBER: (order: Order) => order.number,
};

const orderNamed = (ctx: ExecutionContext, identifier: string): Order | null => {
  const order = ctx.shop.orders[idOf("Order", identifier)];
  return order && mayReadOrder(ctx, order) ? order : null;
};

const paid = (order: Order): string =>
  ["PENDING", "AUTHORIZED", "EXPIRED", "VOIDED"].includes(order.financialStatus)
    ? "0.00"
    : originalTotal(order);

const outstanding = (order: Order): string =>
  money(cents(currentTotal(order)) - cents(paid(order)) + cents(refundedTotal(order)));

const transactionsOf = (ctx: ExecutionContext, order: Order) =>
  paid(order) === "0.00" && order.financialStatus !== "AUTHORIZED"
    ? []
    : [
        {
          id: gid("OrderTransaction", order.id),
          kind: order.financialStatus === "AUTHORIZED" ? "AUTHORIZATION" : "SALE",
          status: "SUCCESS",
          gateway: "bogus",
          test: order.test,
          amountSet: moneyBag(ctx, originalTotal(order)),
          createdAt: order.createdAt,
          processedAt: order.processedAt,
          parentTransaction: null,
        },
      ];

const sourceApps: Record<string, string> = {
  web: "Online Store",
  pos: "Point of Sale",
  shopify_draft_order: "Draft Orders",
};

export const resolvers: Resolvers = {
  QueryRoot: {
    order: (_source, args, ctx) => orderNamed(ctx, args.id),
    orderByIdentifier: (_source, { identifier }, ctx) => {
      if (identifier.id) return orderNamed(ctx, identifier.id);
      throw new GraphQLError("The stand-in does not implement OrderIdentifierInput.customId");
    },
    orders: (_source, args, ctx) =>
      connection(
        search(
          ctx,
          readableOrders(ctx),
          args.query,
          fields(ctx.shop),
          (order) => `${order.name} ${order.email ?? ""}`,
        ),
        args,
        { sortBy: sorter<Order>(sortKeys, args.sortKey) },
      ),
    ordersCount: (_source, args, ctx) => ({
      count: search(ctx, readableOrders(ctx), args.query, fields(ctx.shop)).length,
      precision: "EXACT",
    }),
  },
  Order: {
    confirmed: () => true,
    closed: (order: Order) => order.closedAt !== null,
    cancellation: (order: Order) => (order.cancelledAt ? { staffNote: null } : null),
    currencyCode: (order: Order) => order.currency,
    presentmentCurrencyCode: (order: Order) => order.currency,
    displayFinancialStatus: (order: Order) => order.financialStatus,
    displayFulfillmentStatus: (order: Order, _args, ctx) => fulfillmentStatus(ctx.shop, order),
    capturable: (order: Order) => order.financialStatus === "AUTHORIZED",
    fullyPaid: (order: Order) => cents(outstanding(order)) <= 0,
    unpaid: (order: Order) => paid(order) === "0.00",
    refundable: (order: Order) =>
      order.lineItems.some((line) => refundedUnits(order, line.id) < line.quantity),
    restockable: (order: Order) => order.cancelledAt === null,
    fulfillable: (order: Order, _args, ctx) =>
      order.lineItems.some((line) => unfulfilledUnits(ctx.shop, order, line) > 0),
    merchantEditable: (order: Order) => order.cancelledAt === null,
    merchantEditableErrors: (order: Order) => (order.cancelledAt ? ["The order is cancelled."] : []),
    requiresShipping: (order: Order) => order.lineItems.some((line) => line.requiresShipping),
    subtotalLineItemsQuantity: (order: Order) =>
      order.lineItems.reduce((sum, line) => sum + line.quantity, 0),
    currentSubtotalLineItemsQuantity: (order: Order) =>
      order.lineItems.reduce((sum, line) => sum + line.currentQuantity, 0),
    subtotalPriceSet: (order: Order, _args, ctx) => moneyBag(ctx, originalTotal(order)),
    totalPriceSet: (order: Order, _args, ctx) => moneyBag(ctx, originalTotal(order)),
    originalTotalPriceSet: (order: Order, _args, ctx) => moneyBag(ctx, originalTotal(order)),
    currentSubtotalPriceSet: (order: Order, _args, ctx) => moneyBag(ctx, currentTotal(order)),
    currentTotalPriceSet: (order: Order, _args, ctx) => moneyBag(ctx, currentTotal(order)),
    totalOutstandingSet: (order: Order, _args, ctx) => moneyBag(ctx, outstanding(order)),
    totalReceivedSet: (order: Order, _args, ctx) => moneyBag(ctx, paid(order)),
    totalRefundedSet: (order: Order, _args, ctx) => moneyBag(ctx, refundedTotal(order)),
    netPaymentSet: (order: Order, _args, ctx) =>
      moneyBag(ctx, money(cents(paid(order)) - cents(refundedTotal(order)))),
    totalShippingPriceSet: (_order, _args, ctx) => moneyBag(ctx, "0.00"),
    totalTaxSet: (_order, _args, ctx) => moneyBag(ctx, "0.00"),
    totalDiscountsSet: (_order, _args, ctx) => moneyBag(ctx, "0.00"),
    app: (order: Order) =>
      sourceApps[order.sourceName] === undefined
        ? null
        : { id: gid("OrderApp", order.sourceName), name: sourceApps[order.sourceName] },
    retailLocation: (order: Order, _args, ctx) => ctx.shop.locations[order.retailLocationId ?? ""] ?? null,
    physicalLocation: (order: Order, _args, ctx) => ctx.shop.locations[order.retailLocationId ?? ""] ?? null,
    lineItems: (order: Order, args) => connection(linesOf(order), args),
    nonFulfillableLineItems: () => emptyConnection(),
    fulfillmentOrders: (order: Order, args, ctx) => connection(fulfillmentOrdersOf(ctx.shop, order), args),
    fulfillments: (order: Order, { first }, ctx) =>
      order.fulfillmentIds
        .flatMap((entry) => ctx.shop.fulfillments[entry] ?? [])
        .slice(0, first ?? undefined),
    fulfillmentsCount: (order: Order) => ({ count: order.fulfillmentIds.length, precision: "EXACT" }),
    refunds: (order: Order, { first }) =>
      order.refunds.slice(0, first ?? undefined).map((refund) => ({ ...refund, order })),
    returnStatus: () => "NO_RETURN",
    transactions: (order: Order, { first }, ctx) => transactionsOf(ctx, order).slice(0, first ?? undefined),
    billingAddress: (order: Order) => order.shippingAddress,
    displayAddress: (order: Order) => order.shippingAddress,
    purchasingEntity: (order: Order) =>
      order.companyLocationId
        ? { __typename: "PurchasingCompany" }
        : order.customer && { __typename: "Customer", ...order.customer },
    statusPageUrl: (order: Order, _args, ctx) =>
      `https://${ctx.shop.shop.domain}/${ctx.shop.id}/orders/${order.id}/authenticate?key=secret`,
    suggestedRefund: (order: Order, { refundLineItems, suggestFullRefund }, ctx) => {
      const lines = suggestFullRefund
        ? order.lineItems.map((line) => ({ lineItemId: line.id, quantity: line.currentQuantity }))
        : ((refundLineItems ?? []) as { lineItemId: string; quantity: number }[]).map((line) => ({
            lineItemId: idOf("LineItem", line.lineItemId),
            quantity: line.quantity,
          }));
      const refundableLeft = cents(paid(order)) - cents(refundedTotal(order));
      const amount = money(Math.min(cents(suggestedAmount(order, lines)), refundableLeft));
      const [sale] = transactionsOf(ctx, order);
      return {
        amountSet: moneyBag(ctx, amount),
        subtotalSet: moneyBag(ctx, amount),
        maximumRefundableSet: moneyBag(ctx, money(refundableLeft)),
        totalTaxSet: moneyBag(ctx, "0.00"),
        suggestedTransactions: sale
          ? [
              {
                amountSet: moneyBag(ctx, amount),
                gateway: sale.gateway,
                kind: "SUGGESTED_REFUND",
                parentTransaction: sale,
              },
            ]
          : [],
      };
    },
  },
  LineItem: {
    name: (line: LineSource) => (line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title),
    unfulfilledQuantity: (line: LineSource, _args, ctx) => unfulfilledUnits(ctx.shop, line.order, line),
    nonFulfillableQuantity: () => 0,
    refundableQuantity: (line: LineSource) => line.quantity - refundedUnits(line.order, line.id),
    product: (line: LineSource, _args, ctx) => ctx.shop.products[line.productId ?? ""] ?? null,
    variant: (line: LineSource, _args, ctx) => ctx.shop.variants[line.variantId ?? ""] ?? null,
    sellingPlan: () => null,
    isGiftCard: () => false,
    taxable: () => true,
    restockable: (line: LineSource) => line.currentQuantity > 0,
    merchantEditable: (line: LineSource) => line.order.cancelledAt === null,
    vendor: (line: LineSource, _args, ctx) => ctx.shop.products[line.productId ?? ""]?.vendor ?? null,
    originalUnitPrice: (line: LineSource) => line.unitPrice,
    originalUnitPriceSet: (line: LineSource, _args, ctx) => moneyBag(ctx, line.unitPrice),
    discountedUnitPriceSet: (line: LineSource, _args, ctx) => moneyBag(ctx, line.unitPrice),
    originalTotalSet: (line: LineSource, _args, ctx) => moneyBag(ctx, times(line.unitPrice, line.quantity)),
    discountedTotalSet: (line: LineSource, _args, ctx) => moneyBag(ctx, times(line.unitPrice, line.quantity)),
  },
  Refund: {
    processedAt: (refund: { createdAt: string }) => refund.createdAt,
    updatedAt: (refund: { createdAt: string }) => refund.createdAt,
    totalRefundedSet: (refund: { amount: string }, _args, ctx) => moneyBag(ctx, refund.amount),
    refundLineItems: (refund: Order["refunds"][number] & { order: Order }, args) =>
      connection(
        refund.lines.map((line, index) => ({
          ...line,
          id: String(BigInt(refund.id) + BigInt(index)),
          order: refund.order,
        })),
        args,
      ),
  },
  RefundLineItem: {
    lineItem: (line: { lineItemId: string; order: Order }) =>
      lineSource(
        line.order,
        line.order.lineItems.find((entry) => entry.id === line.lineItemId)!,
      ),
    location: (line: { locationId: string | null }, _args, ctx) =>
      ctx.shop.locations[line.locationId ?? ""] ?? null,
    restocked: (line: { restockType: string }) => line.restockType !== "NO_RESTOCK",
  },
};
