import type { Id, InventoryShipment, InventoryTransfer } from "../../shop/model.ts";
import type { ShopState } from "../../shop/state.ts";
import { restTime } from "./times.ts";

const gid = (type: string, id: Id) => `gid://shopify/${type}/${id}`;
const place = (id: Id | null) => (id === null ? null : { id: gid("Location", id) });
const happenedAt = (state: ShopState) => restTime(state, state.world.now().toISOString());

/** inventory_transfers/*: who, when, from where to where; then what the topic is about. */
export const transferPayload = (state: ShopState, transfer: InventoryTransfer, about: object = {}) => ({
  id: gid("InventoryTransfer", transfer.id),
  happened_at: happenedAt(state),
  origin: place(transfer.originLocationId),
  destination: place(transfer.destinationLocationId),
  ...about,
});

export const transferLines = (transfer: InventoryTransfer) => ({
  status: transfer.status,
  line_items: transfer.lineItems.map((line) => ({
    id: gid("InventoryTransferLineItem", line.id),
    quantity: line.totalQuantity,
  })),
});

/** inventory_shipments/*: neither transfer nor destination is named. */
export const shipmentPayload = (state: ShopState, shipment: InventoryShipment, about: object = {}) => ({
  id: gid("InventoryShipment", shipment.id),
  ...about,
  happened_at: happenedAt(state),
});

export const shipmentCreated = (state: ShopState, shipment: InventoryShipment) => ({
  ...shipmentPayload(state, shipment, { status: shipment.status }),
  tracking: trackingPayload(state, shipment),
  line_items: shipment.lineItems.map((line) => ({
    id: gid("InventoryShipmentLineItem", line.id),
    quantity: line.quantity,
  })),
});

/** The one topic whose id is called shipment_id. */
export const trackingUpdated = (state: ShopState, shipment: InventoryShipment) => ({
  shipment_id: gid("InventoryShipment", shipment.id),
  updated_tracking: trackingPayload(state, shipment),
  happened_at: happenedAt(state),
});

export type Received = { id: Id; before: Counted; after: Counted; remaining: number };
type Counted = { accepted: number; rejected: number };

export const itemsReceived = (state: ShopState, shipment: InventoryShipment, lines: Received[]) =>
  shipmentPayload(state, shipment, {
    status: shipment.status,
    items_received: lines.map(({ id, before, after, remaining }) => ({
      id: gid("InventoryShipmentLineItem", id),
      old_accepted_quantity: before.accepted,
      old_rejected_quantity: before.rejected,
      new_accepted_quantity: after.accepted,
      new_rejected_quantity: after.rejected,
      remaining_quantity_to_receive: remaining,
    })),
  });

const trackingPayload = (state: ShopState, { tracking }: InventoryShipment) => ({
  arrives_at: restTime(state, tracking.arrivesAt),
  tracking_number: tracking.trackingNumber,
  tracking_url: tracking.trackingUrl,
  company: tracking.company,
});
