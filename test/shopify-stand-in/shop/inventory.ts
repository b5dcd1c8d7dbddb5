import { itemPayload } from "../webhooks/payloads/inventory.ts";
import type { Id, InventoryItem, InventoryLevel, QuantityName } from "./model.ts";
import { changeQuantities, connect, disconnect, levelAt, recountCommitted } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { timestamp, type ShopState } from "./state.ts";

export type Change = { name: QuantityName; delta: number; itemId: Id; locationId: Id; after: number | null };

const maximum = 1_000_000_000;
const settable: QuantityName[] = ["available", "on_hand"];
const adjustable: QuantityName[] = [
  "available",
  "damaged",
  "quality_control",
  "safety_stock",
  "reserved",
  "incoming",
];

const reasons = [
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_canceled",
  "movement_created",
  "movement_received",
  "movement_updated",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
];

export function checkReason(reason: string): void {
  if (!reasons.includes(reason)) {
    throw new Refusal(
      `The specified reason is invalid. Valid values are: ${reasons.join(", ")}.`,
      "INVALID_REASON",
      ["input", "reason"],
    );
  }
}

/** Sets `available` or `on_hand` to a number. All of it happens or none. */
export function setQuantities(
  state: ShopState,
  name: string,
  wanted: {
    itemId: Id;
    locationId: Id;
    quantity: number;
    changeFrom: number | null | undefined;
    field: string[];
  }[],
): Change[] {
  if (!settable.includes(name as QuantityName)) {
    throw new Refusal(
      "The specified quantity name is invalid. Valid values are: available, on_hand.",
      "INVALID_NAME",
      ["input", "name"],
    );
  }
  const seen = new Set<string>();
  const checked = wanted.map((entry) => {
    const level = stockedLevel(state, entry.itemId, entry.locationId, entry.field);
    const pair = `${entry.itemId}@${entry.locationId}`;
    if (seen.has(pair)) {
      throw new Refusal(
        "The combination of inventoryItemId and locationId must be unique.",
        "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
        [...entry.field, "locationId"],
      );
    }
    seen.add(pair);
    if (entry.quantity < 0 && name === "on_hand") {
      throw new Refusal("The quantity can't be negative.", "INVALID_QUANTITY_NEGATIVE", [
        ...entry.field,
        "quantity",
      ]);
    }
    if (Math.abs(entry.quantity) > maximum) {
      throw new Refusal(
        `The quantity can't be ${entry.quantity > 0 ? "higher than 1,000,000,000" : "lower than -1,000,000,000"}.`,
        entry.quantity > 0 ? "INVALID_QUANTITY_TOO_HIGH" : "INVALID_QUANTITY_TOO_LOW",
        [...entry.field, "quantity"],
      );
    }
    const current = level.quantities[name as QuantityName];
    checkUnchanged(entry.changeFrom, current, entry.field);
    return { level, delta: entry.quantity - current };
  });
  return checked.flatMap(({ level, delta }) => apply(state, level, { [name]: delta }));
}

/** Adds to or takes from one kind of quantity. All of it happens or none. */
export function adjustQuantities(
  state: ShopState,
  name: string,
  changes: {
    itemId: Id;
    locationId: Id;
    delta: number;
    changeFrom: number | null | undefined;
    field: string[];
  }[],
): Change[] {
  if (!adjustable.includes(name as QuantityName)) {
    throw new Refusal(
      `The specified quantity name is invalid. Valid values are: ${adjustable.join(", ")}.`,
      "INVALID_QUANTITY_NAME",
      ["input", "name"],
    );
  }
  const checked = changes.map((change) => {
    const level = stockedLevel(state, change.itemId, change.locationId, change.field);
    const current = level.quantities[name as QuantityName];
    checkUnchanged(change.changeFrom, current, change.field);
    if (Math.abs(current + change.delta) > maximum) {
      throw new Refusal("The quantity is out of range.", "INVALID_QUANTITY_TOO_HIGH", [
        ...change.field,
        "delta",
      ]);
    }
    return { level, delta: change.delta };
  });
  return checked.flatMap(({ level, delta }) => apply(state, level, { [name]: delta }));
}

/** Moves units from one kind of quantity to another at the same location. */
export function moveQuantities(
  state: ShopState,
  moves: {
    itemId: Id;
    quantity: number;
    from: { locationId: Id; name: string; changeFrom: number | null | undefined };
    to: { locationId: Id; name: string; changeFrom: number | null | undefined };
    field: string[];
  }[],
): Change[] {
  const checked = moves.map((move) => {
    for (const side of [move.from, move.to]) {
      if (!adjustable.includes(side.name as QuantityName)) {
        throw new Refusal("The specified quantity name is invalid.", "INVALID_QUANTITY_NAME", move.field);
      }
    }
    if (move.from.locationId !== move.to.locationId) {
      throw new Refusal(
        "The quantities can't be moved between different locations.",
        "DIFFERENT_LOCATIONS",
        move.field,
      );
    }
    if (move.from.name === move.to.name) {
      throw new Refusal(
        "The quantity names for each change can't be the same.",
        "SAME_QUANTITY_NAME",
        move.field,
      );
    }
    if (move.quantity < 0) {
      throw new Refusal("The quantity can't be negative.", "INVALID_QUANTITY_NEGATIVE", [
        ...move.field,
        "quantity",
      ]);
    }
    const level = stockedLevel(state, move.itemId, move.from.locationId, move.field);
    checkUnchanged(move.from.changeFrom, level.quantities[move.from.name as QuantityName], move.field);
    checkUnchanged(move.to.changeFrom, level.quantities[move.to.name as QuantityName], move.field);
    return { level, deltas: { [move.from.name]: -move.quantity, [move.to.name]: move.quantity } };
  });
  return checked.flatMap(({ level, deltas }) => apply(state, level, deltas));
}

/** Stocks an item at a location, with a first quantity if it was not stocked there before. */
export function activate(
  state: ShopState,
  item: InventoryItem,
  locationId: Id,
  first: { available?: number | null; onHand?: number | null },
): InventoryLevel {
  const location = state.locations[locationId];
  if (!location || location.deleted || !location.isActive) {
    throw new Refusal("The location couldn't be found.", null, ["locationId"]);
  }
  const stocked = levelAt(state, item.id, locationId);
  const quantity = first.available ?? first.onHand;
  if (stocked) {
    if (quantity != null) {
      throw new Refusal(
        "Not allowed to set available quantity when the item is already active at the location.",
        null,
        [first.available == null ? "onHand" : "available"],
      );
    }
    return stocked;
  }
  const level = connect(state, item, locationId);
  if (quantity != null) changeQuantities(state, level, { available: quantity });
  return level;
}

export function deactivate(state: ShopState, level: InventoryLevel): void {
  const { committed, incoming, reserved } = level.quantities;
  if (committed !== 0 || incoming !== 0 || reserved !== 0) {
    throw new Refusal(
      "The inventory item has committed, incoming or reserved quantities and can't be deactivated.",
    );
  }
  const item = state.items[level.inventoryItemId];
  if (item && item.levelIds.filter((id) => state.levels[id]?.isActive).length === 1) {
    throw new Refusal(
      "The product couldn't be unstocked because products need to be stocked at a minimum of 1 location.",
    );
  }
  disconnect(state, level);
}

export function updateItem(
  state: ShopState,
  item: InventoryItem,
  change: { tracked?: boolean; requiresShipping?: boolean; sku?: string | null },
): void {
  if (change.requiresShipping !== undefined) item.requiresShipping = change.requiresShipping;
  if (change.sku !== undefined) {
    item.sku = change.sku;
    for (const id of item.variantIds) if (state.variants[id]) state.variants[id].sku = change.sku;
  }
  item.updatedAt = timestamp(state);
  if (change.tracked !== undefined && change.tracked !== item.tracked) {
    item.tracked = change.tracked;
    recountCommitted(state, item);
  }
  state.world.emit("inventory_items/update", () => itemPayload(state, item));
}

function stockedLevel(state: ShopState, itemId: Id, locationId: Id, field: string[]): InventoryLevel {
  if (!state.items[itemId]) {
    throw new Refusal("The specified inventory item could not be found.", "INVALID_INVENTORY_ITEM", [
      ...field,
      "inventoryItemId",
    ]);
  }
  const location = state.locations[locationId];
  if (!location || location.deleted) {
    throw new Refusal("The specified location could not be found.", "INVALID_LOCATION", [
      ...field,
      "locationId",
    ]);
  }
  const level = levelAt(state, itemId, locationId);
  if (!level) {
    throw new Refusal(
      "The specified inventory item is not stocked at the location.",
      "ITEM_NOT_STOCKED_AT_LOCATION",
      [...field, "locationId"],
    );
  }
  return level;
}

function checkUnchanged(expected: number | null | undefined, actual: number, field: string[]): void {
  if (expected != null && expected !== actual) {
    throw new Refusal(
      "The specified compare quantity does not match the current quantity.",
      "CHANGE_FROM_QUANTITY_STALE",
      [...field, "changeFromQuantity"],
    );
  }
}

/** Carries out one change and reports every quantity that moved. */
function apply(
  state: ShopState,
  level: InventoryLevel,
  deltas: Partial<Record<QuantityName, number>>,
): Change[] {
  const before = { ...level.quantities };
  changeQuantities(state, level, deltas);
  return (Object.keys(before) as QuantityName[])
    .filter((name) => level.quantities[name] !== before[name])
    .map((name) => ({
      name,
      delta: level.quantities[name] - before[name],
      itemId: level.inventoryItemId,
      locationId: level.locationId,
      after: level.quantities[name],
    }));
}
