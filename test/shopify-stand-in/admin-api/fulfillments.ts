import { cancelFulfillment, fulfil } from "../shop/fulfillments.ts";
import type { Fulfillment } from "../shop/model.ts";
import { Refusal } from "../shop/refusal.ts";
import { connection } from "./connections.ts";
import type { Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { lineSource } from "./orders.ts";
import { answer } from "./user-errors.ts";

type ShippedLine = Fulfillment["lines"][number] & { id: string; fulfillment: Fulfillment };

/* eslint-disable @typescript-eslint/no-explicit-any -- GraphQL inputs, checked by the schema */
export const resolvers: Resolvers = {
  QueryRoot: {
    fulfillment: (_source, args, ctx) => ctx.shop.fulfillments[idOf("Fulfillment", args.id)] ?? null,
  },
  Fulfillment: {
    name: (fulfillment: Fulfillment, _args, ctx) => {
      const order = ctx.shop.orders[fulfillment.orderId]!;
      return `${order.name}-F${order.fulfillmentIds.indexOf(fulfillment.id) + 1}`;
    },
    displayStatus: (fulfillment: Fulfillment) =>
      fulfillment.status === "CANCELLED" ? "CANCELED" : "FULFILLED",
    order: (fulfillment: Fulfillment, _args, ctx) => ctx.shop.orders[fulfillment.orderId],
    location: (fulfillment: Fulfillment, _args, ctx) => ctx.shop.locations[fulfillment.locationId] ?? null,
    totalQuantity: (fulfillment: Fulfillment) =>
      fulfillment.lines.reduce((total, line) => total + line.quantity, 0),
    requiresShipping: () => true,
    deliveredAt: () => null,
    estimatedDeliveryAt: () => null,
    inTransitAt: () => null,
    trackingInfo: ({ tracking }: Fulfillment) =>
      tracking.company || tracking.number || tracking.url ? [tracking] : [],
    fulfillmentLineItems: (fulfillment: Fulfillment, args) =>
      connection(
        fulfillment.lines.map((line, index) => ({
          ...line,
          id: String(BigInt(fulfillment.id) * 100n + BigInt(index)),
          fulfillment,
        })),
        args,
      ),
    fulfillmentOrders: (fulfillment: Fulfillment, args, ctx) =>
      connection(
        [...new Set(fulfillment.lines.map((line) => line.fulfillmentOrderId))].flatMap(
          (id) => ctx.shop.fulfillmentOrders[id] ?? [],
        ),
        args,
      ),
  },
  FulfillmentLineItem: {
    lineItem: (line: ShippedLine, _args, ctx) => {
      const order = ctx.shop.orders[line.fulfillment.orderId]!;
      return lineSource(
        order,
        order.lineItems.find((entry) => entry.id === line.lineItemId)!,
      );
    },
  },
  Mutation: {
    fulfillmentCreate: (_source, { fulfillment: input }, ctx, info) =>
      answer(info, () => ({
        fulfillment: fulfil(ctx.shop, {
          parts: (input.lineItemsByFulfillmentOrder as any[]).map((part) => ({
            fulfillmentOrderId: idOf("FulfillmentOrder", part.fulfillmentOrderId),
            lines:
              (part.fulfillmentOrderLineItems as any[] | null)?.map((line) => ({
                id: idOf("FulfillmentOrderLineItem", line.id),
                quantity: line.quantity,
              })) ?? null,
          })),
          tracking: {
            company: input.trackingInfo?.company ?? null,
            number: input.trackingInfo?.number ?? input.trackingInfo?.numbers?.[0] ?? null,
            url: input.trackingInfo?.url ?? input.trackingInfo?.urls?.[0] ?? null,
          },
        }),
      })),
    fulfillmentCancel: (_source, args, ctx, info) =>
      answer(info, () => {
        const fulfillment = ctx.shop.fulfillments[idOf("Fulfillment", args.id)];
        if (!fulfillment) throw new Refusal("Fulfillment not found.", null, ["id"]);
        cancelFulfillment(ctx.shop, fulfillment);
        return { fulfillment };
      }),
  },
};
