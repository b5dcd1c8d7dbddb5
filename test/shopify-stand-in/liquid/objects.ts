/** Facts of one variant, as the shop holds them. Ids are strings: the stand-in's do not fit a JavaScript number. */
export type VariantFacts = {
  id: string;
  title: string;
  options: string[];
  sku?: string | null;
  price: number;
  available: boolean;
  inventoryManagement: string | null;
  inventoryPolicy: "continue" | "deny";
  inventoryQuantity: number;
  incoming?: boolean;
  nextIncomingDate?: string | null;
};

export type ProductFacts = {
  id: string;
  title: string;
  handle: string;
  description: string;
  vendor?: string;
  options: { name: string; values: string[] }[];
  variants: VariantFacts[];
  /** By namespace and key, parsed if the type is json. The app's own namespace is "$app". */
  metafields?: Record<string, Record<string, unknown>>;
};

/** Liquid's `variant`. */
export function variantObject(facts: VariantFacts, productUrl: string): Record<string, unknown> {
  const options = Object.fromEntries(facts.options.map((value, index) => [`option${index + 1}`, value]));
  return {
    id: facts.id,
    title: facts.title,
    sku: facts.sku ?? "",
    price: facts.price,
    options: facts.options,
    ...options,
    available: facts.available,
    inventory_management: facts.inventoryManagement,
    inventory_policy: facts.inventoryPolicy,
    inventory_quantity: facts.inventoryQuantity,
    incoming: facts.incoming ?? false,
    next_incoming_date: facts.nextIncomingDate ?? null,
    url: `${productUrl}?variant=${facts.id}`,
  };
}

/** Shopify hands a template at most this many variants. */
const variantsInLiquid = 250;

/** Liquid's `product`, with the variant that the address asked for. */
export function productObject(
  facts: ProductFacts,
  chosenId: string | null = null,
  root = "/",
): Record<string, unknown> {
  const url = `${root === "/" ? "" : root}/products/${facts.handle}`;
  const selected = facts.variants.find((variant) => variant.id === chosenId) ?? null;
  const first = selected ?? facts.variants.find((variant) => variant.available) ?? facts.variants[0];
  const metafields = Object.entries(facts.metafields ?? {}).map(([namespace, values]) => [
    namespace,
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, type: "json" }])),
  ]);
  return {
    id: facts.id,
    title: facts.title,
    handle: facts.handle,
    description: facts.description,
    vendor: facts.vendor ?? "",
    url,
    available: facts.variants.some((variant) => variant.available),
    price: facts.variants[0]?.price ?? 0,
    price_varies: new Set(facts.variants.map((variant) => variant.price)).size > 1,
    has_only_default_variant: facts.variants.length === 1 && facts.variants[0]?.title === "Default Title",
    options_with_values: facts.options.map((option, index) => ({
      ...option,
      position: index + 1,
      selected_value: first?.options[index] ?? null,
    })),
    variants_count: facts.variants.length,
    variants: facts.variants.slice(0, variantsInLiquid).map((variant) => variantObject(variant, url)),
    selected_variant: selected && variantObject(selected, url),
    selected_or_first_available_variant: first ? variantObject(first, url) : null,
    metafields: Object.fromEntries(metafields),
  };
}
