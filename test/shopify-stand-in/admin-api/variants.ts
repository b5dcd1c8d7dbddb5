import { GraphQLError } from "graphql";
import { sellableOnline, totalAvailable, variantAvailability } from "../shop/availability.ts";
import type { InventoryItem, Product, Variant } from "../shop/model.ts";
import type { ShopState } from "../shop/state.ts";
import { connection, sorter } from "./connections.ts";
import type { Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { id, number, search, text, time, type SearchFields } from "./search.ts";

const itemOf = (state: ShopState, variant: Variant): InventoryItem => state.items[variant.inventoryItemId]!;
const productOf = (state: ShopState, variant: Variant): Product => state.products[variant.productId]!;
const quantityOf = (state: ShopState, variant: Variant): number =>
  totalAvailable(state, itemOf(state, variant));

const fields = (state: ShopState): SearchFields<Variant> => ({
  id: id((variant) => variant.id),
  sku: text((variant) => variant.sku),
  title: text((variant) => variant.title),
  product_id: id((variant) => variant.productId),
  product_ids: id((variant) => variant.productId),
  product_status: text((variant) => productOf(state, variant).status),
  vendor: text((variant) => productOf(state, variant).vendor),
  tag: text((variant) => productOf(state, variant).tags),
  managed: text((variant) => String(itemOf(state, variant).tracked)),
  inventory_quantity: number((variant) => quantityOf(state, variant)),
  updated_at: time((variant) => variant.updatedAt),
});

export const resolvers: Resolvers = {
  QueryRoot: {
    productVariant: (_source, args, ctx) => ctx.shop.variants[idOf("ProductVariant", args.id)] ?? null,
    productVariantByIdentifier: (_source, { identifier }, ctx) => {
      if (identifier.id) return ctx.shop.variants[idOf("ProductVariant", identifier.id)] ?? null;
      throw new GraphQLError("The stand-in does not implement ProductVariantIdentifierInput.customId");
    },
    productVariants: (_source, args, ctx) =>
      connection(
        search(
          ctx,
          Object.values(ctx.shop.variants),
          args.query,
          fields(ctx.shop),
          (variant) => `${productOf(ctx.shop, variant).title} ${variant.title} ${variant.sku ?? ""}`,
        ),
        args,
        {
          sortBy: sorter<Variant>(
            {
              ID: (variant) => variant.id,
              TITLE: (variant) => variant.title.toLowerCase(),
              SKU: (variant) => variant.sku ?? "",
              FULL_TITLE: (variant) => `${productOf(ctx.shop, variant).title} ${variant.title}`.toLowerCase(),
              INVENTORY_QUANTITY: (variant) => quantityOf(ctx.shop, variant),
            },
            args.sortKey,
          ),
        },
      ),
    productVariantsCount: (_source, args, ctx) => ({
      count: search(ctx, Object.values(ctx.shop.variants), args.query, fields(ctx.shop)).length,
      precision: "EXACT",
    }),
  },
  ProductVariant: {
    product: (variant: Variant, _args, ctx) => productOf(ctx.shop, variant),
    inventoryItem: (variant: Variant, _args, ctx) => itemOf(ctx.shop, variant),
    inventoryQuantity: (variant: Variant, _args, ctx) => quantityOf(ctx.shop, variant),
    sellableOnlineQuantity: (variant: Variant, _args, ctx) =>
      sellableOnline(ctx.shop, itemOf(ctx.shop, variant)),
    availableForSale: (variant: Variant, _args, ctx) => variantAvailability(ctx.shop, variant.id).available,
    displayName: (variant: Variant, _args, ctx) => `${productOf(ctx.shop, variant).title} - ${variant.title}`,
    position: (variant: Variant, _args, ctx) =>
      productOf(ctx.shop, variant).variantIds.indexOf(variant.id) + 1,
    selectedOptions: (variant: Variant, _args, ctx) =>
      productOf(ctx.shop, variant).options.map((option, index) => ({
        name: option.name,
        value: variant.optionValues[index] ?? "",
      })),
    barcode: () => null,
    image: () => null,
    taxable: () => true,
    requiresComponents: () => false,
  },
};
