import type { ExecutionResult } from "graphql";
import { issueTokens } from "../tokens.ts";
import { domain, openTestShop, type TestShop } from "./test-shop.ts";

/* eslint-disable @typescript-eslint/no-explicit-any -- answers of tests, read as they come */

/** A test shop with two locations, one tracked variant (3 available in Berlin, 0 in Hamburg) and the app installed. */
export type SmallShop = TestShop & {
  berlin: string;
  hamburg: string;
  product: string;
  variant: string;
  item: string;
  /** As the installed app: the whole result, errors and all. */
  app(query: string, variables?: object): Promise<ExecutionResult<any>>;
  /** The variant's quantities at a location. */
  at(location: string): Promise<Record<string, number>>;
  /** An order for the variant that was routed, and its fulfillment order. */
  order(quantity: number): Promise<{ order: string; fulfillmentOrder: string; line: string }>;
  /** Topics sent since this was last asked. */
  topics(): string[];
  lastPayload(topic: string): any;
};

export async function openSmallShop(...options: Parameters<typeof openTestShop>): Promise<SmallShop> {
  const shop = await openTestShop(...options);
  const { standIn, state } = shop;
  standIn.install(domain);
  const token = issueTokens(state.app, standIn.clock.now()).access_token;
  const berlin = await shop.addLocation("Berlin");
  const hamburg = await shop.addLocation("Hamburg");
  const made = await shop.addVariant({
    title: "Trail pack",
    price: "80.00",
    stock: { [berlin]: 3, [hamburg]: 0 },
  });
  await standIn.idle();
  standIn.webhooks.recent.length = 0;

  return {
    ...shop,
    berlin,
    hamburg,
    product: made.productId,
    variant: made.variantId,
    item: made.itemId,
    app: (query, variables = {}) => standIn.execute(domain, query, variables, { accessToken: token }),
    at: (location) => shop.stock(made.itemId, location),
    async order(quantity) {
      const order = await shop.addOrder([{ variantId: made.variantId, quantity }]);
      const [fulfillmentOrder] = await shop.fulfillmentOrders(order);
      return { order, fulfillmentOrder: fulfillmentOrder.id, line: fulfillmentOrder.lines[0].id };
    },
    topics: () => standIn.webhooks.recent.splice(0).map((delivery) => delivery.topic),
    lastPayload(topic) {
      const found = standIn.webhooks.recent.findLast((delivery) => delivery.topic === topic);
      return found && JSON.parse(found.body);
    },
  };
}
