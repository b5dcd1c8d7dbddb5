import type { ExecutionResult } from "graphql";
import { issueTokens } from "./tokens.ts";
import type { StandInOptions } from "./core.ts";
import { startStandIn, type StandIn } from "./stand-in.ts";

export const shopDomain = "demo-shop.myshopify.com";
export const appCredentials = { apiKey: "the-app", apiSecret: "a-secret-of-the-tests" };

/* eslint-disable @typescript-eslint/no-explicit-any -- answers of tests, read as they come */

/** A stand-in with two locations and one tracked variant: 3 available in Berlin, 0 in Hamburg. */
export type SmallShop = {
  standIn: StandIn;
  berlin: string;
  hamburg: string;
  product: string;
  variant: string;
  item: string;
  /** As staff; any error fails the test. */
  staff(query: string, variables?: object): Promise<any>;
  /** As the installed app: the whole result, errors and all. */
  app(query: string, variables?: object): Promise<ExecutionResult<any>>;
  /** Available, committed and so on of the variant at a location. */
  quantities(location: string): Promise<Record<string, number>>;
  /** An order that was routed, and its fulfillment order. */
  order(quantity: number): Promise<{ order: string; fulfillmentOrder: string; line: string }>;
  /** Topics sent since the shop was opened or this was last asked. */
  topics(): string[];
  lastPayload(topic: string): any;
  stop(): Promise<void>;
};

const NAMES = [
  "available",
  "on_hand",
  "committed",
  "incoming",
  "reserved",
  "damaged",
  "quality_control",
  "safety_stock",
];

export async function openSmallShop(options: Partial<StandInOptions> = {}): Promise<SmallShop> {
  const standIn = await startStandIn({
    ...appCredentials,
    appUrl: "http://127.0.0.1:9", // nobody listens; what would be sent is read from `webhooks.recent`
    tomlPath: new URL("../../shopify.app.toml", import.meta.url).pathname,
    routingDelayMs: 0,
    ...options,
  });
  const state = standIn.shops.get(shopDomain)!;
  standIn.install(shopDomain);
  const token = issueTokens(state.app, standIn.clock.now()).access_token;

  const staff = async (query: string, variables: object = {}) => {
    const { data, errors } = (await standIn.execute(shopDomain, query, variables)) as ExecutionResult<any>;
    if (errors) throw new Error(errors.map((error) => error.message).join("; "));
    return data;
  };
  const located = await staff(`mutation {
    berlin: locationAdd(input: { name: "Berlin", address: { countryCode: DE } }) { location { id } }
    hamburg: locationAdd(input: { name: "Hamburg", address: { countryCode: DE } }) { location { id } }
  }`);
  const berlin: string = located.berlin.location.id;
  const hamburg: string = located.hamburg.location.id;
  const made = await staff(
    `mutation ($input: ProductSetInput!) { productSet(synchronous: true, input: $input) {
      product { id variants(first: 1) { nodes { id inventoryItem { id } } } } userErrors { message } } }`,
    {
      input: {
        title: "Trail pack",
        productOptions: [{ name: "Title", values: [{ name: "Default Title" }] }],
        variants: [
          {
            optionValues: [{ optionName: "Title", name: "Default Title" }],
            price: "80.00",
            inventoryPolicy: "CONTINUE",
            inventoryItem: { tracked: true },
            inventoryQuantities: [
              { locationId: berlin, name: "available", quantity: 3 },
              { locationId: hamburg, name: "available", quantity: 0 },
            ],
          },
        ],
      },
    },
  );
  const product = made.productSet.product;
  const variant = product.variants.nodes[0];
  standIn.webhooks.recent.length = 0;

  return {
    standIn,
    berlin,
    hamburg,
    product: product.id,
    variant: variant.id,
    item: variant.inventoryItem.id,
    staff,
    app: (query, variables = {}) => standIn.execute(shopDomain, query, variables, { accessToken: token }),
    async quantities(location) {
      const data = await staff(
        `query ($item: ID!, $location: ID!, $names: [String!]!) { inventoryItem(id: $item) {
          inventoryLevel(locationId: $location) { quantities(names: $names) { name quantity } } } }`,
        { item: variant.inventoryItem.id, location, names: NAMES },
      );
      const { quantities } = data.inventoryItem.inventoryLevel;
      return Object.fromEntries(quantities.map((one: any) => [one.name, one.quantity]));
    },
    async order(quantity) {
      const data = await staff(
        `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) {
          order { id lineItems(first: 1) { nodes { id } } } userErrors { message } } }`,
        { order: { lineItems: [{ variantId: variant.id, quantity }] } },
      );
      const order = data.orderCreate.order;
      await standIn.idle();
      const routed = await staff(
        `query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id } } } }`,
        { id: order.id },
      );
      return {
        order: order.id,
        line: order.lineItems.nodes[0].id,
        fulfillmentOrder: routed.order.fulfillmentOrders.nodes[0].id,
      };
    },
    topics: () => standIn.webhooks.recent.splice(0).map((delivery) => delivery.topic),
    lastPayload(topic) {
      const found = standIn.webhooks.recent.findLast((delivery) => delivery.topic === topic);
      return found && JSON.parse(found.body);
    },
    stop: () => standIn.stop(),
  };
}
