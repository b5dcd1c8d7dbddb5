import * as payloads from "../webhooks/payloads/fulfillment-order-changes.ts";
import { isSplittable, pour } from "./fulfillment-order-changes.ts";
import { allParts, emptied, separate, type Part } from "./fulfillment-order-parts.ts";
import { fulfillmentOrdersOf } from "./fulfillment-orders.ts";
import type { FulfillmentOrder, Id } from "./model.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type Hold = FulfillmentOrder["holds"][number];
export type HoldInput = {
  reason: string;
  reasonNotes: string | null;
  handle: string;
  externalId: string | null;
  parts: Part[]; // empty: everything
};

const HOLDS_PER_APP = 10;

/** Holds all of a fulfillment order, or a part of it: then the rest moves on in a fulfillment order of its own. */
export function holdFulfillmentOrder(
  state: ShopState,
  order: FulfillmentOrder,
  input: HoldInput,
  appId: Id | null,
): { hold: Hold; remaining: FulfillmentOrder | null } {
  const wasHeld = order.status === "ON_HOLD";
  if (!wasHeld && !isSplittable(order)) {
    throw new Refusal("The fulfillment order is not in a state that can be placed on hold.", null, ["id"]);
  }
  checkHandle(order, input.handle, appId);
  checkParts(order, input.parts);

  const rest = input.parts.length === 0 ? [] : restOf(order, input.parts);
  const remaining = rest.length === 0 ? null : separate(state, order, rest);
  if (remaining) remaining.remainderOf = order.id;
  const { reason, reasonNotes, handle, externalId } = input;
  const hold: Hold = { id: newId(state), handle, reason, reasonNotes, heldByAppId: appId, externalId };
  order.holds.push(hold);
  order.status = "ON_HOLD";
  order.updatedAt = timestamp(state);

  state.world.emit("fulfillment_holds/added", () => payloads.holdChanged(order, hold));
  if (!wasHeld) {
    const held = allParts(order);
    state.world.emit("fulfillment_orders/placed_on_hold", () =>
      payloads.placedOnHold(order, remaining, hold, held),
    );
  }
  return { hold, remaining };
}

/** Without ids every hold goes, those of other apps too. With the last one the order is open again. */
export function releaseHolds(
  state: ShopState,
  order: FulfillmentOrder,
  which: { ids: Id[] | null; externalId: string | null },
  appId: Id | null,
): void {
  if (order.status !== "ON_HOLD") throw new Refusal("The fulfillment order is not on hold.", null, ["id"]);
  const isNamed = (hold: Hold) =>
    which.ids
      ? which.ids.includes(hold.id)
      : which.externalId === null || hold.externalId === which.externalId;
  const released = order.holds.filter(isNamed);
  if (which.ids && appId !== null && released.some((hold) => hold.heldByAppId !== appId)) {
    throw new Refusal("The app is not allowed to release the hold of another.", "INVALID_ACCESS", [
      "holdIds",
    ]);
  }
  order.holds = order.holds.filter((hold) => !released.includes(hold));
  order.updatedAt = timestamp(state);
  for (const hold of released) {
    state.world.emit("fulfillment_holds/released", () => payloads.holdChanged(order, hold));
  }
  if (order.holds.length > 0) return;
  order.status = statusWithoutHolds(state, order);
  takeBackRemainder(state, order);
  state.world.emit("fulfillment_orders/hold_released", () => ({
    fulfillment_order: payloads.fulfillmentOrderState(order),
  }));
}

function statusWithoutHolds(state: ShopState, order: FulfillmentOrder): FulfillmentOrder["status"] {
  if (order.lineItems.some((line) => line.remainingQuantity < line.totalQuantity)) return "IN_PROGRESS";
  return order.fulfillAt && order.fulfillAt > timestamp(state) ? "SCHEDULED" : "OPEN";
}

/** What a partial hold had split off comes back, if it has not been shipped or changed meanwhile. */
function takeBackRemainder(state: ShopState, order: FulfillmentOrder): void {
  for (const other of fulfillmentOrdersOf(state, state.orders[order.orderId]!)) {
    const isUntouched = other.status === "OPEN" || other.status === "SCHEDULED";
    const isBack = other.remainderOf === order.id && isUntouched && other.locationId === order.locationId;
    if (isBack) pour(state, other, allParts(other), order);
  }
}

function restOf(order: FulfillmentOrder, held: Part[]): Part[] {
  if (emptied(order, held)) return [];
  return order.lineItems
    .map((line) => {
      const taken = held.find((part) => part.id === line.id)?.quantity ?? 0;
      return { id: line.id, quantity: line.remainingQuantity - taken };
    })
    .filter((part) => part.quantity > 0);
}

function checkHandle(order: FulfillmentOrder, handle: string, appId: Id | null): void {
  const field = ["fulfillmentHold", "handle"];
  if (handle.length > 64) throw new Refusal("Handle is too long (maximum is 64 characters)", null, field);
  const own = order.holds.filter((hold) => hold.heldByAppId === appId);
  if (own.some((hold) => hold.handle === handle)) {
    throw new Refusal(
      "The handle provided for the fulfillment hold is already in use by this app for another hold on this fulfillment order.",
      "DUPLICATE_FULFILLMENT_HOLD_HANDLE",
      field,
    );
  }
  if (own.length >= HOLDS_PER_APP) {
    throw new Refusal(
      "The maximum number of fulfillment holds for this fulfillment order has been reached for this app. An app can only have up to 10 holds on a single fulfillment order at any one time.",
      "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED",
      ["id"],
    );
  }
}

function checkParts(order: FulfillmentOrder, parts: Part[]): void {
  if (parts.length === 0) return;
  const field = ["fulfillmentHold", "fulfillmentOrderLineItems"];
  if (!isSplittable(order)) {
    throw new Refusal(
      "The fulfillment order is not in a splittable state.",
      "FULFILLMENT_ORDER_NOT_SPLITTABLE",
      field,
    );
  }
  if (new Set(parts.map((part) => part.id)).size < parts.length) {
    throw new Refusal("must contain unique line item ids", "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS", field);
  }
  parts.forEach((part, index) => {
    const at = [...field, String(index), "quantity"];
    if (part.quantity <= 0) {
      throw new Refusal(
        "You must select at least one item to place on partial hold.",
        "GREATER_THAN_ZERO",
        at,
      );
    }
    const open = order.lineItems.find((line) => line.id === part.id)?.remainingQuantity ?? 0;
    if (part.quantity > open) {
      throw new Refusal("The line item quantity is invalid.", "INVALID_LINE_ITEM_QUANTITY", at);
    }
  });
}
