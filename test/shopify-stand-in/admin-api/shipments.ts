import type { InventoryShipment, InventoryTransfer } from "../shop/model.ts";
import { Refusal } from "../shop/refusal.ts";
import {
  addShipmentItems,
  createShipment,
  deleteShipment,
  markInTransit,
  receive,
  removeShipmentItems,
  setShipmentQuantities,
  setTracking,
  unreceived,
  type Receipt,
  type Tracking,
} from "../shop/shipments.ts";
import type { ShopState } from "../shop/state.ts";
import { connection, sorter } from "./connections.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { id, search, text, type SearchFields } from "./search.ts";
import { items } from "./transfers.ts";
import { answer } from "./user-errors.ts";

type Line = InventoryShipment["lineItems"][number];

const searchFields = (state: ShopState): SearchFields<InventoryShipment> => ({
  id: id((shipment) => shipment.id),
  status: text((shipment) => shipment.status),
  destination_id: id((shipment) => state.transfers[shipment.transferId]?.destinationLocationId ?? null),
  tracking_number: text((shipment) => shipment.tracking.trackingNumber),
});

const sortKeys: Record<string, (shipment: InventoryShipment) => string> = {
  ID: (shipment) => shipment.id,
  STATUS: (shipment) => shipment.status,
};

const total = (shipment: InventoryShipment, of: (line: Line) => number) =>
  shipment.lineItems.reduce((sum, line) => sum + of(line), 0);

export const resolvers: Resolvers = {
  QueryRoot: {
    inventoryShipment: (_source, args, ctx) => ctx.shop.shipments[idOf("InventoryShipment", args.id)] ?? null,
    inventoryShipments: (_source, args, ctx) =>
      connection(
        search(ctx, Object.values(ctx.shop.shipments), args.query, searchFields(ctx.shop), (one) => one.name),
        args,
        { sortBy: sorter(sortKeys, args.sortKey) },
      ),
  },
  InventoryShipment: {
    barcode: () => null,
    lineItems: (shipment: InventoryShipment, args) => connection(shipment.lineItems, args),
    lineItemsCount: ({ lineItems }: InventoryShipment) => ({ count: lineItems.length, precision: "EXACT" }),
    lineItemTotalQuantity: (shipment: InventoryShipment) => total(shipment, (line) => line.quantity),
    totalAcceptedQuantity: (shipment: InventoryShipment) => total(shipment, (line) => line.acceptedQuantity),
    totalRejectedQuantity: (shipment: InventoryShipment) => total(shipment, (line) => line.rejectedQuantity),
    totalReceivedQuantity: (shipment: InventoryShipment) =>
      total(shipment, (line) => line.acceptedQuantity + line.rejectedQuantity),
    // Without any detail there is no tracking, and so no date.
    tracking: ({ tracking }: InventoryShipment) =>
      Object.values(tracking).some((detail) => detail !== null) ? tracking : null,
  },
  InventoryShipmentLineItem: {
    inventoryItem: ({ inventoryItemId }: Line, _args, ctx) => ctx.shop.items[inventoryItemId] ?? null,
    unreceivedQuantity: (line: Line) => unreceived(line),
  },
  Mutation: {
    inventoryShipmentCreate: (_source, { input }, ctx, info) =>
      answer(info, () => ({ inventoryShipment: create(ctx, input) })),
    inventoryShipmentCreateInTransit: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const inventoryShipment = create(ctx, input);
        markInTransit(ctx.shop, inventoryShipment, null);
        return { inventoryShipment };
      }),
    inventoryShipmentMarkInTransit: (_source, { id: shipmentId, dateShipped }, ctx, info) =>
      answer(info, () => {
        const inventoryShipment = found(ctx, shipmentId);
        markInTransit(ctx.shop, inventoryShipment, dateShipped ?? null);
        return { inventoryShipment };
      }),
    inventoryShipmentSetTracking: (_source, { id: shipmentId, tracking }, ctx, info) =>
      answer(info, () => {
        const inventoryShipment = found(ctx, shipmentId);
        setTracking(ctx.shop, inventoryShipment, trackingInput(tracking));
        return { inventoryShipment };
      }),
    inventoryShipmentAddItems: (_source, { id: shipmentId, lineItems }, ctx, info) =>
      answer(info, () => {
        const inventoryShipment = found(ctx, shipmentId);
        const addedItems = addShipmentItems(ctx.shop, inventoryShipment, items(lineItems));
        return { inventoryShipment, addedItems };
      }),
    inventoryShipmentUpdateItemQuantities: (_source, { id: shipmentId, items: changes }, ctx, info) =>
      answer(info, () => {
        const shipment = found(ctx, shipmentId);
        const wanted = (changes as { shipmentLineItemId: string; quantity: number }[]).map((change) => ({
          lineId: idOf("InventoryShipmentLineItem", change.shipmentLineItemId),
          quantity: change.quantity,
        }));
        return { shipment, updatedLineItems: setShipmentQuantities(ctx.shop, shipment, wanted) };
      }),
    inventoryShipmentRemoveItems: (_source, { id: shipmentId, lineItems }, ctx, info) =>
      answer(info, () => {
        const inventoryShipment = found(ctx, shipmentId);
        const ids = (lineItems as string[]).map((line) => idOf("InventoryShipmentLineItem", line));
        removeShipmentItems(ctx.shop, inventoryShipment, ids);
        return { inventoryShipment };
      }),
    inventoryShipmentReceive: (_source, args, ctx, info) =>
      answer(info, () => {
        const inventoryShipment = found(ctx, args.id);
        receive(ctx.shop, inventoryShipment, receipts(inventoryShipment, args), args.dateReceived ?? null);
        return { inventoryShipment };
      }),
    inventoryShipmentDelete: (_source, args, ctx, info) =>
      answer(info, () => {
        deleteShipment(ctx.shop, found(ctx, args.id));
        return { id: args.id as string };
      }),
  },
};

function found(ctx: ExecutionContext, value: string): InventoryShipment {
  const shipment = ctx.shop.shipments[idOf("InventoryShipment", value)];
  if (!shipment) throw new Refusal("The shipment was not found.", "SHIPMENT_NOT_FOUND", ["id"]);
  return shipment;
}

type CreateInput = {
  movementId: string;
  lineItems: { inventoryItemId: string; quantity: number }[];
  trackingInput?: Partial<Tracking> | null;
};

function create(ctx: ExecutionContext, { movementId, lineItems, trackingInput: tracking }: CreateInput) {
  const transfer: InventoryTransfer | undefined = ctx.shop.transfers[idOf("InventoryTransfer", movementId)];
  if (!transfer)
    throw new Refusal("The transfer was not found.", "TRANSFER_NOT_FOUND", ["input", "movementId"]);
  return createShipment(ctx.shop, transfer, items(lineItems), trackingInput(tracking ?? {}));
}

function trackingInput(input: Partial<Tracking>): Partial<Tracking> {
  if (input.trackingUrl && !URL.canParse(input.trackingUrl)) {
    throw new Refusal("The tracking URL is invalid.", "INVALID_URL", ["tracking", "trackingUrl"]);
  }
  const arrivesAt = input.arrivesAt && new Date(input.arrivesAt).toISOString();
  return { ...input, ...(arrivesAt && { arrivesAt }) };
}

type ReceiveArgs = {
  lineItems?: { shipmentLineItemId: string; quantity: number; reason: Receipt["reason"] }[] | null;
  bulkReceiveAction?: Receipt["reason"] | null;
};

/** The lines as counted, or all that is still missing with one reason. */
function receipts(shipment: InventoryShipment, { lineItems, bulkReceiveAction }: ReceiveArgs): Receipt[] {
  if (bulkReceiveAction) {
    return shipment.lineItems
      .filter((line) => unreceived(line) > 0)
      .map((line) => ({ lineId: line.id, quantity: unreceived(line), reason: bulkReceiveAction }));
  }
  return (lineItems ?? []).map(({ shipmentLineItemId, quantity, reason }) => ({
    lineId: idOf("InventoryShipmentLineItem", shipmentLineItemId),
    quantity,
    reason,
  }));
}
