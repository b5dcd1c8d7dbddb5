import type { Page } from "./page.ts";

type LiquidObject = Record<string, unknown>;

/** What Shopify's `structured_data` filter makes of a product: it knows two availabilities. */
export function structuredData(product: LiquidObject, page: Page): object {
  const variants = product["variants"] as LiquidObject[];
  const own = {
    "@context": "http://schema.org/",
    "@id": `${String(product["url"])}#product`,
    name: product["title"],
    description: product["description"],
    url: `${page.origin ?? ""}${String(product["url"])}`,
  };
  const offer = (variant: LiquidObject) => ({
    "@id": `${String(variant["url"])}#offer`,
    "@type": "Offer",
    availability: `http://schema.org/${variant["available"] ? "InStock" : "OutOfStock"}`,
    price: (Number(variant["price"]) / 100).toFixed(2),
    priceCurrency: page.currency,
    url: `${page.origin ?? ""}${String(variant["url"])}`,
  });
  if (variants.length === 1) return { ...own, "@type": "Product", offers: offer(variants[0]!) };
  return {
    ...own,
    "@type": "ProductGroup",
    productGroupID: product["id"],
    hasVariant: variants.map((variant) => ({
      "@id": `${String(variant["url"])}#variant`,
      "@type": "Product",
      name: `${String(product["title"])} - ${String(variant["title"])}`,
      sku: variant["sku"],
      offers: offer(variant),
    })),
  };
}
