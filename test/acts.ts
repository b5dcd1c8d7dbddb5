import { availabilityKey, backordersKey } from "#app/shopify/metafields.server.ts";
import { demoShop, type TestWorld } from "./world.ts";

/** What people do in a shop, through the official mutations only. */
export type StockedVariant = {
  productId: string;
  variantId: string;
  itemId: string;
  locationId: string;
  /** The variant's entry in the product's published availability; null when it has none. */
  published(): Promise<unknown>;
  setAvailable(quantity: number): Promise<void>;
};

const tail = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1);

export async function locationOf(world: TestWorld, name = "Berlin", shop = demoShop): Promise<string> {
  const { locations } = await world.staff<{ locations: { nodes: { id: string; name: string }[] } }>(
    "{ locations(first: 20) { nodes { id name } } }", {}, shop,
  );
  const found = locations.nodes.find((l) => l.name === name);
  if (found) return found.id;
  const { locationAdd } = await world.staff<{ locationAdd: { location: { id: string } } }>(
    `mutation ($input: LocationAddInput!) { locationAdd(input: $input) { location { id } userErrors { message } } }`,
    { input: { name, address: { countryCode: "DE" }, fulfillsOnlineOrders: true } },
    shop,
  );
  return locationAdd.location.id;
}

export async function stockedVariant(
  world: TestWorld,
  as: { title: string; available: number; policy?: "CONTINUE" | "DENY"; tracked?: boolean; location?: string; shop?: string },
): Promise<StockedVariant> {
  const shop = as.shop ?? demoShop;
  const locationId = await locationOf(world, as.location, shop);
  const { productSet } = await world.staff<{
    productSet: { product: { id: string; variants: { nodes: { id: string; inventoryItem: { id: string } }[] } } };
  }>(
    `mutation ($input: ProductSetInput!) { productSet(synchronous: true, input: $input) {
      product { id variants(first: 1) { nodes { id inventoryItem { id } } } } userErrors { message } } }`,
    {
      input: {
        title: as.title,
        status: "ACTIVE",
        productOptions: [{ name: "Title", values: [{ name: "Default Title" }] }],
        variants: [
          {
            optionValues: [{ optionName: "Title", name: "Default Title" }],
            price: "89.00",
            inventoryPolicy: as.policy ?? "CONTINUE",
            inventoryItem: { tracked: as.tracked ?? true, sku: as.title.toUpperCase().replaceAll(" ", "-") },
            inventoryQuantities: [{ locationId, name: "available", quantity: as.available }],
          },
        ],
      },
    },
    shop,
  );
  const productId = productSet.product.id;
  const variant = productSet.product.variants.nodes[0]!;
  const itemId = variant.inventoryItem.id;
  return {
    productId,
    variantId: variant.id,
    itemId,
    locationId,
    async published() {
      const { product } = await world.staff<{ product: { metafield: { jsonValue: { variants: Record<string, unknown> } } | null } | null }>(
        `query ($id: ID!) { product(id: $id) { metafield(namespace: "$app", key: "${availabilityKey}") { jsonValue } } }`,
        { id: productId }, shop,
      );
      return product?.metafield?.jsonValue.variants[tail(variant.id)] ?? null;
    },
    async setAvailable(quantity) {
      await world.staff(
        `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
        {
          key: crypto.randomUUID(),
          input: { name: "available", reason: "correction", quantities: [{ inventoryItemId: itemId, locationId, quantity, changeFromQuantity: null }] },
        },
        shop,
      );
    },
  };
}

export type PlacedOrder = {
  id: string;
  backorders(): Promise<unknown>;
  tags(): Promise<string[]>;
  cancel(): Promise<void>;
};

export async function orderOf(
  world: TestWorld,
  lines: { variant: Pick<StockedVariant, "variantId">; quantity: number }[],
  shop = demoShop,
): Promise<PlacedOrder> {
  const { orderCreate } = await world.staff<{ orderCreate: { order: { id: string } } }>(
    `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }`,
    { order: { lineItems: lines.map((l) => ({ variantId: l.variant.variantId, quantity: l.quantity })) } },
    shop,
  );
  const id = orderCreate.order.id;
  return {
    id,
    async backorders() {
      const { order } = await world.staff<{ order: { metafield: { jsonValue: unknown } | null } | null }>(
        `query ($id: ID!) { order(id: $id) { metafield(namespace: "$app", key: "${backordersKey}") { jsonValue } } }`,
        { id }, shop,
      );
      return order?.metafield?.jsonValue ?? null;
    },
    async tags() {
      const { order } = await world.staff<{ order: { tags: string[] } }>("query ($id: ID!) { order(id: $id) { tags } }", { id }, shop);
      return order.tags;
    },
    async cancel() {
      await world.staff(
        `mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true }) {
          orderCancelUserErrors { message } } }`,
        { id }, shop,
      );
    },
  };
}
