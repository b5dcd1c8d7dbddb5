import path from "node:path";
import type { QuantityName } from "../shop/model.ts";
import type { ShopState } from "../shop/state.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../stand-in.ts";
import { openListener, type Listener } from "./listener.ts";

export const domain = "demo-shop.myshopify.com";
export const apiKey = "the-api-key";
export const apiSecret = "a-secret-of-the-test";

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are as varied as the queries of the tests */
export type TestShop = {
  standIn: StandIn;
  state: ShopState;
  listener: Listener;
  /** Runs an operation and answers its data; errors and user errors fail the test. */
  run(query: string, variables?: object, as?: "staff" | { accessToken: string }): Promise<any>;
  /** Runs an operation and answers everything. */
  ask(query: string, variables?: object, as?: "staff" | { accessToken: string }): Promise<any>;
  addLocation(name: string): Promise<string>;
  addVariant(variant: VariantWish): Promise<{ productId: string; variantId: string; itemId: string }>;
  /** An order, as soon as it is routed. */
  addOrder(lines: { variantId: string; quantity: number }[], rest?: object): Promise<string>;
  /** The quantities of an item at a location. */
  stock(itemId: string, locationId: string): Promise<Record<QuantityName, number>>;
  /** The fulfillment orders of an order, as an app would read them. */
  fulfillmentOrders(orderId: string): Promise<any[]>;
  /** The first line of an order, with the order itself. */
  firstLine(orderId: string): Promise<any>;
  /** Ships a fulfillment order, or the given units of it. */
  ship(fulfillmentOrderId: string, lines?: { id: string; quantity: number }[]): Promise<any>;
  /** A fresh access token of the installed app. */
  appToken(): Promise<string>;
  stop(): Promise<void>;
};

type VariantWish = {
  title?: string;
  sku?: string;
  price?: string;
  tracked?: boolean;
  policy?: "CONTINUE" | "DENY";
  /** Available units by location id. */
  stock?: Record<string, number>;
};

/** A pretend Shopify with an empty shop, and something that listens to its webhooks. */
export async function openTestShop(options: Partial<StandInOptions> = {}): Promise<TestShop> {
  const listener = await openListener();
  const standIn = await startStandIn({
    apiKey,
    apiSecret,
    appUrl: listener.url,
    tomlPath: path.resolve("shopify.app.toml"),
    routingDelayMs: 5,
    ...options,
  });
  const ask: TestShop["ask"] = (query, variables, as) => standIn.execute(domain, query, variables, as);

  const run: TestShop["run"] = async (query, variables, as) => {
    const { data, errors } = await ask(query, variables, as);
    if (errors) throw new Error(errors.map((error: Error) => error.message).join("\n"));
    for (const payload of Object.values(data as Record<string, any>)) {
      const refused = Object.entries(payload ?? {}).find(
        ([name, list]) => /userErrors$/i.test(name) && (list as unknown[]).length > 0,
      );
      if (refused) throw new Error(JSON.stringify(refused[1]));
    }
    return data;
  };

  return {
    standIn,
    state: standIn.shops.get(domain)!,
    listener,
    ask,
    run,
    async addLocation(name) {
      const data = await run(
        `mutation ($name: String!) {
          locationAdd(input: { name: $name, address: { countryCode: DE } }) { location { id } userErrors { message } }
        }`,
        { name },
      );
      return data.locationAdd.location.id;
    },
    async addVariant({
      title = "Tent",
      sku,
      price = "10.00",
      tracked = true,
      policy = "CONTINUE",
      stock = {},
    }) {
      const data = await run(
        `mutation ($input: ProductSetInput!) {
          productSet(input: $input) {
            product { id variants(first: 1) { nodes { id inventoryItem { id } } } }
            userErrors { message }
          }
        }`,
        {
          input: {
            title,
            productOptions: [{ name: "Title", values: [{ name: "Default Title" }] }],
            variants: [
              {
                optionValues: [{ optionName: "Title", name: "Default Title" }],
                price,
                inventoryPolicy: policy,
                inventoryItem: { tracked, ...(sku && { sku }) },
                inventoryQuantities: Object.entries(stock).map(([locationId, quantity]) => ({
                  locationId,
                  quantity,
                  name: "available",
                })),
              },
            ],
          },
        },
      );
      const { product } = data.productSet;
      const [variant] = product.variants.nodes;
      return { productId: product.id, variantId: variant.id, itemId: variant.inventoryItem.id };
    },
    async addOrder(lineItems, rest = {}) {
      const data = await run(
        `mutation ($order: OrderCreateOrderInput!) {
          orderCreate(order: $order) { order { id } userErrors { message } }
        }`,
        { order: { lineItems, ...rest } },
      );
      await standIn.idle();
      return data.orderCreate.order.id;
    },
    async stock(itemId, locationId) {
      const data = await run(
        `query ($itemId: ID!, $locationId: ID!) {
          inventoryItem(id: $itemId) { inventoryLevel(locationId: $locationId) {
            quantities(names: ["available", "committed", "on_hand", "incoming", "reserved", "damaged", "quality_control", "safety_stock"]) { name quantity }
          } }
        }`,
        { itemId, locationId },
      );
      return Object.fromEntries(
        data.inventoryItem.inventoryLevel.quantities.map((entry: any) => [entry.name, entry.quantity]),
      ) as Record<QuantityName, number>;
    },
    async fulfillmentOrders(orderId) {
      const data = await run(
        `query ($orderId: ID!) {
          order(id: $orderId) { fulfillmentOrders(first: 20) { nodes {
            id status assignedLocation { location { id } }
            lineItems(first: 20) { nodes { id totalQuantity remainingQuantity lineItem { id } } }
          } } }
        }`,
        { orderId },
      );
      return data.order.fulfillmentOrders.nodes.map((node: any) => ({
        id: node.id,
        status: node.status,
        locationId: node.assignedLocation.location.id,
        lines: node.lineItems.nodes,
      }));
    },
    async firstLine(orderId) {
      const data = await run(
        `query ($id: ID!) {
          order(id: $id) {
            cancelledAt displayFulfillmentStatus displayFinancialStatus
            lineItems(first: 1) { nodes { id quantity currentQuantity unfulfilledQuantity refundableQuantity } }
          }
        }`,
        { id: orderId },
      );
      return { order: data.order, ...data.order.lineItems.nodes[0] };
    },
    ship: (fulfillmentOrderId, lines) =>
      run(
        `mutation ($parts: [FulfillmentOrderLineItemsInput!]!) {
          fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: $parts }) {
            fulfillment { id status totalQuantity }
            userErrors { message }
          }
        }`,
        { parts: [{ fulfillmentOrderId, fulfillmentOrderLineItems: lines ?? null }] },
      ),
    async appToken() {
      const response = await fetch(`${standIn.url}/admin/oauth/access_token`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "x-stand-in-host": domain },
        body: JSON.stringify({
          client_id: apiKey,
          client_secret: apiSecret,
          grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          subject_token: standIn.issueIdToken(domain),
          subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
          requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
          expiring: "1",
        }),
      });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    async stop() {
      await standIn.stop();
      await listener.stop();
    },
  };
}
