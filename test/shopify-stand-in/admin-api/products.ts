import { GraphQLError } from "graphql";
import { totalAvailable } from "../shop/availability.ts";
import type { Product, Variant } from "../shop/model.ts";
import type { ShopState } from "../shop/state.ts";
import { connection, sorter } from "./connections.ts";
import type { Resolvers } from "./context.ts";
import { gid, idOf } from "./ids.ts";
import { moneyV2 } from "./money.ts";
import { id, number, search, text, time, type SearchFields } from "./search.ts";

const variantsOf = (state: ShopState, product: Product): Variant[] =>
  product.variantIds.flatMap((variantId) => state.variants[variantId] ?? []);

const totalInventory = (state: ShopState, product: Product): number =>
  variantsOf(state, product).reduce((total, variant) => {
    const item = state.items[variant.inventoryItemId];
    return total + (item?.tracked ? totalAvailable(state, item) : 0);
  }, 0);

const productFields = (state: ShopState): SearchFields<Product> => ({
  id: id((product) => product.id),
  title: text((product) => product.title),
  handle: text((product) => product.handle),
  status: text((product) => product.status),
  vendor: text((product) => product.vendor),
  product_type: text((product) => product.productType),
  tag: text((product) => product.tags),
  sku: text((product) => variantsOf(state, product).map((variant) => variant.sku)),
  created_at: time((product) => product.createdAt),
  updated_at: time((product) => product.updatedAt),
  inventory_total: number((product) => totalInventory(state, product)),
});

const sortProducts: Record<string, (product: Product) => string> = {
  ID: (product) => product.id,
  TITLE: (product) => product.title.toLowerCase(),
  VENDOR: (product) => product.vendor.toLowerCase(),
  PRODUCT_TYPE: (product) => product.productType.toLowerCase(),
  CREATED_AT: (product) => product.createdAt,
  UPDATED_AT: (product) => product.updatedAt,
};

const priceRange = (state: ShopState, product: Product) => {
  const prices = variantsOf(state, product).map((variant) => Number(variant.price));
  return { min: Math.min(...prices).toFixed(2), max: Math.max(...prices).toFixed(2) };
};

const plainText = (product: Product): string => product.descriptionHtml.replace(/<[^>]*>/g, "").trim();

export const resolvers: Resolvers = {
  QueryRoot: {
    product: (_source, args, ctx) => ctx.shop.products[idOf("Product", args.id)] ?? null,
    productByIdentifier: (_source, { identifier }, ctx) => {
      if (identifier.id) return ctx.shop.products[idOf("Product", identifier.id)] ?? null;
      if (identifier.handle) {
        return (
          Object.values(ctx.shop.products).find((product) => product.handle === identifier.handle) ?? null
        );
      }
      throw new GraphQLError("The stand-in does not implement ProductIdentifierInput.customId");
    },
    products: (_source, args, ctx) =>
      connection(
        search(
          ctx,
          Object.values(ctx.shop.products),
          args.query,
          productFields(ctx.shop),
          (product) => product.title,
        ),
        args,
        { sortBy: sorter(sortProducts, args.sortKey) },
      ),
    productsCount: (_source, args, ctx) => ({
      count: search(ctx, Object.values(ctx.shop.products), args.query, productFields(ctx.shop)).length,
      precision: "EXACT",
    }),
    productOperation: (_source, args, ctx) =>
      ctx.shop.productOperations[idOf("ProductSetOperation", args.id)] ?? null,
  },
  Product: {
    variants: (product: Product, args, ctx) => connection(variantsOf(ctx.shop, product), args),
    variantsCount: (product: Product) => ({ count: product.variantIds.length, precision: "EXACT" }),
    totalVariants: (product: Product) => product.variantIds.length,
    hasOnlyDefaultVariant: (product: Product, _args, ctx) =>
      variantsOf(ctx.shop, product).every((variant) => variant.title === "Default Title"),
    totalInventory: (product: Product, _args, ctx) => totalInventory(ctx.shop, product),
    tracksInventory: (product: Product, _args, ctx) =>
      variantsOf(ctx.shop, product).some((variant) => ctx.shop.items[variant.inventoryItemId]?.tracked),
    hasOutOfStockVariants: (product: Product, _args, ctx) =>
      variantsOf(ctx.shop, product).some((variant) => {
        const item = ctx.shop.items[variant.inventoryItemId]!;
        return item.tracked && totalAvailable(ctx.shop, item) <= 0;
      }),
    options: (product: Product, { first }) =>
      product.options.slice(0, first ?? undefined).map((option, index) => ({
        ...option,
        position: index + 1,
        product,
      })),
    description: (product: Product, { truncateAt }) => plainText(product).slice(0, truncateAt ?? undefined),
    bodyHtml: (product: Product) => product.descriptionHtml,
    featuredMedia: () => null,
    featuredImage: () => null,
    isGiftCard: () => false,
    requiresSellingPlan: () => false,
    publishedAt: (product: Product) => (product.status === "ACTIVE" ? product.createdAt : null),
    onlineStoreUrl: (product: Product, _args, ctx) =>
      product.status === "ACTIVE" ? `https://${ctx.shop.shop.domain}/products/${product.handle}` : null,
    onlineStorePreviewUrl: (product: Product, _args, ctx) =>
      `https://${ctx.shop.shop.domain}/products/${product.handle}`,
    priceRangeV2: (product: Product, _args, ctx) => {
      const { min, max } = priceRange(ctx.shop, product);
      return { minVariantPrice: moneyV2(ctx, min), maxVariantPrice: moneyV2(ctx, max) };
    },
  },
  ProductOption: {
    optionValues: (option: { id: string; name: string; values: string[]; product: Product }, _args, ctx) =>
      option.values.map((name, index) => ({
        id: gid("ProductOptionValue", String(BigInt(option.id) * 1000n + BigInt(index))),
        name,
        hasVariants: variantsOf(ctx.shop, option.product).some((variant) =>
          variant.optionValues.includes(name),
        ),
      })),
    linkedMetafield: () => null,
  },
  ProductSetOperation: {
    product: (operation: { productId: string | null }, _args, ctx) =>
      operation.productId ? (ctx.shop.products[operation.productId] ?? null) : null,
  },
};
