import { randomUUID } from "node:crypto";
import type { InventoryShipment } from "../../shop/model.ts";
import type { AdminContext } from "./context.ts";

type Payload = { userErrors?: { message: string }[]; orderCancelUserErrors?: { message: string }[] } | null;

/** Runs one official mutation as staff. Returns a sentence to show: `done`, or what was refused. */
async function run(context: AdminContext, done: string, query: string, variables: object): Promise<string> {
  const result = await context.standIn.execute(context.shop, query, variables, "staff");
  const payloads = Object.values((result.data ?? {}) as Record<string, Payload>);
  const refusals = [
    ...(result.errors ?? []),
    ...payloads.flatMap((payload) => [
      ...(payload?.userErrors ?? []),
      ...(payload?.orderCancelUserErrors ?? []),
    ]),
  ];
  return refusals.length > 0 ? refusals.map(({ message }) => message).join(" ") : done;
}

export function fulfill(context: AdminContext, fulfillmentOrderId: string): Promise<string> {
  return run(
    context,
    "Marked as fulfilled.",
    `mutation ($fulfillment: FulfillmentInput!) {
      fulfillmentCreate(fulfillment: $fulfillment) { userErrors { message } }
    }`,
    {
      fulfillment: {
        lineItemsByFulfillmentOrder: [
          { fulfillmentOrderId: `gid://shopify/FulfillmentOrder/${fulfillmentOrderId}` },
        ],
      },
    },
  );
}

export function cancelOrder(context: AdminContext, orderId: string): Promise<string> {
  return run(
    context,
    "Order canceled, items restocked.",
    `mutation ($orderId: ID!) {
      orderCancel(orderId: $orderId, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true }) {
        orderCancelUserErrors { message }
      }
    }`,
    { orderId: `gid://shopify/Order/${orderId}` },
  );
}

export function setAvailable(
  context: AdminContext,
  { itemId, locationId, quantity }: { itemId: string; locationId: string; quantity: number },
): Promise<string> {
  return run(
    context,
    `Available set to ${quantity}.`,
    `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
      inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { message } }
    }`,
    {
      key: randomUUID(),
      input: {
        name: "available",
        reason: "correction",
        quantities: [
          {
            inventoryItemId: `gid://shopify/InventoryItem/${itemId}`,
            locationId: `gid://shopify/Location/${locationId}`,
            quantity,
          },
        ],
      },
    },
  );
}

export function setPolicy(
  context: AdminContext,
  { productId, variantId, keepSelling }: { productId: string; variantId: string; keepSelling: boolean },
): Promise<string> {
  return run(
    context,
    keepSelling ? "Sells on when out of stock." : "Stops selling when out of stock.",
    `mutation ($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
      productVariantsBulkUpdate(productId: $productId, variants: $variants) { userErrors { message } }
    }`,
    {
      productId: `gid://shopify/Product/${productId}`,
      variants: [
        {
          id: `gid://shopify/ProductVariant/${variantId}`,
          inventoryPolicy: keepSelling ? "CONTINUE" : "DENY",
        },
      ],
    },
  );
}

export function setArrival(
  context: AdminContext,
  shipment: InventoryShipment,
  arrivesAt: string,
): Promise<string> {
  const given = Object.entries(shipment.tracking).filter(([, value]) => value !== null);
  return run(
    context,
    "Arrival date changed.",
    `mutation ($id: ID!, $tracking: InventoryShipmentTrackingInput!) {
      inventoryShipmentSetTracking(id: $id, tracking: $tracking) { userErrors { message } }
    }`,
    {
      id: `gid://shopify/InventoryShipment/${shipment.id}`,
      tracking: { ...Object.fromEntries(given), arrivesAt },
    },
  );
}

export function receiveAll(context: AdminContext, shipment: InventoryShipment): Promise<string> {
  return run(
    context,
    "Received.",
    `mutation ($id: ID!, $lineItems: [InventoryShipmentReceiveItemInput!]!, $key: String!) {
      inventoryShipmentReceive(id: $id, lineItems: $lineItems) @idempotent(key: $key) { userErrors { message } }
    }`,
    {
      id: `gid://shopify/InventoryShipment/${shipment.id}`,
      key: randomUUID(),
      lineItems: shipment.lineItems.map(({ id, quantity, acceptedQuantity, rejectedQuantity }) => ({
        shipmentLineItemId: `gid://shopify/InventoryShipmentLineItem/${id}`,
        quantity: quantity - acceptedQuantity - rejectedQuantity,
        reason: "ACCEPTED",
      })),
    },
  );
}
