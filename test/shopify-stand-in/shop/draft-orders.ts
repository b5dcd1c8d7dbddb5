import type { DraftOrder, Id, Order } from "./model.ts";
import { createOrder, newLine, type OrderLineInput } from "./orders.ts";
import { changeQuantities, levelsOf } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type DraftOrderInput = {
  lines: OrderLineInput[];
  email: string | null;
  note: string | null;
  tags: string[];
  customAttributes: { key: string; value: string }[];
  reserveInventoryUntil?: string | null;
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
    reserveInventoryUntil: null,
    reserved: [],
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  };
  state.draftOrders[draft.id] = draft;
  if (input.reserveInventoryUntil) reserve(state, draft, new Date(input.reserveInventoryUntil));
  return draft;
}

/** Takes its units out of what is available, until a time at which they come back by themselves. */
function reserve(state: ShopState, draft: DraftOrder, until: Date): void {
  const ms = until.getTime() - state.world.now().getTime();
  if (ms <= 0) throw new Refusal("Reserve until must be in the future", null, ["input"]);
  draft.reserveInventoryUntil = until.toISOString();
  for (const { variantId, quantity } of draft.lineItems) {
    const item = state.items[state.variants[variantId ?? ""]?.inventoryItemId ?? ""];
    if (!item?.tracked) continue;
    const active = levelsOf(state, item).filter((level) => level.isActive);
    const level =
      active.find(({ quantities }) => quantities.available >= quantity) ??
      active.sort((a, b) => b.quantities.available - a.quantities.available)[0];
    if (!level) continue;
    changeQuantities(state, level, { reserved: quantity, available: -quantity });
    draft.reserved.push({ levelId: level.id, quantity });
  }
  state.world.after(ms, () => release(state, draft), { counted: false });
}

function release(state: ShopState, draft: DraftOrder): void {
  for (const { levelId, quantity } of draft.reserved) {
    const level = state.levels[levelId];
    if (level) changeQuantities(state, level, { reserved: -quantity, available: quantity });
  }
  draft.reserved = [];
}

/** Turns the draft into an order. A merchant may sell more than is there, whatever the policy. */
export function completeDraftOrder(state: ShopState, draft: DraftOrder, paymentPending: boolean): Order {
  if (draft.status === "COMPLETED") throw new Refusal("This order has been paid", null, ["id"]);
  release(state, draft);
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
  if (state.draftOrders[id]) release(state, state.draftOrders[id]);
  delete state.draftOrders[id];
}
