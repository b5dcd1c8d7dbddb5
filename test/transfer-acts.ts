import { transferScopes } from "#app/domain/native-supply.ts";
import { dayFromNow, tail, type StockedVariant } from "./acts.ts";
import { demoShop, type TestWorld } from "./world.ts";

/** What people do with Shopify's own transfers, through the official mutations only. */
export type Sent = {
  id: string;
  /** Under which the app keeps what no shipment holds yet. */
  deliveryId: string;
  ready(): Promise<void>;
  /** Packs so many units of each item and sends them, arriving in so many days; null: nobody says when. */
  ship(units: number, arrivesIn: number | null): Promise<Shipment>;
  setUnits(units: number): Promise<void>;
  cancel(): Promise<void>;
};
export type Shipment = {
  id: string;
  deliveryId: string;
  arrivesIn(days: number): Promise<void>;
  receive(units: number, reason?: "ACCEPTED" | "REJECTED"): Promise<void>;
  setUnits(units: number): Promise<void>;
  remove(): Promise<void>;
};

/** The merchant lets the app read transfers and shipments. */
export async function allowTransfers(world: TestWorld, shop = demoShop): Promise<void> {
  world.shopify.grantOptionalScopes(shop, transferScopes);
  await world.settled();
}

/** A day from now by the shop's clock, at noon of Berlin. */
export function noonIn(world: TestWorld, days: number): string {
  return `${dayFromNow(world, days)}T11:00:00Z`;
}

export async function transferOf(
  world: TestWorld,
  variants: StockedVariant[],
  as: { quantity: number; from?: string; reference?: string; draft?: boolean },
): Promise<Sent> {
  const items = (quantity: number) => variants.map(({ itemId }) => ({ inventoryItemId: itemId, quantity }));
  const act = <T>(query: string, variables: object) =>
    world.staff<T>(query, { ...variables, key: crypto.randomUUID() });
  const create = as.draft ? "inventoryTransferCreate" : "inventoryTransferCreateAsReadyToShip";
  const made = await act<Record<string, { inventoryTransfer: { id: string } }>>(
    `mutation ($input: ${create[0]!.toUpperCase()}${create.slice(1)}Input!, $key: String!) {
      ${create}(input: $input) @idempotent(key: $key) { inventoryTransfer { id } userErrors { message } } }`,
    {
      input: {
        destinationLocationId: variants[0]!.locationId,
        ...(as.from && { originLocationId: as.from }),
        ...(as.reference && { referenceName: as.reference }),
        lineItems: items(as.quantity),
      },
    },
  );
  const id = made[create]!.inventoryTransfer.id;
  return {
    id,
    deliveryId: `transfer-${tail(id)}`,
    async ready() {
      await act(
        "mutation ($id: ID!) { inventoryTransferMarkAsReadyToShip(id: $id) { userErrors { message } } }",
        { id },
      );
    },
    async ship(units, arrivesIn) {
      const { inventoryShipmentCreateInTransit: sent } = await act<{
        inventoryShipmentCreateInTransit: {
          inventoryShipment: { id: string; lineItems: { nodes: { id: string }[] } };
        };
      }>(
        `mutation ($input: InventoryShipmentCreateInput!, $key: String!) {
          inventoryShipmentCreateInTransit(input: $input) @idempotent(key: $key) {
            inventoryShipment { id lineItems(first: 20) { nodes { id } } } userErrors { message } } }`,
        {
          input: {
            movementId: id,
            lineItems: items(units),
            ...(arrivesIn !== null && { trackingInput: { arrivesAt: noonIn(world, arrivesIn) } }),
          },
        },
      );
      const { id: shipment, lineItems } = sent.inventoryShipment;
      return {
        id: shipment,
        deliveryId: `shipment-${tail(shipment)}`,
        async arrivesIn(days) {
          await act(
            `mutation ($id: ID!, $tracking: InventoryShipmentTrackingInput!) {
              inventoryShipmentSetTracking(id: $id, tracking: $tracking) { userErrors { message } } }`,
            { id: shipment, tracking: { arrivesAt: noonIn(world, days) } },
          );
        },
        async receive(quantity, reason = "ACCEPTED") {
          await act(
            `mutation ($id: ID!, $lines: [InventoryShipmentReceiveItemInput!]!, $key: String!) {
              inventoryShipmentReceive(id: $id, lineItems: $lines) @idempotent(key: $key) { userErrors { message } } }`,
            {
              id: shipment,
              lines: lineItems.nodes.map((l) => ({ shipmentLineItemId: l.id, quantity, reason })),
            },
          );
        },
        async setUnits(quantity) {
          await act(
            `mutation ($id: ID!, $items: [InventoryShipmentUpdateItemQuantitiesInput!]!) {
              inventoryShipmentUpdateItemQuantities(id: $id, items: $items) { userErrors { message } } }`,
            { id: shipment, items: lineItems.nodes.map((l) => ({ shipmentLineItemId: l.id, quantity })) },
          );
        },
        async remove() {
          await act("mutation ($id: ID!) { inventoryShipmentDelete(id: $id) { userErrors { message } } }", {
            id: shipment,
          });
        },
      };
    },
    async setUnits(units) {
      await act(
        `mutation ($input: InventoryTransferSetItemsInput!, $key: String!) {
          inventoryTransferSetItems(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
        { input: { id, lineItems: items(units) } },
      );
    },
    async cancel() {
      await act("mutation ($id: ID!) { inventoryTransferCancel(id: $id) { userErrors { message } } }", {
        id,
      });
    },
  };
}
