import type { Order } from "../shop/model.ts";
import type { ExecutionContext } from "./context.ts";

const windowMs = 60 * 24 * 3_600_000;

/** Without read_all_orders an app sees the orders of the last 60 days only. */
export function mayReadOrder(ctx: ExecutionContext, order: Order): boolean {
  if (ctx.caller.kind === "staff" || ctx.caller.scopes.includes("read_all_orders")) return true;
  return Date.parse(order.createdAt) >= ctx.now().getTime() - windowMs;
}

export const readableOrders = (ctx: ExecutionContext): Order[] =>
  Object.values(ctx.shop.orders).filter((order) => mayReadOrder(ctx, order));
