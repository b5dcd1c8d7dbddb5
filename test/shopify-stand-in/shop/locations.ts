import { idNumber } from "../webhooks/numbers.ts";
import { locationPayload } from "../webhooks/payloads/locations.ts";
import type { Id, Location } from "./model.ts";
import { disconnect, isOpen } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type LocationInput = {
  name?: string | null;
  fulfillsOnlineOrders?: boolean | null;
  address?: Record<string, string | null> | null;
};

export const livingLocations = (state: ShopState): Location[] =>
  Object.values(state.locations).filter((location) => !location.deleted);

export function addLocation(state: ShopState, input: LocationInput): Location {
  const name = input.name?.trim() ?? "";
  checkName(state, name, null);
  const now = timestamp(state);
  const location: Location = {
    id: newId(state),
    name,
    isActive: true,
    fulfillsOnlineOrders: input.fulfillsOnlineOrders ?? true,
    shipsInventory: livingLocations(state).length === 0,
    deleted: false,
    address: withoutNulls(input.address ?? {}),
    createdAt: now,
    updatedAt: now,
  };
  state.locations[location.id] = location;
  state.world.emit("locations/create", () => locationPayload(state, location));
  return location;
}

export function editLocation(state: ShopState, location: Location, input: LocationInput): void {
  if (input.name != null) {
    checkName(state, input.name.trim(), location.id);
    location.name = input.name.trim();
  }
  if (input.fulfillsOnlineOrders === false && !othersFulfil(state, location)) {
    throw new Refusal(
      "Online order fulfillment can't be disabled: it's the only location that fulfills online orders.",
      "CANNOT_DISABLE_ONLINE_ORDER_FULFILLMENT",
      ["input", "fulfillsOnlineOrders"],
    );
  }
  if (input.fulfillsOnlineOrders != null) location.fulfillsOnlineOrders = input.fulfillsOnlineOrders;
  if (input.address) location.address = { ...location.address, ...withoutNulls(input.address) };
  touch(state, location, "locations/update");
}

export function activateLocation(state: ShopState, location: Location): void {
  if (location.isActive) return;
  location.isActive = true;
  touch(state, location, "locations/activate", "locations/update");
}

/** A location is closed once nothing is promised or under way there; its stock goes with it. */
export function deactivateLocation(state: ShopState, location: Location): void {
  const field = ["locationId"];
  if (!othersFulfil(state, location)) {
    throw new Refusal(
      "At least one location must fulfill online orders.",
      "CANNOT_DISABLE_ONLINE_ORDER_FULFILLMENT",
      field,
    );
  }
  const levels = levelsAt(state, location.id);
  if (
    Object.values(state.fulfillmentOrders).some((fo) => fo.locationId === location.id && isOpen(fo.status))
  ) {
    throw new Refusal("The location has unfulfilled orders.", "HAS_FULFILLMENT_ORDERS_ERROR", field);
  }
  if (levels.some((level) => level.quantities.incoming !== 0)) {
    throw new Refusal("The location has incoming inventory.", "HAS_INCOMING_MOVEMENTS_ERROR", field);
  }
  if (levels.some((level) => level.quantities.on_hand !== 0)) {
    throw new Refusal("The location has active inventory.", "HAS_ACTIVE_INVENTORY_ERROR", field);
  }
  location.isActive = false;
  for (const level of levels) disconnect(state, level);
  touch(state, location, "locations/deactivate", "locations/update");
}

export function deleteLocation(state: ShopState, location: Location): void {
  if (location.isActive) throw new Refusal("The location is active.", "LOCATION_IS_ACTIVE", ["locationId"]);
  location.deleted = true;
  location.updatedAt = timestamp(state);
  state.world.emit("locations/delete", () => ({ id: idNumber(location.id) }));
}

const levelsAt = (state: ShopState, locationId: Id) =>
  Object.values(state.levels).filter((level) => level.locationId === locationId && level.isActive);

const othersFulfil = (state: ShopState, location: Location) =>
  livingLocations(state).some(
    (other) => other.id !== location.id && other.isActive && other.fulfillsOnlineOrders,
  );

function checkName(state: ShopState, name: string, ownId: Id | null): void {
  if (name === "") throw new Refusal("Add a location name.", "BLANK", ["input", "name"]);
  const taken = livingLocations(state).some((location) => location.name === name && location.id !== ownId);
  if (taken) throw new Refusal("You already have a location with this name.", "TAKEN", ["input", "name"]);
}

function touch(state: ShopState, location: Location, ...topics: string[]): void {
  location.updatedAt = timestamp(state);
  for (const topic of topics) state.world.emit(topic, () => locationPayload(state, location));
}

const withoutNulls = (address: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(address).filter((entry): entry is [string, string] => entry[1] !== null));
