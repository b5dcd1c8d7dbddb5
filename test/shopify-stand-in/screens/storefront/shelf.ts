import type { ProductFacts, VariantFacts } from "../../liquid/objects.ts";
import { variantAvailability } from "../../shop/availability.ts";
import { jsonValue } from "../../shop/metafield-values.ts";
import { definitionOf, metafieldsOf, resolveNamespace } from "../../shop/metafields.ts";
import type { Product, Variant } from "../../shop/model.ts";
import { cents } from "../../shop/money.ts";
import type { ShopState } from "../../shop/state.ts";

/** What the online store shows: active products, in the order they were made. */
export function productsOnSale(state: ShopState): ProductFacts[] {
  return Object.values(state.products)
    .filter((product) => product.status === "ACTIVE")
    .map((product) => productFacts(state, product));
}

export function productByHandle(state: ShopState, handle: string): ProductFacts | undefined {
  const product = Object.values(state.products).find((one) => one.handle === handle);
  const reachable = product?.status === "ACTIVE" || product?.status === "UNLISTED";
  return product && reachable ? productFacts(state, product) : undefined;
}

/** The product that a variant belongs to, and the variant. */
export function findVariant(
  state: ShopState,
  variantId: string,
): { product: ProductFacts; variant: VariantFacts } | undefined {
  const productId = state.variants[variantId]?.productId;
  const product = productId === undefined ? undefined : state.products[productId];
  if (!product) return undefined;
  const facts = productFacts(state, product);
  const variant = facts.variants.find(({ id }) => id === variantId);
  return variant && { product: facts, variant };
}

function productFacts(state: ShopState, product: Product): ProductFacts {
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    description: product.descriptionHtml,
    vendor: product.vendor,
    options: product.options.map(({ name, values }) => ({ name, values })),
    variants: product.variantIds
      .flatMap((id) => state.variants[id] ?? [])
      .map((variant) => variantFacts(state, variant)),
    metafields: publicMetafields(state, product),
  };
}

function variantFacts(state: ShopState, variant: Variant): VariantFacts {
  const stock = variantAvailability(state, variant.id);
  return {
    id: variant.id,
    title: variant.title,
    options: variant.optionValues,
    sku: variant.sku,
    price: cents(variant.price),
    available: stock.available,
    inventoryManagement: stock.inventoryManagement,
    inventoryPolicy: stock.inventoryPolicy === "CONTINUE" ? "continue" : "deny",
    inventoryQuantity: stock.inventoryQuantity,
    incoming: stock.incoming,
    nextIncomingDate: stock.nextIncomingDate,
  };
}

/** Liquid reads only what a definition opens to the storefront. The app's own namespace answers to "$app". */
function publicMetafields(state: ShopState, product: Product): Record<string, Record<string, unknown>> {
  const own = resolveNamespace("$app", state.appId);
  const readable: Record<string, Record<string, unknown>> = {};
  for (const { namespace, key, type, value } of metafieldsOf(state, { type: "PRODUCT", id: product.id })) {
    if (definitionOf(state, "PRODUCT", namespace, key)?.access.storefront !== "PUBLIC_READ") continue;
    const name = namespace === own ? "$app" : namespace;
    readable[name] = { ...readable[name], [key]: jsonValue(type, value) };
  }
  return readable;
}
