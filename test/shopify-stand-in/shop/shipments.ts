import * as payloads from "../webhooks/payloads/transfers.ts";
import type { Id, InventoryShipment, InventoryTransfer } from "./model.ts";
import { changeQuantities, connect, levelAt } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";
import { checkItems, emit, wrongStatus, type ItemInput } from "./transfers.ts";

export type Tracking = InventoryShipment["tracking"];
type Line = InventoryShipment["lineItems"][number];

export const unreceived = (line: Line): number =>
  Math.max(0, line.quantity - line.acceptedQuantity - line.rejectedQuantity);

/** Units of a transfer's item that are in some shipment already. */
export function inShipments(
  state: ShopState,
  transfer: InventoryTransfer,
  itemId: Id,
  statuses?: string[],
): number {
  return transfer.shipmentIds
    .flatMap((id) => state.shipments[id] ?? [])
    .filter((shipment) => !statuses || statuses.includes(shipment.status))
    .flatMap((shipment) => shipment.lineItems)
    .filter((line) => line.inventoryItemId === itemId)
    .reduce((sum, line) => sum + line.quantity, 0);
}

/** A draft: packed, not sent. */
export function createShipment(
  state: ShopState,
  transfer: InventoryTransfer,
  items: ItemInput[],
  tracking: Partial<Tracking>,
): InventoryShipment {
  const field = ["input", "lineItems"];
  if (transfer.status !== "READY_TO_SHIP" && transfer.status !== "IN_PROGRESS") {
    throw wrongStatus("The transfer must be ready to ship or in progress.");
  }
  if (items.length === 0) throw new Refusal("The shipment has no items.", "EMPTY_SHIPMENT_INPUT", field);
  checkItems(state, items, field);
  items.forEach((item, index) => checkShippable(state, transfer, item, [...field, String(index)]));

  const now = timestamp(state);
  const shipment: InventoryShipment = {
    id: newId(state),
    name: `${transfer.name}-${transfer.shipmentIds.length + 1}`,
    transferId: transfer.id,
    status: "DRAFT",
    tracking: { arrivesAt: null, company: null, trackingNumber: null, trackingUrl: null, ...tracking },
    dateCreated: now,
    dateShipped: null,
    dateReceived: null,
    updatedAt: now,
    lineItems: [],
  };
  shipment.lineItems = items.map((item) => newLine(state, item));
  state.shipments[shipment.id] = shipment;
  transfer.shipmentIds.push(shipment.id);
  state.world.emit("inventory_shipments/create", () => payloads.shipmentCreated(state, shipment));
  return shipment;
}

/** The units leave the origin and are incoming at the destination. */
export function markInTransit(
  state: ShopState,
  shipment: InventoryShipment,
  dateShipped: string | null,
): void {
  if (shipment.status !== "DRAFT") throw wrongShipmentStatus("The shipment must be a draft.");
  if (shipment.lineItems.length === 0) throw new Refusal("The shipment has no items.", "ITEMS_EMPTY", ["id"]);
  const transfer = transferOf(state, shipment);
  shipment.status = "IN_TRANSIT";
  shipment.dateShipped = dateShipped ?? timestamp(state);
  shipment.updatedAt = timestamp(state);
  transfer.status = "IN_PROGRESS";
  transfer.updatedAt = timestamp(state);
  for (const line of shipment.lineItems) send(state, transfer, line.inventoryItemId, line.quantity);
  state.world.emit("inventory_shipments/mark_in_transit", () =>
    payloads.shipmentPayload(state, shipment, { status: shipment.status }),
  );
}

/** The only date Shopify keeps for incoming stock is `arrivesAt` here. */
export function setTracking(
  state: ShopState,
  shipment: InventoryShipment,
  tracking: Partial<Tracking>,
): void {
  Object.assign(shipment.tracking, tracking);
  shipment.updatedAt = timestamp(state);
  state.world.emit("inventory_shipments/update_tracking", () => payloads.trackingUpdated(state, shipment));
}

export function addShipmentItems(state: ShopState, shipment: InventoryShipment, items: ItemInput[]): Line[] {
  checkChangeable(shipment);
  checkItems(state, items, ["lineItems"]);
  const transfer = transferOf(state, shipment);
  items.forEach((item, index) => {
    if (shipment.lineItems.some((line) => line.inventoryItemId === item.inventoryItemId)) {
      throw new Refusal("The item is in the shipment already.", "DUPLICATE_ITEM", [
        "lineItems",
        String(index),
      ]);
    }
    checkShippable(state, transfer, item, ["lineItems", String(index)]);
  });
  const added = items.map((item) => newLine(state, item));
  shipment.lineItems.push(...added);
  if (shipment.status !== "DRAFT") {
    for (const line of added) send(state, transfer, line.inventoryItemId, line.quantity);
  }
  announce(state, shipment, "add_items", {
    items_added: added.map(({ id, quantity }) => ({ id: lineGid(id), quantity })),
  });
  return added;
}

/** Units that were counted wrongly or stay at home. */
export function setShipmentQuantities(
  state: ShopState,
  shipment: InventoryShipment,
  changes: { lineId: Id; quantity: number }[],
): Line[] {
  checkChangeable(shipment);
  const transfer = transferOf(state, shipment);
  const wanted = changes.map(({ lineId, quantity }, index) => {
    const field = ["items", String(index)];
    const line = lineOf(shipment, lineId, field);
    if (quantity < line.acceptedQuantity + line.rejectedQuantity) {
      throw new Refusal("The quantity is invalid.", "INVALID_QUANTITY", [...field, "quantity"]);
    }
    return { line, before: line.quantity, quantity };
  });
  for (const { line, before, quantity } of wanted) {
    if (shipment.status !== "DRAFT") send(state, transfer, line.inventoryItemId, quantity - before);
    line.quantity = quantity;
  }
  const updated = wanted.map(({ line, before, quantity }) => ({
    id: lineGid(line.id),
    old_quantity: before,
    new_quantity: quantity,
  }));
  announce(state, shipment, "update_item_quantities", { items_updated: updated });
  finish(state, shipment, transfer);
  return wanted.map(({ line }) => line);
}

export function removeShipmentItems(state: ShopState, shipment: InventoryShipment, lineIds: Id[]): void {
  checkChangeable(shipment);
  const transfer = transferOf(state, shipment);
  const removed = lineIds.map((id) => lineOf(shipment, id, ["lineItems"]));
  for (const line of removed) {
    if (shipment.status !== "DRAFT") send(state, transfer, line.inventoryItemId, -unreceived(line));
  }
  shipment.lineItems = shipment.lineItems.filter((line) => !removed.includes(line));
  announce(state, shipment, "remove_items", { items_removed: lineIds.map((id) => ({ id: lineGid(id) })) });
}

export type Receipt = { lineId: Id; quantity: number; reason: "ACCEPTED" | "REJECTED" };

/** Accepted units are available at the destination; rejected ones only stop being incoming. More than was sent may come. */
export function receive(
  state: ShopState,
  shipment: InventoryShipment,
  receipts: Receipt[],
  dateReceived: string | null,
): void {
  if (shipment.status === "DRAFT") throw wrongShipmentStatus("A draft shipment cannot be received.");
  const wanted = receipts.map((receipt, index) => {
    const field = ["lineItems", String(index)];
    if (receipt.quantity <= 0) {
      throw new Refusal("The quantity is invalid.", "INVALID_QUANTITY", [...field, "quantity"]);
    }
    return { ...receipt, line: lineOf(shipment, receipt.lineId, [...field, "shipmentLineItemId"]) };
  });
  const transfer = transferOf(state, shipment);
  const received = wanted.map(({ line, quantity, reason }) => {
    const before = { accepted: line.acceptedQuantity, rejected: line.rejectedQuantity };
    const expected = Math.min(quantity, unreceived(line));
    if (reason === "ACCEPTED") line.acceptedQuantity += quantity;
    else line.rejectedQuantity += quantity;
    arrive(state, transfer, line.inventoryItemId, expected, reason === "ACCEPTED" ? quantity : 0);
    const after = { accepted: line.acceptedQuantity, rejected: line.rejectedQuantity };
    return { id: line.id, before, after, remaining: unreceived(line) };
  });
  shipment.dateReceived = dateReceived ?? timestamp(state);
  shipment.updatedAt = timestamp(state);
  finish(state, shipment, transfer);
  state.world.emit("inventory_shipments/receive_items", () =>
    payloads.itemsReceived(state, shipment, received),
  );
}

/** Anything not received yet can be deleted; what was under way is back where it came from. */
export function deleteShipment(state: ShopState, shipment: InventoryShipment): void {
  if (shipment.status !== "DRAFT" && shipment.status !== "IN_TRANSIT") {
    throw wrongShipmentStatus("A shipment that was received can't be deleted.");
  }
  const transfer = transferOf(state, shipment);
  if (shipment.status === "IN_TRANSIT") {
    for (const line of shipment.lineItems) send(state, transfer, line.inventoryItemId, -line.quantity);
  }
  delete state.shipments[shipment.id];
  transfer.shipmentIds = transfer.shipmentIds.filter((id) => id !== shipment.id);
  if (transfer.shipmentIds.every((id) => state.shipments[id]?.status === "DRAFT"))
    transfer.status = "READY_TO_SHIP";
  state.world.emit("inventory_shipments/delete", () => payloads.shipmentPayload(state, shipment));
}

/** From the reserved units of the origin to the incoming ones of the destination; backwards when negative. */
function send(state: ShopState, transfer: InventoryTransfer, itemId: Id, units: number): void {
  if (units === 0) return;
  const origin = transfer.originLocationId && levelAt(state, itemId, transfer.originLocationId);
  if (origin) changeQuantities(state, origin, { reserved: -units });
  changeQuantities(state, destinationLevel(state, transfer, itemId), { incoming: units });
}

function arrive(
  state: ShopState,
  transfer: InventoryTransfer,
  itemId: Id,
  expected: number,
  accepted: number,
): void {
  const level = destinationLevel(state, transfer, itemId);
  changeQuantities(state, level, { incoming: -expected, available: accepted });
}

/** A destination that does not stock the item begins to. */
function destinationLevel(state: ShopState, transfer: InventoryTransfer, itemId: Id) {
  return connect(state, state.items[itemId]!, transfer.destinationLocationId!);
}

function finish(state: ShopState, shipment: InventoryShipment, transfer: InventoryTransfer): void {
  shipment.updatedAt = timestamp(state);
  if (shipment.status === "DRAFT") return;
  const counted = shipment.lineItems.some((line) => line.acceptedQuantity + line.rejectedQuantity > 0);
  if (counted) {
    shipment.status = shipment.lineItems.every((line) => unreceived(line) === 0)
      ? "RECEIVED"
      : "PARTIALLY_RECEIVED";
  }
  const isAllSent = transfer.lineItems.every(
    (line) => inShipments(state, transfer, line.inventoryItemId) >= line.totalQuantity,
  );
  const isAllReceived = transfer.shipmentIds.every((id) => state.shipments[id]?.status === "RECEIVED");
  if (!isAllSent || !isAllReceived || transfer.status === "TRANSFERRED") return;
  transfer.status = "TRANSFERRED";
  transfer.updatedAt = timestamp(state);
  emit(state, transfer, "complete", { status: transfer.status });
}

function checkShippable(
  state: ShopState,
  transfer: InventoryTransfer,
  item: ItemInput,
  field: string[],
): void {
  const line = transfer.lineItems.find((one) => one.inventoryItemId === item.inventoryItemId);
  if (!line) throw new Refusal("The item is not part of the transfer.", "INVALID_ITEM", field);
  const left = line.totalQuantity - inShipments(state, transfer, item.inventoryItemId);
  if (item.quantity <= 0 || item.quantity > left) {
    throw new Refusal("The quantity is invalid.", "INVALID_QUANTITY", [...field, "quantity"]);
  }
}

function checkChangeable(shipment: InventoryShipment): void {
  if (shipment.status !== "DRAFT" && shipment.status !== "IN_TRANSIT") {
    throw wrongShipmentStatus("The shipment can't be changed any more.");
  }
}

function lineOf(shipment: InventoryShipment, id: Id, field: string[]): Line {
  const line = shipment.lineItems.find((one) => one.id === id);
  if (!line) throw new Refusal("The shipment line item was not found.", "ITEM_NOT_FOUND", field);
  return line;
}

const newLine = (state: ShopState, { inventoryItemId, quantity }: ItemInput): Line => ({
  id: newId(state),
  inventoryItemId,
  quantity,
  acceptedQuantity: 0,
  rejectedQuantity: 0,
});

const transferOf = (state: ShopState, shipment: InventoryShipment): InventoryTransfer =>
  state.transfers[shipment.transferId]!;

const lineGid = (id: Id) => `gid://shopify/InventoryShipmentLineItem/${id}`;

const wrongShipmentStatus = (message: string) => new Refusal(message, "INVALID_SHIPMENT_STATUS", ["id"]);

function announce(state: ShopState, shipment: InventoryShipment, what: string, about: object): void {
  shipment.updatedAt = timestamp(state);
  state.world.emit(`inventory_shipments/${what}`, () => payloads.shipmentPayload(state, shipment, about));
}
