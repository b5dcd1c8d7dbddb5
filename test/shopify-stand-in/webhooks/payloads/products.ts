import type { Product, Variant } from "../../shop/model.ts";
import { levelsOf } from "../../shop/quantities.ts";
import type { ShopState } from "../../shop/state.ts";
import { idNumber } from "../numbers.ts";
import { restTime } from "./times.ts";

export const productPayload = (state: ShopState, product: Product): unknown => ({
  admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
  body_html: product.descriptionHtml,
  created_at: restTime(state, product.createdAt),
  handle: product.handle,
  id: idNumber(product.id),
  product_type: product.productType,
  published_at: product.status === "ACTIVE" ? restTime(state, product.createdAt) : null,
  template_suffix: null,
  title: product.title,
  updated_at: restTime(state, product.updatedAt),
  vendor: product.vendor,
  status: product.status.toLowerCase(),
  published_scope: "global",
  tags: product.tags.join(", "),
  variants: product.variantIds.flatMap((id, index) => {
    const variant = state.variants[id];
    return variant ? [variantPayload(state, variant, index + 1)] : [];
  }),
  options: product.options.map((option, index) => ({
    name: option.name,
    id: idNumber(option.id),
    product_id: idNumber(product.id),
    position: index + 1,
    values: option.values,
  })),
  images: [],
  image: null,
  media: [],
  category: null,
});

function variantPayload(state: ShopState, variant: Variant, position: number): unknown {
  const item = state.items[variant.inventoryItemId];
  const available = item
    ? levelsOf(state, item)
        .filter((level) => level.isActive)
        .reduce((total, level) => total + level.quantities.available, 0)
    : 0;
  return {
    admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
    barcode: null,
    compare_at_price: variant.compareAtPrice,
    created_at: restTime(state, variant.createdAt),
    id: idNumber(variant.id),
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position,
    price: variant.price,
    product_id: idNumber(variant.productId),
    sku: variant.sku,
    taxable: true,
    title: variant.title,
    updated_at: restTime(state, variant.updatedAt),
    option1: variant.optionValues[0] ?? null,
    option2: variant.optionValues[1] ?? null,
    option3: variant.optionValues[2] ?? null,
    image_id: null,
    inventory_item_id: idNumber(variant.inventoryItemId),
    inventory_quantity: available,
    old_inventory_quantity: available,
  };
}
