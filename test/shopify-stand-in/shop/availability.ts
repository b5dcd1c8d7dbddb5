import { livingLocations } from "./locations.ts";
import type { Id, InventoryItem } from "./model.ts";
import { levelsOf } from "./quantities.ts";
import type { ShopState } from "./state.ts";

/** A variant's stock as Liquid shows it on the storefront. */
export type VariantAvailability = {
  available: boolean;
  inventoryQuantity: number;
  inventoryPolicy: "CONTINUE" | "DENY";
  inventoryManagement: "shopify" | null;
  incoming: boolean;
  nextIncomingDate: string | null;
};

export function variantAvailability(state: ShopState, variantId: Id): VariantAvailability {
  const variant = state.variants[variantId];
  const item = variant && state.items[variant.inventoryItemId];
  if (!variant || !item) {
    return {
      available: false,
      inventoryQuantity: 0,
      inventoryPolicy: "DENY",
      inventoryManagement: null,
      incoming: false,
      nextIncomingDate: null,
    };
  }
  const sellable = sellableOnline(state, item);
  return {
    available: !item.tracked || variant.inventoryPolicy === "CONTINUE" || sellable > 0,
    inventoryQuantity: totalAvailable(state, item),
    inventoryPolicy: variant.inventoryPolicy,
    inventoryManagement: item.tracked ? "shopify" : null,
    incoming: levelsOf(state, item).some((level) => level.isActive && level.quantities.incoming > 0),
    nextIncomingDate: nextArrival(state, item),
  };
}

/** Available at all active locations: `inventoryQuantity`. */
export const totalAvailable = (state: ShopState, item: InventoryItem): number =>
  levelsOf(state, item)
    .filter((level) => level.isActive && state.locations[level.locationId]?.isActive)
    .reduce((total, level) => total + level.quantities.available, 0);

/** What the online store may sell: available where online orders are fulfilled, less what is not routed yet. */
export function sellableOnline(state: ShopState, item: InventoryItem): number {
  const online = new Set(
    livingLocations(state)
      .filter((location) => location.isActive && location.fulfillsOnlineOrders)
      .map((location) => location.id),
  );
  const available = levelsOf(state, item)
    .filter((level) => level.isActive && online.has(level.locationId))
    .reduce((total, level) => total + level.quantities.available, 0);
  return available - unroutedUnits(state, item.id);
}

function unroutedUnits(state: ShopState, itemId: Id): number {
  let units = 0;
  for (const id of state.unroutedOrderIds) {
    for (const line of state.orders[id]?.lineItems ?? []) {
      if (line.inventoryItemId === itemId) units += line.currentQuantity;
    }
  }
  return units;
}

function nextArrival(state: ShopState, item: InventoryItem): string | null {
  const dates = Object.values(state.shipments)
    .filter((shipment) => shipment.status === "IN_TRANSIT" || shipment.status === "PARTIALLY_RECEIVED")
    .filter((shipment) =>
      shipment.lineItems.some(
        (line) =>
          line.inventoryItemId === item.id && line.quantity > line.acceptedQuantity + line.rejectedQuantity,
      ),
    )
    .flatMap((shipment) => shipment.tracking.arrivesAt ?? []);
  return dates.sort()[0] ?? null;
}
