import { levelPayload } from "../webhooks/payloads/inventory.ts";
import type { Id, InventoryItem, InventoryLevel, QuantityName } from "./model.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

/** on_hand is the sum of these. */
export const onHandParts = [
  "available",
  "committed",
  "reserved",
  "damaged",
  "quality_control",
  "safety_stock",
] as const satisfies QuantityName[];

export const quantityNames: QuantityName[] = ["incoming", "on_hand", ...onHandParts];

export const levelsOf = (state: ShopState, item: InventoryItem): InventoryLevel[] =>
  item.levelIds.flatMap((id) => state.levels[id] ?? []);

/** The active level of an item at a location. */
export function levelAt(state: ShopState, itemId: Id, locationId: Id): InventoryLevel | undefined {
  const item = state.items[itemId];
  return item && levelsOf(state, item).find((level) => level.locationId === locationId && level.isActive);
}

/**
 * Moves quantities by the given deltas and keeps on_hand the sum of its parts. `on_hand` itself may be given
 * and then goes to or comes from `available`.
 */
export function changeQuantities(
  state: ShopState,
  level: InventoryLevel,
  deltas: Partial<Record<QuantityName, number>>,
): void {
  const before = level.quantities.available;
  const now = timestamp(state);
  const { on_hand: onHand = 0, ...rest } = deltas;
  const parts = { ...rest, available: (rest.available ?? 0) + onHand };
  for (const [name, delta] of Object.entries(parts) as [QuantityName, number][]) {
    if (delta === 0) continue;
    level.quantities[name] += delta;
    level.quantityUpdatedAt[name] = now;
  }
  const total = onHandParts.reduce((sum, name) => sum + level.quantities[name], 0);
  if (total !== level.quantities.on_hand) {
    level.quantities.on_hand = total;
    level.quantityUpdatedAt.on_hand = now;
  }
  if (level.quantities.available === before) return;
  level.updatedAt = now;
  state.world.emit("inventory_levels/update", () => levelPayload(state, level));
}

/** Starts stocking an item at a location, or answers the level that is already there. */
export function connect(state: ShopState, item: InventoryItem, locationId: Id): InventoryLevel {
  const known = levelsOf(state, item).find((level) => level.locationId === locationId);
  if (known?.isActive) return known;
  const now = timestamp(state);
  const level: InventoryLevel = known ?? {
    id: newId(state),
    inventoryItemId: item.id,
    locationId,
    isActive: true,
    quantities: {
      available: 0,
      committed: 0,
      on_hand: 0,
      incoming: 0,
      reserved: 0,
      damaged: 0,
      quality_control: 0,
      safety_stock: 0,
    },
    quantityUpdatedAt: {},
    createdAt: now,
    updatedAt: now,
  };
  level.isActive = true;
  level.updatedAt = now;
  state.levels[level.id] = level;
  if (!known) item.levelIds.push(level.id);
  state.world.emit("inventory_levels/connect", () => levelPayload(state, level));
  recountCommitted(state, item);
  return level;
}

/** Stops stocking an item at a location. Nothing may be promised or under way there. */
export function disconnect(state: ShopState, level: InventoryLevel): void {
  level.isActive = false;
  level.updatedAt = timestamp(state);
  state.world.emit("inventory_levels/disconnect", () => ({
    ...(levelPayload(state, level) as Record<string, unknown>),
    available: null,
  }));
}

/** Promises units to an order (positive) or takes the promise back (negative): available moves the other way. */
export function commit(state: ShopState, itemId: Id | null, locationId: Id, units: number): void {
  const level = trackedLevel(state, itemId, locationId);
  if (level && units !== 0) changeQuantities(state, level, { committed: units, available: -units });
}

/** Promised units leave the building, or are written off: on_hand falls, available stays. */
export function takeCommitted(state: ShopState, itemId: Id | null, locationId: Id, units: number): void {
  const level = trackedLevel(state, itemId, locationId);
  if (level) changeQuantities(state, level, { committed: -units });
}

/** Units come back to the shelf. */
export function restock(state: ShopState, itemId: Id | null, locationId: Id, units: number): void {
  const level = trackedLevel(state, itemId, locationId);
  if (level) changeQuantities(state, level, { available: units });
}

/** Makes committed what the open fulfillment orders still owe, after tracking or stocking has changed. */
export function recountCommitted(state: ShopState, item: InventoryItem): void {
  for (const level of levelsOf(state, item)) {
    const owed = item.tracked && level.isActive ? unitsOwed(state, item.id, level.locationId) : 0;
    const change = owed - level.quantities.committed;
    if (change !== 0) changeQuantities(state, level, { committed: change, available: -change });
  }
}

function unitsOwed(state: ShopState, itemId: Id, locationId: Id): number {
  let units = 0;
  for (const order of Object.values(state.fulfillmentOrders)) {
    if (order.locationId !== locationId || !isOpen(order.status)) continue;
    for (const line of order.lineItems) if (line.inventoryItemId === itemId) units += line.remainingQuantity;
  }
  return units;
}

/** Whether a fulfillment order of this status still has something to ship. */
export const isOpen = (status: string): boolean => !["CLOSED", "CANCELLED", "INCOMPLETE"].includes(status);

function trackedLevel(state: ShopState, itemId: Id | null, locationId: Id): InventoryLevel | undefined {
  if (itemId === null || !state.items[itemId]?.tracked) return undefined;
  return levelAt(state, itemId, locationId);
}
