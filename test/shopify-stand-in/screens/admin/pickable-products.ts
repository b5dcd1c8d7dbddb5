import type { ShopState } from "../../shop/state.ts";
import type { Variant } from "../../shop/model.ts";

const shown = 50;

/** The products whose title or SKU contains the query, as the resource picker returns them. */
export function pickableProducts(state: ShopState, query: string) {
  const wanted = query.trim().toLowerCase();
  return Object.values(state.products)
    .map((product) => {
      const variants = product.variantIds.flatMap((id) => state.variants[id] ?? []);
      return {
        id: `gid://shopify/Product/${product.id}`,
        title: product.title,
        handle: product.handle,
        status: product.status,
        vendor: product.vendor,
        productType: product.productType,
        tags: product.tags,
        images: [],
        options: product.options.map(({ id, name, values }, index) => ({
          id: `gid://shopify/ProductOption/${id}`,
          name,
          position: index + 1,
          values,
        })),
        hasOnlyDefaultVariant: variants.length === 1 && variants[0]?.title === "Default Title",
        totalVariants: variants.length,
        totalInventory: variants.reduce((sum, variant) => sum + available(state, variant), 0),
        tracksInventory: true,
        variants: variants.map((variant) => ({
          id: `gid://shopify/ProductVariant/${variant.id}`,
          title: variant.title,
          displayName:
            variant.title === "Default Title" ? product.title : `${product.title} - ${variant.title}`,
          sku: variant.sku,
          price: variant.price,
          inventoryPolicy: variant.inventoryPolicy,
          inventoryQuantity: available(state, variant),
          inventoryItem: { id: `gid://shopify/InventoryItem/${variant.inventoryItemId}` },
          selectedOptions: variant.optionValues.map((value) => ({ value })),
        })),
      };
    })
    .filter(
      (product) =>
        product.title.toLowerCase().includes(wanted) ||
        product.variants.some((variant) => variant.sku?.toLowerCase().includes(wanted)),
    )
    .slice(0, shown);
}

function available(state: ShopState, variant: Variant): number {
  return Object.values(state.levels)
    .filter((level) => level.inventoryItemId === variant.inventoryItemId && level.isActive)
    .reduce((sum, level) => sum + level.quantities.available, 0);
}
