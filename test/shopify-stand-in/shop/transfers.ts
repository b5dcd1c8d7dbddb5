import { transferLines, transferPayload } from "../webhooks/payloads/transfers.ts";
import type { Id, InventoryTransfer } from "./model.ts";
import { changeQuantities, levelAt } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

/*
 * What a transfer does to stock: nothing while it is a draft; ready to ship, its units are reserved at the
 * origin; a shipment in transit takes them from the origin and makes them incoming at the destination;
 * received, they are available there. A transfer without an origin comes from outside the shop.
 */

type TransferLine = InventoryTransfer["lineItems"][number];

export type ItemInput = { inventoryItemId: Id; quantity: number };
export type TransferInput = {
  originLocationId: Id | null;
  destinationLocationId: Id | null;
  items: ItemInput[];
  referenceName: string | null;
  note: string | null;
  tags: string[];
  dateCreated: string | null;
};

export function createTransfer(state: ShopState, input: TransferInput): InventoryTransfer {
  const field = ["input"];
  for (const [name, id] of Object.entries({
    originLocationId: input.originLocationId,
    destinationLocationId: input.destinationLocationId,
  })) {
    if (id !== null) checkLocation(state, id, [...field, name]);
  }
  if (input.originLocationId !== null && input.originLocationId === input.destinationLocationId) {
    throw new Refusal(
      "The origin location cannot be the same as the destination location.",
      "TRANSFER_ORIGIN_CANNOT_BE_THE_SAME_AS_DESTINATION",
      [...field, "destinationLocationId"],
    );
  }
  checkItems(state, input.items, [...field, "lineItems"]);
  if (input.originLocationId !== null)
    checkStocked(state, input.items, input.originLocationId, [...field, "lineItems"]);

  const now = timestamp(state);
  const transfer: InventoryTransfer = {
    id: newId(state),
    name: `#T${String(Object.keys(state.transfers).length + 1).padStart(4, "0")}`,
    referenceName: input.referenceName,
    status: "DRAFT",
    originLocationId: input.originLocationId,
    destinationLocationId: input.destinationLocationId,
    note: input.note,
    tags: [...new Set(input.tags)],
    dateCreated: input.dateCreated ?? now,
    updatedAt: now,
    lineItems: [],
    shipmentIds: [],
  };
  transfer.lineItems = input.items.map((item) => newLine(state, item));
  state.transfers[transfer.id] = transfer;
  return transfer;
}

/** From here on the units are reserved at the origin. */
export function markReadyToShip(state: ShopState, transfer: InventoryTransfer): void {
  if (transfer.status !== "DRAFT") throw wrongStatus("The transfer must be a draft.");
  if (transfer.lineItems.length === 0) throw new Refusal("The transfer has no items.", "ITEMS_EMPTY", ["id"]);
  if (transfer.destinationLocationId === null) {
    throw new Refusal("A destination location is required.", "LOCATION_REQUIRED", ["id"]);
  }
  transfer.status = "READY_TO_SHIP";
  transfer.updatedAt = timestamp(state);
  for (const line of transfer.lineItems) reserve(state, transfer, line.inventoryItemId, line.totalQuantity);
  state.world.emit("inventory_transfers/ready_to_ship", () =>
    transferPayload(state, transfer, transferLines(transfer)),
  );
}

/** Sets the quantities of some items, before anything of them is under way. */
export function setTransferItems(
  state: ShopState,
  transfer: InventoryTransfer,
  items: ItemInput[],
): { inventoryItemId: Id; newQuantity: number; deltaQuantity: number }[] {
  if (transfer.status !== "DRAFT" && transfer.status !== "READY_TO_SHIP") {
    throw wrongStatus("The items of this transfer can't be changed any more.");
  }
  checkItems(state, items, ["input", "lineItems"]);
  const added: { line_item_id: string; quantity: number }[] = [];
  const updated: { line_item_id: string; old_quantity: number; new_quantity: number }[] = [];
  const changes = items.map((item) => {
    const known = transfer.lineItems.find((line) => line.inventoryItemId === item.inventoryItemId);
    const line = known ?? newLine(state, { ...item, quantity: 0 });
    const before = line.totalQuantity;
    if (!known) transfer.lineItems.push(line);
    line.totalQuantity = item.quantity;
    if (transfer.status === "READY_TO_SHIP") {
      reserve(state, transfer, item.inventoryItemId, item.quantity - before);
    }
    const lineId = `gid://shopify/InventoryTransferLineItem/${line.id}`;
    if (!known) added.push({ line_item_id: lineId, quantity: item.quantity });
    else if (before !== item.quantity) {
      updated.push({ line_item_id: lineId, old_quantity: before, new_quantity: item.quantity });
    }
    return {
      inventoryItemId: item.inventoryItemId,
      newQuantity: item.quantity,
      deltaQuantity: item.quantity - before,
    };
  });
  transfer.updatedAt = timestamp(state);
  if (added.length > 0) emit(state, transfer, "add_items", { items_added: added });
  if (updated.length > 0) {
    emit(state, transfer, "update_item_quantities", { status: transfer.status, items_updated: updated });
  }
  return changes;
}

/** Takes items off a transfer of which nothing is packed or sent yet; one that is ready keeps at least one. */
export function removeTransferItems(
  state: ShopState,
  transfer: InventoryTransfer,
  lineIds: Id[],
): TransferLine[] {
  if (transfer.status !== "DRAFT" && transfer.status !== "READY_TO_SHIP") {
    throw wrongStatus("The items of this transfer can't be changed any more.");
  }
  const removed = lineIds.map((id) => {
    const line = transfer.lineItems.find((one) => one.id === id);
    if (!line)
      throw new Refusal("The item was not found.", "ITEM_NOT_FOUND", ["input", "transferLineItemIds"]);
    return line;
  });
  const kept = transfer.lineItems.filter((line) => !removed.includes(line));
  if (kept.length === 0 && transfer.status === "READY_TO_SHIP") {
    throw new Refusal(
      "A transfer that is ready to ship needs at least one item.",
      "CANT_REMOVE_ALL_ITEMS_FROM_READY_TO_SHIP_TRANSFER",
      ["input", "transferLineItemIds"],
    );
  }
  if (transfer.shipmentIds.length > 0) throw wrongStatus("The transfer has shipments.");
  transfer.lineItems = kept;
  transfer.updatedAt = timestamp(state);
  if (transfer.status === "READY_TO_SHIP") {
    for (const line of removed) reserve(state, transfer, line.inventoryItemId, -line.totalQuantity);
  }
  const items = removed.map(({ id }) => ({ line_item_id: `gid://shopify/InventoryTransferLineItem/${id}` }));
  emit(state, transfer, "remove_items", { items_removed: items });
  return removed;
}

/** Only while nothing has been sent; reserved units are available again. */
export function cancelTransfer(state: ShopState, transfer: InventoryTransfer): void {
  if (transfer.status !== "DRAFT" && transfer.status !== "READY_TO_SHIP") {
    throw wrongStatus("The transfer can't be canceled any more.");
  }
  if (transfer.shipmentIds.length > 0) {
    throw new Refusal("The transfer has shipments and can't be canceled.", "SHIPMENT_EXISTS", ["id"]);
  }
  if (transfer.status === "READY_TO_SHIP") {
    for (const line of transfer.lineItems)
      reserve(state, transfer, line.inventoryItemId, -line.totalQuantity);
  }
  transfer.status = "CANCELED";
  transfer.updatedAt = timestamp(state);
  emit(state, transfer, "cancel", { status: transfer.status });
}

export type TransferEdit = Partial<Pick<InventoryTransfer, "referenceName" | "note" | "tags">>;

export function editTransfer(state: ShopState, transfer: InventoryTransfer, edit: TransferEdit): void {
  Object.assign(transfer, edit);
  transfer.updatedAt = timestamp(state);
  emit(state, transfer, "updated", {});
}

/** Moves units between available and reserved at the origin, if it has one that stocks them. */
function reserve(state: ShopState, transfer: InventoryTransfer, itemId: Id, units: number): void {
  const level = transfer.originLocationId && levelAt(state, itemId, transfer.originLocationId);
  if (level && units !== 0) changeQuantities(state, level, { reserved: units, available: -units });
}

export function emit(state: ShopState, transfer: InventoryTransfer, what: string, about: object): void {
  state.world.emit(`inventory_transfers/${what}`, () => transferPayload(state, transfer, about));
}

export function checkItems(state: ShopState, items: ItemInput[], field: string[]): void {
  items.forEach(({ inventoryItemId, quantity }, index) => {
    const at = [...field, String(index)];
    const item = state.items[inventoryItemId];
    if (!item) throw new Refusal("The inventory item was not found.", "ITEM_NOT_FOUND", at);
    if (!item.tracked)
      throw new Refusal("The inventory item does not track inventory.", "UNTRACKED_ITEM", at);
    if (quantity < 0) throw new Refusal("The quantity is invalid.", "INVALID_QUANTITY", [...at, "quantity"]);
    if (items.findIndex((one) => one.inventoryItemId === inventoryItemId) !== index) {
      throw new Refusal("The inventory item appears more than once.", "DUPLICATE_ITEM", at);
    }
  });
}

export const wrongStatus = (message: string) => new Refusal(message, "INVALID_TRANSFER_STATUS", ["id"]);

function newLine(state: ShopState, { inventoryItemId, quantity }: ItemInput): TransferLine {
  return { id: newId(state), inventoryItemId, totalQuantity: quantity };
}

function checkLocation(state: ShopState, id: Id, field: string[]): void {
  const location = state.locations[id];
  if (!location || location.deleted)
    throw new Refusal("The location was not found.", "LOCATION_NOT_FOUND", field);
  if (!location.isActive) throw new Refusal("The location is not active.", "LOCATION_NOT_ACTIVE", field);
}

function checkStocked(state: ShopState, items: ItemInput[], locationId: Id, field: string[]): void {
  const index = items.findIndex((item) => !levelAt(state, item.inventoryItemId, locationId));
  if (index < 0) return;
  throw new Refusal("The item is not stocked at the origin location.", "INVENTORY_STATE_NOT_ACTIVE", [
    ...field,
    String(index),
  ]);
}
