import type { DraftOrder, Id, Order } from "./model.ts";
import { createOrder, newLine, type OrderLineInput } from "./orders.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type DraftOrderInput = {
  lines: OrderLineInput[];
  email: string | null;
  note: string | null;
  tags: string[];
  customAttributes: { key: string; value: string }[];
};

export function createDraftOrder(state: ShopState, input: DraftOrderInput): DraftOrder {
  if (input.lines.length === 0) throw new Refusal("Add at least 1 product", null, ["input", "lineItems"]);
  const now = timestamp(state);
  const draft: DraftOrder = {
    id: newId(state),
    name: `#D${Object.keys(state.draftOrders).length + 1}`,
    status: "OPEN",
    email: input.email,
    note: input.note,
    tags: input.tags,
    customAttributes: input.customAttributes,
    lineItems: input.lines.map((line, index) => {
      const { id, variantId, title, quantity, unitPrice, customAttributes } = newLine(state, line, index);
      return { id, variantId, title, quantity, unitPrice, customAttributes };
    }),
    orderId: null,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  };
  state.draftOrders[draft.id] = draft;
  return draft;
}

/** Turns the draft into an order. A merchant may sell more than is there, whatever the policy. */
export function completeDraftOrder(state: ShopState, draft: DraftOrder, paymentPending: boolean): Order {
  if (draft.status === "COMPLETED") throw new Refusal("This order has been paid", null, ["id"]);
  const order = createOrder(state, {
    lines: draft.lineItems.map(({ variantId, title, quantity, unitPrice, customAttributes }) => ({
      variantId,
      title,
      quantity,
      unitPrice,
      customAttributes,
    })),
    email: draft.email,
    note: draft.note,
    tags: draft.tags,
    customAttributes: draft.customAttributes,
    sourceName: "shopify_draft_order",
    financialStatus: paymentPending ? "PENDING" : "PAID",
  });
  draft.status = "COMPLETED";
  draft.orderId = order.id;
  draft.completedAt = timestamp(state);
  draft.updatedAt = draft.completedAt;
  return order;
}

export function deleteDraftOrder(state: ShopState, id: Id): void {
  delete state.draftOrders[id];
}
