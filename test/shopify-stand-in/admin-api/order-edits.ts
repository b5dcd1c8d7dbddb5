import { fulfilledUnits } from "../shop/fulfillments.ts";
import type { Order, OrderEdit } from "../shop/model.ts";
import { cents, money } from "../shop/money.ts";
import { addEditVariant, beginEdit, commitEdit, setEditQuantity } from "../shop/order-edits.ts";
import { Refusal } from "../shop/refusal.ts";
import type { ShopState } from "../shop/state.ts";
import { connection } from "./connections.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { gid, idOf, optionalId, parseGid } from "./ids.ts";
import { moneyBag } from "./money.ts";
import { answer } from "./user-errors.ts";

type EditLine = OrderEdit["lines"][number];
type LineSource = EditLine & { edit: OrderEdit };

const source = (edit: OrderEdit, line: EditLine): LineSource => ({ ...line, edit });

const original = (state: ShopState, line: LineSource) =>
  state.orders[line.edit.orderId]!.lineItems.find((entry) => entry.id === line.lineItemId);

const unitPrice = (state: ShopState, line: LineSource): string =>
  original(state, line)?.unitPrice ?? state.variants[line.variantId ?? ""]?.price ?? "0.00";

function editNamed(ctx: ExecutionContext, identifier: string): OrderEdit {
  const known = parseGid(identifier);
  const isEdit = known && ["CalculatedOrder", "OrderEditSession"].includes(known.type);
  const edit = isEdit ? ctx.shop.orderEdits[known.id] : undefined;
  if (!edit) throw new Refusal("The calculated order does not exist.", null, ["id"]);
  return edit;
}

const stateOf = (edit: OrderEdit) => ({ calculatedOrder: edit, orderEditSession: { id: edit.id } });

const total = (state: ShopState, edit: OrderEdit): number =>
  edit.lines.reduce((sum, line) => sum + cents(unitPrice(state, source(edit, line))) * line.quantity, 0);

const orderTotal = (order: Order): number =>
  order.lineItems.reduce((sum, line) => sum + cents(line.unitPrice) * line.currentQuantity, 0);

export const resolvers: Resolvers = {
  CalculatedOrder: {
    originalOrder: (edit: OrderEdit, _args, ctx) => ctx.shop.orders[edit.orderId],
    lineItems: (edit: OrderEdit, args) =>
      connection(
        edit.lines.map((line) => source(edit, line)),
        args,
      ),
    addedLineItems: (edit: OrderEdit, args) =>
      connection(
        edit.lines.filter((line) => line.lineItemId === null).map((line) => source(edit, line)),
        args,
      ),
    subtotalLineItemsQuantity: (edit: OrderEdit) => edit.lines.reduce((sum, line) => sum + line.quantity, 0),
    subtotalPriceSet: (edit: OrderEdit, _args, ctx) => moneyBag(ctx, money(total(ctx.shop, edit))),
    totalPriceSet: (edit: OrderEdit, _args, ctx) => moneyBag(ctx, money(total(ctx.shop, edit))),
    totalOutstandingSet: (edit: OrderEdit, _args, ctx) =>
      moneyBag(ctx, money(total(ctx.shop, edit) - orderTotal(ctx.shop.orders[edit.orderId]!))),
  },
  CalculatedLineItem: {
    id: (line: LineSource) => gid("CalculatedLineItem", line.id),
    title: (line: LineSource, _args, ctx) =>
      original(ctx.shop, line)?.title ??
      ctx.shop.products[ctx.shop.variants[line.variantId ?? ""]?.productId ?? ""]?.title ??
      "",
    variant: (line: LineSource, _args, ctx) => ctx.shop.variants[line.variantId ?? ""] ?? null,
    sku: (line: LineSource, _args, ctx) => ctx.shop.variants[line.variantId ?? ""]?.sku ?? null,
    editableQuantity: (line: LineSource, _args, ctx) => line.quantity - shipped(ctx.shop, line),
    editableQuantityBeforeChanges: (line: LineSource, _args, ctx) =>
      (original(ctx.shop, line)?.currentQuantity ?? 0) - shipped(ctx.shop, line),
    restockable: () => true,
    restocking: (line: LineSource) => line.restock,
    originalUnitPriceSet: (line: LineSource, _args, ctx) => moneyBag(ctx, unitPrice(ctx.shop, line)),
    discountedUnitPriceSet: (line: LineSource, _args, ctx) => moneyBag(ctx, unitPrice(ctx.shop, line)),
  },
  Mutation: {
    orderEditBegin: (_source, { id }, ctx, info) =>
      answer(info, () => {
        const order = ctx.shop.orders[idOf("Order", id)];
        if (!order) throw new Refusal("Order does not exist", null, ["id"]);
        return stateOf(beginEdit(ctx.shop, order));
      }),
    orderEditSetQuantity: (_source, { id, lineItemId, quantity, restock }, ctx, info) =>
      answer(info, () => {
        const edit = editNamed(ctx, id);
        const lineId = parseGid(lineItemId)?.id ?? "";
        const line = setEditQuantity(ctx.shop, edit, lineId, quantity, restock ?? false);
        return { calculatedLineItem: source(edit, line), ...stateOf(edit) };
      }),
    orderEditAddVariant: (_source, { id, variantId, quantity, locationId, allowDuplicates }, ctx, info) =>
      answer(info, () => {
        const edit = editNamed(ctx, id);
        const line = addEditVariant(ctx.shop, edit, {
          variantId: idOf("ProductVariant", variantId),
          quantity,
          locationId: optionalId("Location", locationId),
          allowDuplicates,
        });
        return { calculatedLineItem: source(edit, line), ...stateOf(edit) };
      }),
    orderEditCommit: (_source, { id, staffNote }, ctx, info) =>
      answer(info, () => ({
        order: commitEdit(ctx.shop, editNamed(ctx, id), staffNote ?? null),
        successMessages: ["Order updated"],
      })),
  },
};

const shipped = (state: ShopState, line: LineSource): number =>
  line.lineItemId ? fulfilledUnits(state, state.orders[line.edit.orderId]!, line.lineItemId) : 0;
