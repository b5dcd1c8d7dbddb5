import { availabilityKey, backordersKey } from "#app/shopify/metafields.server.ts";
import { addDays, dayIn } from "#app/domain/days.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { dateRuleSet } from "#app/flows/date-rules-set.server.ts";
import type { World } from "#app/world.ts";
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
  setPolicy(policy: "CONTINUE" | "DENY"): Promise<void>;
  /** Deletes the product, and the variant with it. */
  remove(): Promise<void>;
};

/** The numeric end of a gid, as the app keeps ids. */
export const tail = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1);

export async function locationOf(world: TestWorld, name = "Berlin", shop = demoShop): Promise<string> {
  const { locations } = await world.staff<{ locations: { nodes: { id: string; name: string }[] } }>(
    "{ locations(first: 20) { nodes { id name } } }",
    {},
    shop,
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
  as: {
    title: string;
    available: number;
    policy?: "CONTINUE" | "DENY";
    tracked?: boolean;
    location?: string;
    shop?: string;
  },
): Promise<StockedVariant> {
  const shop = as.shop ?? demoShop;
  const locationId = await locationOf(world, as.location, shop);
  const { productSet } = await world.staff<{
    productSet: {
      product: { id: string; variants: { nodes: { id: string; inventoryItem: { id: string } }[] } };
    };
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
      const { product } = await world.staff<{
        product: { metafield: { jsonValue: { variants: Record<string, unknown> } } | null } | null;
      }>(
        `query ($id: ID!) { product(id: $id) { metafield(namespace: "$app", key: "${availabilityKey}") { jsonValue } } }`,
        { id: productId },
        shop,
      );
      return product?.metafield?.jsonValue.variants[tail(variant.id)] ?? null;
    },
    async setAvailable(quantity) {
      await world.staff(
        `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
        {
          key: crypto.randomUUID(),
          input: {
            name: "available",
            reason: "correction",
            quantities: [{ inventoryItemId: itemId, locationId, quantity, changeFromQuantity: null }],
          },
        },
        shop,
      );
    },
    async setPolicy(policy) {
      await world.staff(
        `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
          productVariantsBulkUpdate(productId: $id, variants: $variants) { userErrors { message } } }`,
        { id: productId, variants: [{ id: variant.id, inventoryPolicy: policy }] },
        shop,
      );
    },
    async remove() {
      await world.staff(
        `mutation ($id: ID!) { productDelete(input: { id: $id }) { userErrors { message } } }`,
        { id: productId },
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
  /** Ships what is still to ship of the first open fulfillment order, or so many units of its first line. */
  ship(units?: number): Promise<void>;
  /** Takes unshipped units off the first line, by a refund or by an edit. */
  refund(units: number): Promise<void>;
  editTo(units: number): Promise<void>;
};

export async function orderOf(
  world: TestWorld,
  lines: { variant: Pick<StockedVariant, "variantId">; quantity: number }[],
  shop = demoShop,
  more: { tags?: string[]; customer?: object; companyLocationId?: string } = {},
): Promise<PlacedOrder> {
  const { orderCreate } = await world.staff<{ orderCreate: { order: { id: string } } }>(
    `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }`,
    {
      order: {
        ...more,
        lineItems: lines.map((l) => ({ variantId: l.variant.variantId, quantity: l.quantity })),
      },
    },
    shop,
  );
  const id = orderCreate.order.id;
  return {
    id,
    async backorders() {
      const { order } = await world.staff<{ order: { metafield: { jsonValue: unknown } | null } | null }>(
        `query ($id: ID!) { order(id: $id) { metafield(namespace: "$app", key: "${backordersKey}") { jsonValue } } }`,
        { id },
        shop,
      );
      return order?.metafield?.jsonValue ?? null;
    },
    async tags() {
      const { order } = await world.staff<{ order: { tags: string[] } }>(
        "query ($id: ID!) { order(id: $id) { tags } }",
        { id },
        shop,
      );
      return order.tags;
    },
    async cancel() {
      await world.staff(
        `mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true }) {
          orderCancelUserErrors { message } } }`,
        { id },
        shop,
      );
    },
    async ship(units) {
      const part = (await openParts())[0];
      if (!part) throw new Error("Nothing is left to ship.");
      const first = part.lineItems.nodes[0]!;
      const lines =
        units === undefined ? {} : { fulfillmentOrderLineItems: [{ id: first.id, quantity: units }] };
      await world.staff(
        `mutation ($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) { userErrors { message } } }`,
        { fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: part.id, ...lines }] } },
        shop,
      );
    },
    async refund(units) {
      const part = (await openParts())[0]!;
      const line = {
        lineItemId: part.lineItems.nodes[0]!.lineItem.id,
        quantity: units,
        restockType: "CANCEL",
      };
      await world.staff(
        `mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
        {
          key: crypto.randomUUID(),
          input: {
            orderId: id,
            transactions: [],
            refundLineItems: [{ ...line, locationId: part.assignedLocation.location.id }],
          },
        },
        shop,
      );
    },
    async editTo(units) {
      const { orderEditBegin } = await world.staff<{
        orderEditBegin: { calculatedOrder: { id: string; lineItems: { nodes: { id: string }[] } } };
      }>(
        `mutation ($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 1) { nodes { id } } } userErrors { message } } }`,
        { id },
        shop,
      );
      const { id: edit, lineItems } = orderEditBegin.calculatedOrder;
      await world.staff(
        `mutation ($id: ID!, $line: ID!, $quantity: Int!) {
          orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity, restock: true) { userErrors { message } } }`,
        { id: edit, line: lineItems.nodes[0]!.id, quantity: units },
        shop,
      );
      await world.staff(
        `mutation ($id: ID!) { orderEditCommit(id: $id) { userErrors { message } } }`,
        { id: edit },
        shop,
      );
    },
  };

  type Part = {
    id: string;
    assignedLocation: { location: { id: string } };
    lineItems: { nodes: { id: string; remainingQuantity: number; lineItem: { id: string } }[] };
  };
  async function openParts(): Promise<Part[]> {
    await world.shopify.idle();
    const { order } = await world.staff<{ order: { fulfillmentOrders: { nodes: Part[] } } }>(
      `query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 10) { nodes { id
        assignedLocation { location { id } } lineItems(first: 10) { nodes { id remainingQuantity lineItem { id } } } } } } }`,
      { id },
      shop,
    );
    return order.fulfillmentOrders.nodes.filter((part) =>
      part.lineItems.nodes.some((l) => l.remainingQuantity > 0),
    );
  }
}

/** Units arrive at the variant's place, whatever is committed there: inventoryAdjustQuantities. */
export async function countIn(
  world: TestWorld,
  { itemId, locationId }: Pick<StockedVariant, "itemId" | "locationId">,
  delta: number,
  shop = demoShop,
): Promise<void> {
  const change = { inventoryItemId: itemId, locationId, delta, changeFromQuantity: null };
  await world.staff(
    `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
      inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
    { key: crypto.randomUUID(), input: { name: "available", reason: "received", changes: [change] } },
    shop,
  );
}

/** In calendar days; null: none any more. */
export function productLeadTime(
  app: World,
  shop: string,
  productId: string,
  days: number | null,
): Promise<void> {
  const where = { level: "product" as const, targets: [productId] };
  const value = days === null ? null : { kind: "lead_time" as const, days };
  return dateRuleSet(app, shop, { where, kind: "lead_time", value });
}

/** The merchant tells the app that units are coming. `days` from today by the shop's clock, null: nobody knows. */
export async function enterDelivery(
  world: TestWorld,
  variant: Pick<StockedVariant, "itemId" | "locationId">,
  coming: { quantity: number; days: number | null; reference?: string },
  shop = demoShop,
): Promise<{ deliveryId: string; expectedOn: string | null }> {
  const expectedOn = coming.days === null ? null : dayFromNow(world, coming.days);
  const { deliveryId } = await deliveryEntered(world.app, shop, {
    itemId: tail(variant.itemId),
    locationId: tail(variant.locationId),
    quantity: coming.quantity,
    expectedOn,
    reference: coming.reference ?? "PO-118",
  });
  return { deliveryId, expectedOn };
}

export function dayFromNow(world: TestWorld, days: number): string {
  return addDays(dayIn("Europe/Berlin", world.shopify.clock.now()), days);
}
