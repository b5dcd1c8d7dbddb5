import type { FulfillmentOrder, Id } from "../../shop/model.ts";
import { idNumber } from "../numbers.ts";

type Hold = FulfillmentOrder["holds"][number];
type Part = { id: Id; quantity: number };

const gid = (type: string, id: Id) => `gid://shopify/${type}/${id}`;

/** These payloads carry gids and states only. */
export const fulfillmentOrderState = (order: FulfillmentOrder) => ({
  id: gid("FulfillmentOrder", order.id),
  status: order.status.toLowerCase(),
});

export const holdPayload = (hold: Hold) => ({
  id: gid("FulfillmentHold", hold.id),
  reason: hold.reason.toLowerCase(),
  reason_notes: hold.reasonNotes,
  held_by_requesting_app: false,
  handle: hold.handle,
  held_by_app: hold.heldByAppId === null ? null : { id: gid("App", hold.heldByAppId) },
});

const partsPayload = (parts: Part[]) =>
  parts.map(({ id, quantity }) => ({ id: gid("FulfillmentOrderLineItem", id), quantity }));

export const placedOnHold = (
  order: FulfillmentOrder,
  remaining: FulfillmentOrder | null,
  hold: Hold,
  parts: Part[],
) => ({
  fulfillment_order: { ...fulfillmentOrderState(order), fulfillment_holds: order.holds.map(holdPayload) },
  remaining_fulfillment_order: remaining && fulfillmentOrderState(remaining),
  held_fulfillment_order_line_items: partsPayload(parts),
  created_fulfillment_hold: holdPayload(hold),
});

export const holdChanged = (order: FulfillmentOrder, hold: Hold) => ({
  fulfillment_order: { id: gid("FulfillmentOrder", order.id) },
  fulfillment_hold: holdPayload(hold),
});

export const split = (order: FulfillmentOrder, splitOff: FulfillmentOrder, parts: Part[]) => ({
  fulfillment_order: fulfillmentOrderState(order),
  remaining_fulfillment_order: fulfillmentOrderState(splitOff),
  replacement_fulfillment_order: null,
  split_line_items: partsPayload(parts),
});

export const merged = (order: FulfillmentOrder, intents: { order: FulfillmentOrder; parts: Part[] }[]) => ({
  merge_intents: intents.map((intent) => ({
    fulfillment_order_id: idNumber(intent.order.id),
    fulfillment_order_line_items: intent.parts.map(({ id, quantity }) => ({ id: idNumber(id), quantity })),
  })),
  fulfillment_order_merges: { fulfillment_order: fulfillmentOrderState(order) },
});

export const moved = (
  original: FulfillmentOrder,
  target: FulfillmentOrder,
  sourceLocationId: Id,
  parts: Part[],
) => ({
  original_fulfillment_order: atLocation(original),
  moved_fulfillment_order: atLocation(target),
  destination_location_id: gid("Location", target.locationId),
  fulfillment_order_line_items_requested: partsPayload(parts),
  source_location: { id: gid("Location", sourceLocationId) },
});

const atLocation = (order: FulfillmentOrder) => ({
  ...fulfillmentOrderState(order),
  assigned_location_id: gid("Location", order.locationId),
});
