import { Prisma } from "./generated/client.ts";

/**
 * Every place at which a rule could name one of these variants: itself, its product, its collections, the shop.
 * `variants` has a variant_id and a product_id; whatever else it has comes along.
 */
export function placesOf(shop: string, variants: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select v.*, place.level, place.target from (${variants}) v cross join lateral (
      select 'variant' as level, v.variant_id as target
      union all select 'product', v.product_id
      union all select 'collection', c.collection_id from collection_product c
        where c.shop = ${shop} and c.product_id = v.product_id
      union all select 'shop', ''
    ) place`;
}

/** Variants for which a rule of this level may count. */
export function variantsUnder(level: string, targets: string[], shop: string): Prisma.Sql {
  return Prisma.sql`(
    ${level} in ('shop', 'any')
    or (${level} = 'variant' and v.variant_id = any(${targets}))
    or (${level} = 'product' and v.product_id = any(${targets}))
    or (${level} = 'collection' and v.product_id in (
      select product_id from collection_product where shop = ${shop} and collection_id = any(${targets}))))`;
}
