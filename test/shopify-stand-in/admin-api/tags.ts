import { GraphQLError } from "graphql";
import { orderChanged } from "../shop/orders.ts";
import { productChanged } from "../shop/products.ts";
import { Refusal } from "../shop/refusal.ts";
import type { ExecutionContext, Resolvers } from "./context.ts";
import { parseGid } from "./ids.ts";
import { mayReadOrder } from "./order-window.ts";
import { typed } from "./typed.ts";
import { requireScope } from "./scopes.ts";
import { answer } from "./user-errors.ts";

const LONGEST: Record<string, number> = { Order: 40, DraftOrder: 40, Customer: 40, Product: 255 };
const MOST = 250;

export const resolvers: Resolvers = {
  Mutation: {
    tagsAdd: (_source, { id, tags }, ctx, info) =>
      answer(info, () => ({
        node: change(ctx, info.fieldName, id, (now) => withoutRepetition([...now, ...split(tags)])),
      })),
    tagsRemove: (_source, { id, tags }, ctx, info) =>
      answer(info, () => ({
        node: change(ctx, info.fieldName, id, (now) => now.filter((tag) => !has(split(tags), tag))),
      })),
  },
};

function change(ctx: ExecutionContext, field: string, id: string, next: (now: string[]) => string[]): object {
  const { type, record, scope, changed } = tagged(ctx, id);
  requireScope(ctx, field, scope);
  if (!record) throw new Refusal(`${type} does not exist`, null, ["id"]);
  const tags = next(record.tags);
  const longest = LONGEST[type]!;
  if (tags.some((tag) => tag.length > longest)) {
    throw new Refusal(`Tag is too long (maximum is ${longest} characters)`, null, ["tags"]);
  }
  if (tags.length > MOST) throw new Refusal(`Tags can't be more than ${MOST}`, null, ["tags"]);
  if (tags.length !== record.tags.length || tags.some((tag, index) => tag !== record.tags[index])) {
    record.tags = tags;
    changed();
  }
  return typed(type, record);
}

/** What can be tagged here, with the scope it takes and what follows from a change. */
function tagged(ctx: ExecutionContext, gid: string) {
  const { type = "", id = "" } = parseGid(gid) ?? {};
  const state = ctx.shop;
  switch (type) {
    case "Order": {
      const order = state.orders[id];
      const record = order && mayReadOrder(ctx, order) ? order : undefined;
      return { type, record, scope: "write_orders", changed: () => record && orderChanged(state, record) };
    }
    case "Product": {
      const record = state.products[id];
      return {
        type,
        record,
        scope: "write_products",
        changed: () => record && productChanged(state, record),
      };
    }
    case "Customer": {
      // Each order has its own copy of who placed it.
      const copies = Object.values(state.orders).flatMap(({ customer }) =>
        customer?.id === id ? [customer] : [],
      );
      const record = copies[0] && { ...copies[0], tags: copies[0].tags ?? [] };
      const changed = () => copies.forEach((copy) => (copy.tags = record!.tags));
      return { type, record, scope: "write_customers", changed };
    }
    case "DraftOrder":
      return { type, record: state.draftOrders[id], scope: "write_draft_orders", changed: () => undefined };
    default:
      throw new GraphQLError(`The stand-in does not implement tags of ${gid}`);
  }
}

/** One string may carry several tags, divided by commas. */
const split = (tags: string[]): string[] =>
  tags
    .flatMap((tag) => tag.split(","))
    .map((tag) => tag.trim())
    .filter(Boolean);

const withoutRepetition = (tags: string[]): string[] =>
  tags.filter((tag, index) => !has(tags.slice(0, index), tag));

const has = (tags: string[], tag: string) => tags.some((one) => one.toLowerCase() === tag.toLowerCase());
