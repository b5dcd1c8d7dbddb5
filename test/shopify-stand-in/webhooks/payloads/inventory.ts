import type { InventoryItem, InventoryLevel } from "../../shop/model.ts";
import type { ShopState } from "../../shop/state.ts";
import { idNumber } from "../numbers.ts";
import { restTime } from "./times.ts";

/** inventory_levels/*: no root id, and of the quantities only `available`. */
export const levelPayload = (state: ShopState, level: InventoryLevel): unknown => ({
  inventory_item_id: idNumber(level.inventoryItemId),
  location_id: idNumber(level.locationId),
  available: level.quantities.available,
  updated_at: restTime(state, level.updatedAt),
  admin_graphql_api_id: `gid://shopify/InventoryLevel/${level.id}?inventory_item_id=${level.inventoryItemId}`,
});

export const itemPayload = (state: ShopState, item: InventoryItem): unknown => ({
  id: idNumber(item.id),
  sku: item.sku,
  created_at: restTime(state, item.createdAt),
  updated_at: restTime(state, item.updatedAt),
  requires_shipping: item.requiresShipping,
  cost: null,
  country_code_of_origin: null,
  province_code_of_origin: null,
  harmonized_system_code: null,
  tracked: item.tracked,
  country_harmonized_system_codes: [],
  admin_graphql_api_id: `gid://shopify/InventoryItem/${item.id}`,
});
