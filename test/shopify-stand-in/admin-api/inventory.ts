import { GraphQLError } from "graphql";
import {
  activate,
  adjustQuantities,
  checkReason,
  deactivate,
  moveQuantities,
  setQuantities,
  updateItem,
  type Change,
} from "../shop/inventory.ts";
import type { InventoryItem, InventoryLevel, QuantityName } from "../shop/model.ts";
import { levelsOf, onHandParts, quantityNames } from "../shop/quantities.ts";
import { Refusal } from "../shop/refusal.ts";
import { newId, timestamp, type ShopState } from "../shop/state.ts";
import { connection, emptyConnection } from "./connections.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { gid, idOf, levelGid } from "./ids.ts";
import { id, search, text, time } from "./search.ts";
import { answer } from "./user-errors.ts";

const itemFields = {
  id: id((item: InventoryItem) => item.id),
  sku: text((item: InventoryItem) => item.sku),
  created_at: time((item: InventoryItem) => item.createdAt),
  updated_at: time((item: InventoryItem) => item.updatedAt),
};

const levelFields = {
  id: id((level: InventoryLevel) => level.id),
  inventory_item_id: id((level: InventoryLevel) => level.inventoryItemId),
  created_at: time((level: InventoryLevel) => level.createdAt),
  updated_at: time((level: InventoryLevel) => level.updatedAt),
};

const shown = (levels: InventoryLevel[], includeInactive: boolean | null) =>
  levels.filter((level) => level.isActive || includeInactive);

/* eslint-disable @typescript-eslint/no-explicit-any -- GraphQL inputs, checked by the schema */
export const resolvers: Resolvers = {
  QueryRoot: {
    inventoryItem: (_source, args, ctx) => ctx.shop.items[idOf("InventoryItem", args.id)] ?? null,
    inventoryItems: (_source, args, ctx) =>
      connection(search(ctx, Object.values(ctx.shop.items), args.query, itemFields), args, {
        sortBy: (item) => item.id,
      }),
    inventoryLevel: (_source, args, ctx) => ctx.shop.levels[idOf("InventoryLevel", args.id)] ?? null,
    inventoryProperties: () => ({
      quantityNames: quantityNames.map((name) => ({
        name,
        displayName: name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase()),
        isInUse: true,
        comprises: name === "on_hand" ? onHandParts : [],
        belongsTo: (onHandParts as readonly string[]).includes(name) ? ["on_hand"] : [],
      })),
    }),
  },
  InventoryItem: {
    inventoryLevels: (item: InventoryItem, args, ctx) =>
      connection(
        search(ctx, shown(levelsOf(ctx.shop, item), args.includeInactive), args.query, levelFields),
        args,
      ),
    inventoryLevel: (item: InventoryItem, args, ctx) =>
      shown(levelsOf(ctx.shop, item), args.includeInactive).find(
        (level) => level.locationId === idOf("Location", args.locationId),
      ) ?? null,
    locationsCount: (item: InventoryItem, _args, ctx) => ({
      count: shown(levelsOf(ctx.shop, item), false).length,
      precision: "EXACT",
    }),
    variant: (item: InventoryItem, _args, ctx) => ctx.shop.variants[item.variantIds[0] ?? ""],
    variants: (item: InventoryItem, args, ctx) =>
      connection(
        item.variantIds.flatMap((variantId) => ctx.shop.variants[variantId] ?? []),
        args,
      ),
    duplicateSkuCount: (item: InventoryItem, _args, ctx) =>
      Object.values(ctx.shop.items).filter((other) => other.sku !== null && other.sku === item.sku).length -
      1,
    trackedEditable: () => ({ locked: false, reason: null }),
    unitCost: () => null,
    countryCodeOfOrigin: () => null,
    provinceCodeOfOrigin: () => null,
    harmonizedSystemCode: () => null,
  },
  InventoryLevel: {
    id: (level: InventoryLevel) => levelGid(level),
    item: (level: InventoryLevel, _args, ctx) => ctx.shop.items[level.inventoryItemId],
    location: (level: InventoryLevel, _args, ctx) => ctx.shop.locations[level.locationId],
    quantities: (level: InventoryLevel, { names }) =>
      (names as string[]).map((name) => quantityOf(level, name)),
    canDeactivate: (level: InventoryLevel) =>
      level.quantities.committed === 0 && level.quantities.incoming === 0,
    deactivationAlert: () => null,
    scheduledChanges: () => emptyConnection(),
  },
  InventoryAdjustmentGroup: {
    app: () => null,
    staffMember: () => null,
    changes: (group: { changes: Change[] }, { inventoryItemIds, locationIds, quantityNames: names }) =>
      group.changes.filter(
        (change) =>
          (!names || names.includes(change.name)) &&
          (!inventoryItemIds || inventoryItemIds.includes(gid("InventoryItem", change.itemId))) &&
          (!locationIds || locationIds.includes(gid("Location", change.locationId))),
      ),
  },
  InventoryChange: {
    item: (change: Change, _args, ctx) => ctx.shop.items[change.itemId] ?? null,
    location: (change: Change, _args, ctx) => ctx.shop.locations[change.locationId] ?? null,
    quantityAfterChange: (change: Change) => change.after,
    ledgerDocumentUri: () => null,
  },
  Mutation: {
    inventorySetQuantities: (_source, { input }, ctx, info) =>
      answer(info, () => {
        checkReason(input.reason);
        return group(ctx, input, setQuantities(ctx.shop, input.name, wanted(input.quantities, "quantities")));
      }),
    inventorySetOnHandQuantities: (_source, { input }, ctx, info) =>
      answer(info, () => {
        checkReason(input.reason);
        return group(
          ctx,
          input,
          setQuantities(ctx.shop, "on_hand", wanted(input.setQuantities, "setQuantities")),
        );
      }),
    inventoryAdjustQuantities: (_source, { input }, ctx, info) =>
      answer(info, () => {
        checkReason(input.reason);
        const changes = (input.changes as any[]).map((change, index) => ({
          itemId: idOf("InventoryItem", change.inventoryItemId),
          locationId: idOf("Location", change.locationId),
          delta: change.delta as number,
          changeFrom: change.changeFromQuantity as number | null | undefined,
          field: ["input", "changes", String(index)],
        }));
        return group(ctx, input, adjustQuantities(ctx.shop, input.name, changes));
      }),
    inventoryMoveQuantities: (_source, { input }, ctx, info) =>
      answer(info, () => {
        checkReason(input.reason);
        const side = (terminal: any) => ({
          locationId: idOf("Location", terminal.locationId),
          name: terminal.name as string,
          changeFrom: terminal.changeFromQuantity as number | null | undefined,
        });
        const moves = (input.changes as any[]).map((change, index) => ({
          itemId: idOf("InventoryItem", change.inventoryItemId),
          quantity: change.quantity as number,
          from: side(change.from),
          to: side(change.to),
          field: ["input", "changes", String(index)],
        }));
        return group(ctx, input, moveQuantities(ctx.shop, moves));
      }),
    inventoryActivate: (_source, args, ctx, info) =>
      answer(info, () => {
        const item = itemToChange(ctx.shop, args.inventoryItemId, ["inventoryItemId"]);
        const first = { available: args.available, onHand: args.onHand };
        return { inventoryLevel: activate(ctx.shop, item, idOf("Location", args.locationId), first) };
      }),
    inventoryDeactivate: (_source, args, ctx, info) =>
      answer(info, () => {
        const level = ctx.shop.levels[idOf("InventoryLevel", args.inventoryLevelId)];
        if (!level?.isActive)
          throw new Refusal("The inventory level couldn't be found.", null, ["inventoryLevelId"]);
        deactivate(ctx.shop, level);
        return {};
      }),
    inventoryItemUpdate: (_source, args, ctx, info) =>
      answer(info, () => {
        const item = itemToChange(ctx.shop, args.id, ["id"]);
        const { tracked, requiresShipping, sku } = args.input;
        updateItem(ctx.shop, item, {
          ...(tracked != null && { tracked }),
          ...(requiresShipping != null && { requiresShipping }),
          ...(sku !== undefined && { sku }),
        });
        return { inventoryItem: item };
      }),
  },
};

function quantityOf(level: InventoryLevel, name: string) {
  if (!(quantityNames as string[]).includes(name)) {
    throw new GraphQLError(
      `The specified quantity name is invalid. Valid values are: ${quantityNames.join(", ")}.`,
      { extensions: { code: "INVALID_QUANTITY_NAME" } },
    );
  }
  return {
    id: `${gid("InventoryQuantity", level.id)}?inventory_item_id=${level.inventoryItemId}&name=${name}`,
    name,
    quantity: level.quantities[name as QuantityName],
    updatedAt: level.quantityUpdatedAt[name as QuantityName] ?? null,
  };
}

const wanted = (inputs: any[], list: string) =>
  inputs.map((input, index) => ({
    itemId: idOf("InventoryItem", input.inventoryItemId),
    locationId: idOf("Location", input.locationId),
    quantity: input.quantity as number,
    changeFrom: input.changeFromQuantity as number | null | undefined,
    field: ["input", list, String(index)],
  }));

function itemToChange(state: ShopState, gidOfItem: string, field: string[]): InventoryItem {
  const item = state.items[idOf("InventoryItem", gidOfItem)];
  if (!item) throw new Refusal("The inventory item couldn't be found.", null, field);
  return item;
}

const group = (
  ctx: ExecutionContext,
  input: { reason: string; referenceDocumentUri?: string | null },
  changes: Change[],
) => ({
  inventoryAdjustmentGroup:
    changes.length === 0
      ? null
      : {
          id: newId(ctx.shop),
          createdAt: timestamp(ctx.shop),
          reason: input.reason,
          referenceDocumentUri: input.referenceDocumentUri ?? null,
          changes,
        },
});
