import type { ShopState } from "../shop/state.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { idOf, parseGid } from "./ids.ts";
import { mayReadOrder } from "./order-window.ts";
import { lineSource } from "./orders.ts";
import { typed } from "./typed.ts";

type Finder = (state: ShopState, id: string) => object | undefined;

const finders: Record<string, Finder> = {
  Product: (state, id) => state.products[id],
  ProductVariant: (state, id) => state.variants[id],
  InventoryItem: (state, id) => state.items[id],
  InventoryLevel: (state, id) => state.levels[id],
  Location: (state, id) => state.locations[id],
  Order: (state, id) => state.orders[id],
  DraftOrder: (state, id) => state.draftOrders[id],
  Fulfillment: (state, id) => state.fulfillments[id],
  FulfillmentOrder: (state, id) => state.fulfillmentOrders[id],
  InventoryTransfer: (state, id) => state.transfers[id],
  InventoryShipment: (state, id) => state.shipments[id],
  BulkOperation: (state, id) => state.bulkOperations[id],
  Metafield: (state, id) => state.metafields[id],
  Shop: (state, id) => (state.id === id ? state : undefined),
  LineItem: (state, id) => {
    for (const order of Object.values(state.orders)) {
      const line = order.lineItems.find((entry) => entry.id === id);
      if (line) return lineSource(order, line);
    }
    return undefined;
  },
};

/** Anything by its global id, or null; an order the caller may not see is as good as absent. */
export function nodeById(ctx: ExecutionContext, gid: string): object | null {
  const parsed = parseGid(gid);
  const finder = parsed && finders[parsed.type];
  if (!finder) return null;
  const record = finder(ctx.shop, parsed.id);
  if (!record) return null;
  if (parsed.type === "Order" && !mayReadOrder(ctx, ctx.shop.orders[parsed.id]!)) return null;
  return typed(parsed.type, record);
}

export const resolvers: Resolvers = {
  QueryRoot: {
    node: (_source, args, ctx) => nodeById(ctx, args.id),
    nodes: (_source, args, ctx) => (args.ids as string[]).map((id) => nodeById(ctx, id)),
    job: (_source, args, ctx) => ctx.shop.jobs[idOf("Job", args.id)] ?? null,
  },
};
