import { GraphQLError } from "graphql";
import type { Product, Variant } from "../shop/model.ts";
import {
  deleteProduct,
  productChanged,
  setProduct,
  updateProduct,
  updateVariant,
  type ProductInput,
  type VariantInput,
} from "../shop/products.ts";
import { Refusal } from "../shop/refusal.ts";
import { newId, type ShopState } from "../shop/state.ts";
import type { Resolvers } from "./context.ts";
import { idOf, optionalId } from "./ids.ts";
import { answer, userError } from "./user-errors.ts";

/* eslint-disable @typescript-eslint/no-explicit-any -- GraphQL inputs, checked by the schema */
export const resolvers: Resolvers = {
  Mutation: {
    productSet: (_source, { input, identifier, synchronous }, ctx, info) =>
      answer(info, () => {
        const known = knownProduct(ctx.shop, identifier, input.id);
        if (synchronous) {
          const product = setProduct(ctx.shop, known, productInput(ctx.shop, input, known));
          return { product, productSetOperation: null };
        }
        const operation = {
          id: newId(ctx.shop),
          status: "CREATED" as "CREATED" | "ACTIVE" | "COMPLETE",
          productId: null as string | null,
          userErrors: [] as object[],
        };
        ctx.shop.productOperations[operation.id] = operation;
        ctx.shop.world.after(ctx.shop.world.routingDelayMs, () => {
          try {
            operation.productId = setProduct(ctx.shop, known, productInput(ctx.shop, input, known)).id;
          } catch (refusal) {
            if (!(refusal instanceof Refusal)) throw refusal;
            operation.userErrors.push(userError(info, refusal));
          }
          operation.status = "COMPLETE";
        });
        return { product: null, productSetOperation: operation };
      }),
    productUpdate: (_source, { product, input, identifier }, ctx, info) =>
      answer(info, () => {
        const change = product ?? input;
        const known = knownProduct(ctx.shop, identifier, change?.id);
        if (!known) throw new Refusal("Product does not exist", null, ["id"]);
        updateProduct(ctx.shop, known, fieldsOf(change));
        return { product: known };
      }),
    productDelete: (_source, { input }, ctx, info) => ({
      shop: ctx.shop,
      ...answer(info, () => {
        const product = ctx.shop.products[idOf("Product", input.id)];
        if (!product) throw new Refusal("Product does not exist", null, ["id"]);
        deleteProduct(ctx.shop, product);
        return { deletedProductId: input.id, productDeleteOperation: null };
      }),
    }),
    productVariantsBulkUpdate: (_source, { productId, variants, allowPartialUpdates }, ctx, info) => {
      const product = ctx.shop.products[idOf("Product", productId)];
      if (!product) {
        return answer(info, () => {
          throw new Refusal("Product does not exist", "PRODUCT_DOES_NOT_EXIST", ["productId"]);
        });
      }
      const refusals: Refusal[] = [];
      const wanted = (variants as any[]).flatMap((input, index) => {
        try {
          return [{ variant: variantToChange(ctx.shop, product, input, index), input }];
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) throw refusal;
          refusals.push(refusal);
          return [];
        }
      });
      const userErrors = refusals.map((refusal) => userError(info, refusal));
      if (refusals.length > 0 && !allowPartialUpdates) return { product, productVariants: null, userErrors };
      for (const { variant, input } of wanted) updateVariant(ctx.shop, variant, variantInput(input, product));
      if (wanted.length > 0) productChanged(ctx.shop, product);
      return { product, productVariants: wanted.map(({ variant }) => variant), userErrors };
    },
  },
};

function knownProduct(
  state: ShopState,
  identifier: { id?: string; handle?: string; customId?: unknown } | null | undefined,
  inputId: string | null | undefined,
): Product | null {
  const given = identifier?.id ?? inputId;
  if (given) {
    const product = state.products[idOf("Product", given)];
    if (!product) throw new Refusal("Product does not exist", "PRODUCT_DOES_NOT_EXIST", ["input", "id"]);
    return product;
  }
  if (identifier?.handle) {
    return Object.values(state.products).find((product) => product.handle === identifier.handle) ?? null;
  }
  if (identifier?.customId)
    throw new GraphQLError("The stand-in does not implement ProductSetIdentifiers.customId");
  return null;
}

const fieldsOf = (input: any): ProductInput => ({
  title: input.title,
  handle: input.handle,
  descriptionHtml: input.descriptionHtml,
  status: input.status,
  vendor: input.vendor,
  productType: input.productType,
  tags: input.tags,
});

function productInput(state: ShopState, input: any, known: Product | null): ProductInput {
  const unsupported = ["files", "metafields", "collections", "seo"].find((name) => input[name]?.length);
  if (unsupported) throw new GraphQLError(`The stand-in does not implement ProductSetInput.${unsupported}`);
  const options = input.productOptions?.map((option: any) => ({
    name: option.name as string,
    values: ((option.values ?? []) as { name: string }[]).map((value) => value.name),
  }));
  if (options && !input.variants && !known) {
    throw new Refusal("Variants input is required when updating product options", "VARIANTS_INPUT_MISSING", [
      "input",
      "variants",
    ]);
  }
  if (input.variants && !options && !known) {
    throw new Refusal(
      "Product options input is required when updating variants",
      "PRODUCT_OPTIONS_INPUT_MISSING",
      ["input", "productOptions"],
    );
  }
  const names: string[] = (options ?? known?.options ?? []).map((option: { name: string }) => option.name);
  return {
    ...fieldsOf(input),
    options,
    variants: input.variants?.map((variant: any) => ({
      ...variantInput(variant, names),
      id: optionalId("ProductVariant", variant.id),
    })),
  };
}

function variantInput(input: any, options: Product | string[]): VariantInput {
  const names = Array.isArray(options) ? options : options.options.map((option) => option.name);
  const values = input.optionValues as { optionName?: string; name?: string }[] | undefined;
  const item = input.inventoryItem ?? {};
  return {
    optionValues: values
      ? names.flatMap((name) => values.find((value) => value.optionName === name)?.name ?? [])
      : null,
    ...(("sku" in input || "sku" in item) && { sku: item.sku ?? input.sku }),
    price: input.price,
    ...("compareAtPrice" in input && { compareAtPrice: input.compareAtPrice }),
    inventoryPolicy: input.inventoryPolicy,
    tracked: item.tracked,
    requiresShipping: item.requiresShipping,
    quantities: input.inventoryQuantities?.map((entry: any) => ({
      locationId: idOf("Location", entry.locationId),
      name: entry.name ?? "available",
      quantity: entry.quantity ?? entry.availableQuantity,
    })),
  };
}

function variantToChange(state: ShopState, product: Product, input: any, index: number): Variant {
  const field = ["variants", String(index)];
  if (!input.id) {
    throw new Refusal("Product variant is missing ID attribute", "PRODUCT_VARIANT_ID_MISSING", [
      ...field,
      "id",
    ]);
  }
  const variant = state.variants[idOf("ProductVariant", input.id)];
  if (!variant || variant.productId !== product.id) {
    throw new Refusal("Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST", [...field, "id"]);
  }
  if (input.inventoryQuantities?.length) {
    throw new Refusal(
      "Inventory quantities can only be provided during create. To update inventory for existing variants, use inventoryAdjustQuantities.",
      "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE",
      [...field, "inventoryQuantities"],
    );
  }
  if (input.price != null && !(Number(input.price) >= 0)) {
    throw new Refusal("Price must be greater than or equal to 0", "GREATER_THAN_OR_EQUAL_TO", [
      ...field,
      "price",
    ]);
  }
  return variant;
}
