import { inShipments } from "../shop/shipments.ts";
import {
  cancelTransfer,
  createTransfer,
  editTransfer,
  markReadyToShip,
  removeTransferItems,
  setTransferItems,
  type TransferInput,
} from "../shop/transfers.ts";
import type { InventoryTransfer } from "../shop/model.ts";
import { Refusal } from "../shop/refusal.ts";
import type { ShopState } from "../shop/state.ts";
import { connection, sorter } from "./connections.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { gid, idOf, optionalId } from "./ids.ts";
import { id, search, text, time, type SearchFields } from "./search.ts";
import { answer } from "./user-errors.ts";

type Line = InventoryTransfer["lineItems"][number] & { transfer: InventoryTransfer };

const SENT = ["IN_TRANSIT", "PARTIALLY_RECEIVED", "RECEIVED"];

const shipmentsOf = (state: ShopState, transfer: InventoryTransfer) =>
  transfer.shipmentIds.flatMap((shipmentId) => state.shipments[shipmentId] ?? []);

const variantIdsOf = (state: ShopState, transfer: InventoryTransfer) =>
  transfer.lineItems.flatMap((line) => state.items[line.inventoryItemId]?.variantIds ?? []);

const searchFields = (state: ShopState): SearchFields<InventoryTransfer> => ({
  id: id((transfer) => transfer.id),
  status: text((transfer) => transfer.status),
  origin_id: id((transfer) => transfer.originLocationId),
  destination_id: id((transfer) => transfer.destinationLocationId),
  tag: text((transfer) => transfer.tags),
  product_variant_id: id((transfer) => variantIdsOf(state, transfer)),
  product_id: id((transfer) =>
    variantIdsOf(state, transfer).flatMap((variantId) => state.variants[variantId]?.productId ?? []),
  ),
  created_at: time((transfer) => transfer.dateCreated),
});

const expectedArrival = (state: ShopState, transfer: InventoryTransfer): string =>
  shipmentsOf(state, transfer)
    .flatMap((shipment) => shipment.tracking.arrivesAt ?? [])
    .sort()[0] ?? "";

const sortKeys = (state: ShopState): Record<string, (transfer: InventoryTransfer) => string> => ({
  ID: (transfer) => transfer.id,
  NAME: (transfer) => transfer.name,
  CREATED_AT: (transfer) => transfer.dateCreated,
  STATUS: (transfer) => transfer.status,
  EXPECTED_SHIPMENT_ARRIVAL: (transfer) => expectedArrival(state, transfer),
});

export const resolvers: Resolvers = {
  QueryRoot: {
    inventoryTransfer: (_source, args, ctx) => ctx.shop.transfers[idOf("InventoryTransfer", args.id)] ?? null,
    inventoryTransfers: (_source, args, ctx) =>
      connection(
        search(ctx, Object.values(ctx.shop.transfers), args.query, searchFields(ctx.shop), (one) => one.name),
        args,
        { sortBy: sorter(sortKeys(ctx.shop), args.sortKey) },
      ),
  },
  InventoryTransfer: {
    origin: (transfer: InventoryTransfer, _args, ctx) => snapshot(ctx, transfer.originLocationId, transfer),
    destination: (transfer: InventoryTransfer, _args, ctx) =>
      snapshot(ctx, transfer.destinationLocationId, transfer),
    lineItems: (transfer: InventoryTransfer, args) =>
      connection(
        transfer.lineItems.map((line): Line => ({ ...line, transfer })),
        args,
      ),
    lineItemsCount: ({ lineItems }: InventoryTransfer) => ({ count: lineItems.length, precision: "EXACT" }),
    shipments: (transfer: InventoryTransfer, args, ctx) => connection(shipmentsOf(ctx.shop, transfer), args),
    totalQuantity: ({ lineItems }: InventoryTransfer) =>
      lineItems.reduce((sum, line) => sum + line.totalQuantity, 0),
    receivedQuantity: (transfer: InventoryTransfer, _args, ctx) =>
      shipmentsOf(ctx.shop, transfer)
        .flatMap((shipment) => shipment.lineItems)
        .reduce((sum, line) => sum + line.acceptedQuantity + line.rejectedQuantity, 0),
    hasTimelineComment: () => false,
  },
  InventoryTransferLineItem: {
    inventoryItem: ({ inventoryItemId }: Line, _args, ctx) => ctx.shop.items[inventoryItemId] ?? null,
    title: ({ inventoryItemId }: Line, _args, ctx) => {
      const variant = ctx.shop.variants[ctx.shop.items[inventoryItemId]?.variantIds[0] ?? ""];
      return (variant && ctx.shop.products[variant.productId]?.title) ?? null;
    },
    shippedQuantity: (line: Line, _args, ctx) => sent(ctx.shop, line),
    pickedForShipmentQuantity: (line: Line, _args, ctx) => packed(ctx.shop, line),
    shippableQuantity: (line: Line, _args, ctx) =>
      Math.max(0, line.totalQuantity - sent(ctx.shop, line) - packed(ctx.shop, line)),
    processableQuantity: (line: Line, _args, ctx) => Math.max(0, line.totalQuantity - sent(ctx.shop, line)),
  },
  Mutation: {
    inventoryTransferCreate: (_source, { input }, ctx, info) =>
      answer(info, () => ({ inventoryTransfer: createTransfer(ctx.shop, transferInput(input)) })),
    inventoryTransferCreateAsReadyToShip: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const wanted = transferInput(input);
        if (wanted.items.length === 0)
          throw new Refusal("The transfer has no items.", "ITEMS_EMPTY", ["input"]);
        if (wanted.destinationLocationId === null) {
          throw new Refusal("A destination location is required.", "LOCATION_REQUIRED", ["input"]);
        }
        const inventoryTransfer = createTransfer(ctx.shop, wanted);
        markReadyToShip(ctx.shop, inventoryTransfer);
        return { inventoryTransfer };
      }),
    inventoryTransferMarkAsReadyToShip: (_source, args, ctx, info) =>
      answer(info, () => {
        const inventoryTransfer = found(ctx, args.id);
        markReadyToShip(ctx.shop, inventoryTransfer);
        return { inventoryTransfer };
      }),
    inventoryTransferSetItems: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const inventoryTransfer = found(ctx, input.id);
        const changes = setTransferItems(ctx.shop, inventoryTransfer, items(input.lineItems));
        const updatedLineItems = changes.map((change) => ({
          ...change,
          inventoryItemId: gid("InventoryItem", change.inventoryItemId),
        }));
        return { inventoryTransfer, updatedLineItems };
      }),
    inventoryTransferRemoveItems: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const inventoryTransfer = found(ctx, input.id);
        const ids = ((input.transferLineItemIds ?? []) as string[]).map((line) =>
          idOf("InventoryTransferLineItem", line),
        );
        const removedQuantities = removeTransferItems(ctx.shop, inventoryTransfer, ids).map((line) => ({
          inventoryItemId: gid("InventoryItem", line.inventoryItemId),
          newQuantity: 0,
          deltaQuantity: -line.totalQuantity,
        }));
        return { inventoryTransfer, removedQuantities };
      }),
    inventoryTransferEdit: (_source, { id: transferId, input }, ctx, info) =>
      answer(info, () => {
        const inventoryTransfer = found(ctx, transferId);
        editTransfer(ctx.shop, inventoryTransfer, {
          ...(input.referenceName !== undefined && { referenceName: input.referenceName }),
          ...(input.note !== undefined && { note: input.note }),
          ...(input.tags && { tags: input.tags }),
        });
        return { inventoryTransfer };
      }),
    inventoryTransferCancel: (_source, args, ctx, info) =>
      answer(info, () => {
        const inventoryTransfer = found(ctx, args.id);
        cancelTransfer(ctx.shop, inventoryTransfer);
        return { inventoryTransfer };
      }),
  },
};

const sent = (state: ShopState, line: Line) => inShipments(state, line.transfer, line.inventoryItemId, SENT);
const packed = (state: ShopState, line: Line) =>
  inShipments(state, line.transfer, line.inventoryItemId, ["DRAFT"]);

function found(ctx: ExecutionContext, value: string): InventoryTransfer {
  const transfer = ctx.shop.transfers[idOf("InventoryTransfer", value)];
  if (!transfer) throw new Refusal("The transfer was not found.", "TRANSFER_NOT_FOUND", ["id"]);
  return transfer;
}

function snapshot(ctx: ExecutionContext, locationId: string | null, { dateCreated }: InventoryTransfer) {
  const location = locationId === null ? undefined : ctx.shop.locations[locationId];
  return location ? { name: location.name, location, snapshottedAt: dateCreated } : null;
}

export const items = (inputs: { inventoryItemId: string; quantity: number }[]) =>
  inputs.map(({ inventoryItemId, quantity }) => ({
    inventoryItemId: idOf("InventoryItem", inventoryItemId),
    quantity,
  }));

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- a GraphQL input, checked by the schema */
function transferInput(input: any): TransferInput {
  return {
    originLocationId: optionalId("Location", input.originLocationId),
    destinationLocationId: optionalId("Location", input.destinationLocationId),
    items: items(input.lineItems),
    referenceName: input.referenceName ?? null,
    note: input.note ?? null,
    tags: input.tags ?? [],
    dateCreated: input.dateCreated ?? null,
  };
}
