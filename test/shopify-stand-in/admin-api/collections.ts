import { GraphQLError } from "graphql";
import type { Collection } from "../shop/model.ts";
import { Refusal } from "../shop/refusal.ts";
import { newId, type ShopState } from "../shop/state.ts";
import { connection, sorter } from "./connections.ts";
import type { Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { id, search, text, type SearchFields } from "./search.ts";
import { answer } from "./user-errors.ts";

const fields: SearchFields<Collection> = { id: id((c) => c.id), title: text((c) => c.title) };

const sortKeys: Record<string, (collection: Collection) => string> = {
  ID: (c) => c.id,
  TITLE: (c) => c.title.toLowerCase(),
};

/** Manual collections only: a merchant's rules are Shopify's business, the app reads the products. */
export const resolvers: Resolvers = {
  QueryRoot: {
    collection: (_source, args, ctx) => ctx.shop.collections[idOf("Collection", args.id)] ?? null,
    collections: (_source, args, ctx) =>
      connection(
        search(ctx, Object.values(ctx.shop.collections), args.query, fields, (c) => c.title),
        args,
        { sortBy: sorter(sortKeys, args.sortKey) },
      ),
  },
  Collection: {
    products: (collection: Collection, args, ctx) =>
      connection(
        collection.productIds.flatMap((productId) => ctx.shop.products[productId] ?? []),
        args,
      ),
  },
  Mutation: {
    collectionCreate: (_source, { input }, ctx, info) =>
      answer(info, () => {
        if (!input?.title) throw new GraphQLError("The stand-in creates a collection from input.title only");
        const collection: Collection = {
          id: newId(ctx.shop),
          title: input.title,
          productIds: productsOf(ctx.shop, input.products ?? []),
        };
        ctx.shop.collections[collection.id] = collection;
        return { collection };
      }),
    collectionAddProducts: (_source, args, ctx, info) =>
      answer(info, () => {
        const collection = known(ctx.shop, args.id);
        const added = productsOf(ctx.shop, args.productIds);
        collection.productIds = [...new Set([...collection.productIds, ...added])];
        return { collection };
      }),
    // The real one answers a job that removes them a moment later.
    collectionRemoveProducts: (_source, args, ctx, info) =>
      answer(info, () => {
        const collection = known(ctx.shop, args.id);
        const removed = args.productIds.map((gid: string) => idOf("Product", gid));
        collection.productIds = collection.productIds.filter((productId) => !removed.includes(productId));
        return { job: null };
      }),
    collectionDelete: (_source, { input }, ctx, info) =>
      answer(info, () => {
        const collection = known(ctx.shop, input.id);
        delete ctx.shop.collections[collection.id];
        return { deletedCollectionId: input.id };
      }),
  },
};

function known(state: ShopState, gid: string): Collection {
  const collection = state.collections[idOf("Collection", gid)];
  if (!collection) throw new Refusal("Collection does not exist", null, ["id"]);
  return collection;
}

function productsOf(state: ShopState, gids: string[]): string[] {
  return gids.map((gid) => {
    const productId = idOf("Product", gid);
    if (!state.products[productId]) throw new Refusal("Product does not exist", null, ["products"]);
    return productId;
  });
}
