import { GraphQLError } from "graphql";
import {
  activateLocation,
  addLocation,
  deactivateLocation,
  deleteLocation,
  editLocation,
  livingLocations,
} from "../shop/locations.ts";
import type { Location } from "../shop/model.ts";
import { isOpen } from "../shop/quantities.ts";
import { Refusal } from "../shop/refusal.ts";
import type { ShopState } from "../shop/state.ts";
import { connection, sorter } from "./connections.ts";
import type { Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { id, search, text, time } from "./search.ts";
import { answerWith } from "./user-errors.ts";

const fields = {
  id: id((location: Location) => location.id),
  name: text((location: Location) => location.name),
  active: text((location: Location) => String(location.isActive)),
  created_at: time((location: Location) => location.createdAt),
};

const levelsAt = (state: ShopState, location: Location) =>
  Object.values(state.levels).filter((level) => level.locationId === location.id);

const hasUnfulfilledOrders = (state: ShopState, location: Location) =>
  Object.values(state.fulfillmentOrders).some((fo) => fo.locationId === location.id && isOpen(fo.status));

const addressFields = [
  "address1",
  "address2",
  "city",
  "country",
  "phone",
  "province",
  "provinceCode",
  "zip",
  "countryCode",
];

const found = (state: ShopState, gid: string, field: string[], code: string | null): Location => {
  const location = state.locations[idOf("Location", gid)];
  if (!location || location.deleted) throw new Refusal("Location not found.", code, field);
  return location;
};

export const resolvers: Resolvers = {
  QueryRoot: {
    location: (_source, args, ctx) => {
      const living = livingLocations(ctx.shop);
      return (
        living.find((location) =>
          args.id ? location.id === idOf("Location", args.id) : location.shipsInventory,
        ) ?? null
      );
    },
    locations: (_source, args, ctx) =>
      connection(
        search(
          ctx,
          livingLocations(ctx.shop).filter((location) => location.isActive || args.includeInactive),
          args.query,
          fields,
          (location) => location.name,
        ),
        args,
        {
          sortBy: sorter<Location>(
            { ID: (location) => location.id, NAME: (location) => location.name.toLowerCase() },
            args.sortKey,
          ),
        },
      ),
    locationsCount: (_source, _args, ctx) => ({
      count: livingLocations(ctx.shop).length,
      precision: "EXACT",
    }),
  },
  Location: {
    isFulfillmentService: () => false,
    fulfillmentService: () => null,
    isPrimary: (location: Location) => location.shipsInventory,
    deactivatedAt: (location: Location) => (location.isActive ? null : location.updatedAt),
    activatable: (location: Location) => !location.isActive,
    deactivatable: (location: Location) => location.isActive,
    deletable: (location: Location) => !location.isActive,
    addressVerified: () => false,
    hasActiveInventory: (location: Location, _args, ctx) =>
      levelsAt(ctx.shop, location).some((level) => level.quantities.on_hand !== 0),
    hasUnfulfilledOrders: (location: Location, _args, ctx) => hasUnfulfilledOrders(ctx.shop, location),
    inventoryLevel: (location: Location, args, ctx) =>
      levelsAt(ctx.shop, location).find(
        (level) =>
          level.inventoryItemId === idOf("InventoryItem", args.inventoryItemId) &&
          (level.isActive || args.includeInactive),
      ) ?? null,
    inventoryLevels: (location: Location, args, ctx) =>
      connection(
        levelsAt(ctx.shop, location).filter((level) => level.isActive || args.includeInactive),
        args,
      ),
  },
  LocationAddress: {
    ...Object.fromEntries(
      addressFields.map((name) => [name, (address: Record<string, string>) => address[name] ?? null]),
    ),
    formatted: (address: Record<string, string>) =>
      ["address1", "address2", "zip", "city", "countryCode"].flatMap((name) => address[name] ?? []),
    latitude: () => null,
    longitude: () => null,
  },
  Mutation: {
    locationAdd: (_source, { input }, ctx, info) =>
      answerWith("userErrors", info, () => ({ location: addLocation(ctx.shop, input) })),
    locationEdit: (_source, args, ctx, info) =>
      answerWith("userErrors", info, () => {
        const location = found(ctx.shop, args.id, ["id"], "NOT_FOUND");
        editLocation(ctx.shop, location, args.input);
        return { location };
      }),
    locationActivate: (_source, args, ctx, info) =>
      answerWith("locationActivateUserErrors", info, () => {
        const location = found(ctx.shop, args.locationId, ["locationId"], "LOCATION_NOT_FOUND");
        activateLocation(ctx.shop, location);
        return { location };
      }),
    locationDeactivate: (_source, args, ctx, info) =>
      answerWith("locationDeactivateUserErrors", info, () => {
        const location = found(ctx.shop, args.locationId, ["locationId"], "LOCATION_NOT_FOUND");
        if (args.destinationLocationId) {
          throw new GraphQLError("The stand-in does not implement locationDeactivate(destinationLocationId)");
        }
        deactivateLocation(ctx.shop, location);
        return { location };
      }),
    locationDelete: (_source, args, ctx, info) =>
      answerWith("locationDeleteUserErrors", info, () => {
        deleteLocation(ctx.shop, found(ctx.shop, args.locationId, ["locationId"], "LOCATION_NOT_FOUND"));
        return { deletedLocationId: args.locationId };
      }),
  },
};
