import { GraphQLError } from "graphql";
import { fulfillmentOrdersOf } from "../shop/fulfillment-orders.ts";
import type { FulfillmentOrder, LineItem, Order } from "../shop/model.ts";
import { isOpen } from "../shop/quantities.ts";
import type { ShopState } from "../shop/state.ts";
import { connection, sorter } from "./connections.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { gid, idOf } from "./ids.ts";
import { mayReadOrder } from "./order-window.ts";
import { lineSource } from "./orders.ts";
import { id, search, text, time } from "./search.ts";

type Entry = FulfillmentOrder["lineItems"][number];
type EntrySource = Entry & { fulfillmentOrder: FulfillmentOrder };
type Hold = FulfillmentOrder["holds"][number];

const fields = {
  id: id((fulfillmentOrder: FulfillmentOrder) => fulfillmentOrder.id),
  status: text((fulfillmentOrder: FulfillmentOrder) => fulfillmentOrder.status),
  order_id: id((fulfillmentOrder: FulfillmentOrder) => fulfillmentOrder.orderId),
  assigned_location_id: id((fulfillmentOrder: FulfillmentOrder) => fulfillmentOrder.locationId),
  created_at: time((fulfillmentOrder: FulfillmentOrder) => fulfillmentOrder.createdAt),
  updated_at: time((fulfillmentOrder: FulfillmentOrder) => fulfillmentOrder.updatedAt),
};

const displayReasons: Record<string, string> = {
  AWAITING_PAYMENT: "Awaiting payment",
  AWAITING_RETURN_ITEMS: "Awaiting return items",
  HIGH_RISK_OF_FRAUD: "High risk of fraud",
  INCORRECT_ADDRESS: "Incorrect address",
  INVENTORY_OUT_OF_STOCK: "Inventory out of stock",
  ONLINE_STORE_POST_PURCHASE_CROSS_SELL: "Upsell offer",
  UNKNOWN_DELIVERY_DATE: "Unknown delivery date",
  OTHER: "Other",
};

const orderOf = (state: ShopState, fulfillmentOrder: FulfillmentOrder): Order =>
  state.orders[fulfillmentOrder.orderId]!;

const lineOf = (state: ShopState, entry: EntrySource): LineItem =>
  orderOf(state, entry.fulfillmentOrder).lineItems.find((line) => line.id === entry.lineItemId)!;

/** The order, unless it is older than the caller may see. */
function readableOrder(ctx: ExecutionContext, fulfillmentOrder: FulfillmentOrder): Order {
  const order = orderOf(ctx.shop, fulfillmentOrder);
  if (mayReadOrder(ctx, order)) return order;
  throw new GraphQLError("Access denied for order field. Required access: `read_all_orders` access scope.", {
    extensions: { code: "ACCESS_DENIED" },
  });
}

/** What a merchant could do with it now. */
function actionsOf(state: ShopState, fulfillmentOrder: FulfillmentOrder): string[] {
  const units = fulfillmentOrder.lineItems.reduce((total, entry) => total + entry.remainingQuantity, 0);
  const siblings = fulfillmentOrdersOf(state, orderOf(state, fulfillmentOrder)).some(
    (other) =>
      other.id !== fulfillmentOrder.id &&
      other.locationId === fulfillmentOrder.locationId &&
      other.status === fulfillmentOrder.status,
  );
  switch (fulfillmentOrder.status) {
    case "OPEN":
      return ["CREATE_FULFILLMENT", "HOLD", "MOVE", "REPORT_PROGRESS"]
        .concat(units > 1 ? ["SPLIT"] : [])
        .concat(siblings ? ["MERGE"] : []);
    case "IN_PROGRESS":
      return ["CREATE_FULFILLMENT", "HOLD", "MARK_AS_OPEN", "MOVE"].concat(units > 1 ? ["SPLIT"] : []);
    case "SCHEDULED":
      return ["HOLD", "MARK_AS_OPEN", "MOVE"];
    case "ON_HOLD":
      return ["HOLD", "RELEASE_HOLD", "MOVE"].concat(siblings ? ["MERGE"] : []);
    default:
      return [];
  }
}

export const resolvers: Resolvers = {
  QueryRoot: {
    fulfillmentOrder: (_source, args, ctx) =>
      ctx.shop.fulfillmentOrders[idOf("FulfillmentOrder", args.id)] ?? null,
    fulfillmentOrders: (_source, args, ctx) =>
      connection(
        search(
          ctx,
          Object.values(ctx.shop.fulfillmentOrders).filter(
            (entry) => args.includeClosed || isOpen(entry.status),
          ),
          args.query,
          fields,
        ),
        args,
        {
          sortBy: sorter<FulfillmentOrder>(
            { ID: (entry) => entry.id, UPDATED_AT: (entry) => entry.updatedAt },
            args.sortKey,
          ),
        },
      ),
  },
  FulfillmentOrder: {
    order: (fulfillmentOrder: FulfillmentOrder, _args, ctx) => readableOrder(ctx, fulfillmentOrder),
    orderId: (fulfillmentOrder: FulfillmentOrder) => gid("Order", fulfillmentOrder.orderId),
    orderName: (fulfillmentOrder: FulfillmentOrder, _args, ctx) => orderOf(ctx.shop, fulfillmentOrder).name,
    orderProcessedAt: (fulfillmentOrder: FulfillmentOrder, _args, ctx) =>
      orderOf(ctx.shop, fulfillmentOrder).processedAt,
    assignedLocation: (fulfillmentOrder: FulfillmentOrder, _args, ctx) => {
      const location = ctx.shop.locations[fulfillmentOrder.locationId]!;
      return { location, name: location.name, ...location.address };
    },
    deliveryMethod: (fulfillmentOrder: FulfillmentOrder, _args, ctx) => {
      const order = orderOf(ctx.shop, fulfillmentOrder);
      return {
        id: gid("DeliveryMethod", fulfillmentOrder.id),
        methodType: order.sourceName === "pos" ? "RETAIL" : "SHIPPING",
        minDeliveryDateTime: null,
        maxDeliveryDateTime: null,
        presentedName: null,
      };
    },
    destination: () => null,
    supportedActions: (fulfillmentOrder: FulfillmentOrder, _args, ctx) =>
      actionsOf(ctx.shop, fulfillmentOrder).map((action) => ({ action, externalUrl: null })),
    fulfillmentHolds: (fulfillmentOrder: FulfillmentOrder) => fulfillmentOrder.holds,
    lineItems: (fulfillmentOrder: FulfillmentOrder, args) =>
      connection(
        fulfillmentOrder.lineItems.map((entry) => ({ ...entry, fulfillmentOrder })),
        args,
      ),
    fulfillments: (fulfillmentOrder: FulfillmentOrder, args, ctx) =>
      connection(
        orderOf(ctx.shop, fulfillmentOrder)
          .fulfillmentIds.flatMap((entry) => ctx.shop.fulfillments[entry] ?? [])
          .filter((fulfillment) =>
            fulfillment.lines.some((line) => line.fulfillmentOrderId === fulfillmentOrder.id),
          ),
        args,
      ),
  },
  FulfillmentOrderAssignedLocation: {
    countryCode: (source: { countryCode?: string }, _args, ctx) =>
      source.countryCode ?? ctx.shop.shop.countryCode,
    ...Object.fromEntries(
      ["address1", "address2", "city", "phone", "province", "zip"].map((name) => [
        name,
        (source: Record<string, string>) => source[name] ?? null,
      ]),
    ),
  },
  FulfillmentOrderLineItem: {
    lineItem: (entry: EntrySource, _args, ctx) =>
      lineSource(orderOf(ctx.shop, entry.fulfillmentOrder), lineOf(ctx.shop, entry)),
    inventoryItemId: (entry: EntrySource) =>
      entry.inventoryItemId && gid("InventoryItem", entry.inventoryItemId),
    variant: (entry: EntrySource, _args, ctx) =>
      ctx.shop.variants[lineOf(ctx.shop, entry).variantId ?? ""] ?? null,
    productTitle: (entry: EntrySource, _args, ctx) => lineOf(ctx.shop, entry).title,
    variantTitle: (entry: EntrySource, _args, ctx) => lineOf(ctx.shop, entry).variantTitle,
    sku: (entry: EntrySource, _args, ctx) => lineOf(ctx.shop, entry).sku,
    requiresShipping: (entry: EntrySource, _args, ctx) => lineOf(ctx.shop, entry).requiresShipping,
    image: () => null,
    warnings: () => [],
  },
  FulfillmentHold: {
    displayReason: (hold: Hold) => displayReasons[hold.reason] ?? hold.reason,
    heldByApp: (hold: Hold, _args, ctx) =>
      hold.heldByAppId === null
        ? null
        : { id: gid("App", hold.heldByAppId), title: ctx.standIn.app.name, handle: ctx.standIn.app.handle },
    heldByRequestingApp: (hold: Hold, _args, ctx) =>
      ctx.caller.kind === "app" && hold.heldByAppId === ctx.shop.appId,
  },
};
