import { completeDraftOrder, createDraftOrder, deleteDraftOrder } from "../shop/draft-orders.ts";
import type { DraftOrder } from "../shop/model.ts";
import { money, sum, times } from "../shop/money.ts";
import { Refusal } from "../shop/refusal.ts";
import { connection, sorter } from "./connections.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { idOf, optionalId } from "./ids.ts";
import { moneyBag } from "./money.ts";
import { id, search, text, time } from "./search.ts";
import { storefrontOf } from "./shop.ts";
import { answer } from "./user-errors.ts";

type Line = DraftOrder["lineItems"][number];

const fields = {
  id: id((draft: DraftOrder) => draft.id),
  status: text((draft: DraftOrder) => draft.status),
  tag: text((draft: DraftOrder) => draft.tags),
  created_at: time((draft: DraftOrder) => draft.createdAt),
  updated_at: time((draft: DraftOrder) => draft.updatedAt),
};

const totalOf = (draft: DraftOrder): string =>
  sum(draft.lineItems.map((line) => times(line.unitPrice, line.quantity)));

const found = (ctx: ExecutionContext, gid: string): DraftOrder => {
  const draft = ctx.shop.draftOrders[idOf("DraftOrder", gid)];
  if (!draft) throw new Refusal("Draft order not found", null, ["id"]);
  return draft;
};

/* eslint-disable @typescript-eslint/no-explicit-any -- GraphQL inputs, checked by the schema */
export const resolvers: Resolvers = {
  QueryRoot: {
    draftOrder: (_source, args, ctx) => ctx.shop.draftOrders[idOf("DraftOrder", args.id)] ?? null,
    draftOrders: (_source, args, ctx) =>
      connection(
        search(ctx, Object.values(ctx.shop.draftOrders), args.query, fields, (draft) => draft.name),
        args,
        {
          sortBy: sorter<DraftOrder>(
            { ID: (draft) => draft.id, NUMBER: (draft) => draft.id, UPDATED_AT: (draft) => draft.updatedAt },
            args.sortKey,
          ),
        },
      ),
  },
  DraftOrder: {
    note2: (draft: DraftOrder) => draft.note,
    order: (draft: DraftOrder, _args, ctx) => ctx.shop.orders[draft.orderId ?? ""] ?? null,
    currencyCode: (_draft, _args, ctx) => ctx.shop.shop.currency,
    ready: () => true,
    invoiceUrl: (draft: DraftOrder, _args, ctx) =>
      `${storefrontOf(ctx.shop)}/${ctx.shop.id}/invoices/${draft.id}`,
    lineItems: (draft: DraftOrder, args) => connection(draft.lineItems, args),
    totalPriceSet: (draft: DraftOrder, _args, ctx) => moneyBag(ctx, totalOf(draft)),
    subtotalPriceSet: (draft: DraftOrder, _args, ctx) => moneyBag(ctx, totalOf(draft)),
    totalTaxSet: (_draft, _args, ctx) => moneyBag(ctx, money(0)),
  },
  DraftOrderLineItem: {
    name: (line: Line) => line.title,
    custom: (line: Line) => line.variantId === null,
    variant: (line: Line, _args, ctx) => ctx.shop.variants[line.variantId ?? ""] ?? null,
    originalUnitPriceSet: (line: Line, _args, ctx) => moneyBag(ctx, line.unitPrice),
  },
  Mutation: {
    draftOrderCreate: (_source, { input }, ctx, info) =>
      answer(info, () => ({
        draftOrder: createDraftOrder(ctx.shop, {
          lines: (input.lineItems ?? []).map((line: any) => ({
            variantId: optionalId("ProductVariant", line.variantId),
            quantity: line.quantity,
            title: line.title,
            sku: line.sku,
            unitPrice: (line.priceOverride ?? line.originalUnitPriceWithCurrency)?.amount ?? null,
            requiresShipping: line.requiresShipping,
            customAttributes: line.customAttributes ?? [],
          })),
          email: input.email ?? null,
          note: input.note ?? null,
          tags: input.tags ?? [],
          customAttributes: input.customAttributes ?? [],
          reserveInventoryUntil: input.reserveInventoryUntil ?? null,
        }),
      })),
    draftOrderComplete: (_source, args, ctx, info) =>
      answer(info, () => {
        const draftOrder = found(ctx, args.id);
        completeDraftOrder(ctx.shop, draftOrder, Boolean(args.paymentPending));
        return { draftOrder };
      }),
    draftOrderDelete: (_source, { input }, ctx, info) =>
      answer(info, () => {
        deleteDraftOrder(ctx.shop, found(ctx, input.id).id);
        return { deletedId: input.id };
      }),
  },
};
