import {
  cancelFulfillmentOrder,
  mergeFulfillmentOrders,
  moveFulfillmentOrder,
  openFulfillmentOrder,
  rescheduleFulfillmentOrder,
  setDeadline,
  splitFulfillmentOrder,
} from "../shop/fulfillment-order-changes.ts";
import type { Part } from "../shop/fulfillment-order-parts.ts";
import { holdFulfillmentOrder, releaseHolds } from "../shop/holds.ts";
import type { FulfillmentOrder, Id } from "../shop/model.ts";
import { Refusal } from "../shop/refusal.ts";
import type { ShopState } from "../shop/state.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { answer } from "./user-errors.ts";

type PartInput = { id: string; quantity: number };

export const resolvers: Resolvers = {
  Mutation: {
    fulfillmentOrderHold: (_source, { id, fulfillmentHold }, ctx, info) =>
      answer(info, () => {
        const fulfillmentOrder = found(ctx.shop, id, ["id"]);
        const input = {
          reason: fulfillmentHold.reason as string,
          reasonNotes: (fulfillmentHold.reasonNotes as string | null) ?? null,
          handle: (fulfillmentHold.handle as string | null) ?? "",
          externalId: (fulfillmentHold.externalId as string | null) ?? null,
          parts: parts(fulfillmentHold.fulfillmentOrderLineItems) ?? [],
        };
        const { hold, remaining } = holdFulfillmentOrder(ctx.shop, fulfillmentOrder, input, callingApp(ctx));
        return { fulfillmentHold: hold, fulfillmentOrder, remainingFulfillmentOrder: remaining };
      }),
    fulfillmentOrderReleaseHold: (_source, { id, holdIds, externalId }, ctx, info) =>
      answer(info, () => {
        const fulfillmentOrder = found(ctx.shop, id, ["id"]);
        const ids =
          (holdIds as string[] | null | undefined)?.map((hold) => idOf("FulfillmentHold", hold)) ?? null;
        releaseHolds(ctx.shop, fulfillmentOrder, { ids, externalId: externalId ?? null }, callingApp(ctx));
        return { fulfillmentOrder };
      }),
    fulfillmentOrderSplit: (_source, { fulfillmentOrderSplits }, ctx, info) =>
      answer(info, () => {
        const inputs = fulfillmentOrderSplits as {
          fulfillmentOrderId: string;
          fulfillmentOrderLineItems: PartInput[];
        }[];
        const wanted = inputs.map((input, index) => {
          const field = ["fulfillmentOrderSplits", String(index)];
          const order = found(ctx.shop, input.fulfillmentOrderId, [...field, "fulfillmentOrderId"]);
          return { order, field, parts: parts(input.fulfillmentOrderLineItems) ?? [] };
        });
        const splits = wanted.map(({ order, parts: some, field }) => ({
          fulfillmentOrder: order,
          remainingFulfillmentOrder: splitFulfillmentOrder(ctx.shop, order, some, field),
          replacementFulfillmentOrder: null,
        }));
        return { fulfillmentOrderSplits: splits };
      }),
    fulfillmentOrderMerge: (_source, { fulfillmentOrderMergeInputs }, ctx, info) =>
      answer(info, () => {
        const inputs = fulfillmentOrderMergeInputs as {
          mergeIntents: { fulfillmentOrderId: string; fulfillmentOrderLineItems?: PartInput[] | null }[];
        }[];
        const wanted = inputs.map((input) =>
          input.mergeIntents.map((intent) => ({
            order: found(ctx.shop, intent.fulfillmentOrderId, null),
            parts: parts(intent.fulfillmentOrderLineItems),
          })),
        );
        const merges = wanted.map((intents) => ({
          fulfillmentOrder: mergeFulfillmentOrders(ctx.shop, intents),
        }));
        return { fulfillmentOrderMerges: merges };
      }),
    fulfillmentOrderMove: (_source, { id, newLocationId, fulfillmentOrderLineItems }, ctx, info) =>
      answer(info, () => {
        const order = found(ctx.shop, id, ["id"]);
        const some = parts(fulfillmentOrderLineItems);
        const move = moveFulfillmentOrder(
          ctx.shop,
          order,
          idOf("Location", newLocationId),
          some?.length ? some : null,
        );
        return {
          originalFulfillmentOrder: move.original,
          movedFulfillmentOrder: move.moved,
          remainingFulfillmentOrder: move.remaining,
        };
      }),
    fulfillmentOrderReschedule: (_source, { id, fulfillAt }, ctx, info) =>
      answer(info, () => {
        const fulfillmentOrder = found(ctx.shop, id, ["id"]);
        rescheduleFulfillmentOrder(ctx.shop, fulfillmentOrder, fulfillAt);
        return { fulfillmentOrder };
      }),
    fulfillmentOrderOpen: (_source, { id }, ctx, info) =>
      answer(info, () => {
        const fulfillmentOrder = found(ctx.shop, id, ["id"]);
        openFulfillmentOrder(ctx.shop, fulfillmentOrder);
        return { fulfillmentOrder };
      }),
    fulfillmentOrderCancel: (_source, { id }, ctx, info) =>
      answer(info, () => {
        const fulfillmentOrder = found(ctx.shop, id, ["id"]);
        const replacementFulfillmentOrder = cancelFulfillmentOrder(ctx.shop, fulfillmentOrder);
        return { fulfillmentOrder, replacementFulfillmentOrder };
      }),
    fulfillmentOrdersSetFulfillmentDeadline: (
      _source,
      { fulfillmentOrderIds, fulfillmentDeadline },
      ctx,
      info,
    ) => {
      const result = answer(info, () => {
        const orders = (fulfillmentOrderIds as string[]).map((id) =>
          found(ctx.shop, id, null, "FULFILLMENT_ORDERS_NOT_FOUND"),
        );
        setDeadline(ctx.shop, orders, fulfillmentDeadline);
        return { success: true };
      });
      return { success: false, ...result };
    },
  },
};

function found(
  state: ShopState,
  gid: string,
  field: string[] | null,
  code = "FULFILLMENT_ORDER_NOT_FOUND",
): FulfillmentOrder {
  const order = state.fulfillmentOrders[idOf("FulfillmentOrder", gid)];
  if (!order) throw new Refusal("Fulfillment order does not exist.", code, field);
  return order;
}

const parts = (inputs: PartInput[] | null | undefined): Part[] | null =>
  inputs?.map(({ id, quantity }) => ({ id: idOf("FulfillmentOrderLineItem", id), quantity })) ?? null;

/** Whose hold it is: the app's, or nobody's when the merchant's staff set it. */
const callingApp = (ctx: ExecutionContext): Id | null => (ctx.caller.kind === "app" ? ctx.shop.appId : null);
