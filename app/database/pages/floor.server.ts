import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";

export type FloorChoices = {
  title: string;
  /** `waiting`: people on its waiting list. `sellsOn`: also beyond its stock. */
  variants: { itemId: Id; title: string; waiting: number; sellsOn: boolean }[];
  locations: { locationId: Id; name: string }[];
};

/** Where units of a product can be kept. Null when the shop has no such product. */
export async function floorChoices(db: Database, shop: string, productId: Id): Promise<FloorChoices | null> {
  const product = await db.product.findUnique({ where: { shop_productId: { shop, productId } } });
  if (!product) return null;
  const variants = await db.$queryRaw<FloorChoices["variants"]>`
    select v.item_id as "itemId", v.title, v.policy = 'CONTINUE' as "sellsOn", (
      select count(*)::int from subscription s
      where s.shop = v.shop and s.variant_id = v.variant_id and s.state = 'waiting') as waiting
    from variant v where v.shop = ${shop} and v.product_id = ${productId} and not v.gone
    order by v.position, v.variant_id`;
  const locations = await db.location.findMany({
    where: { shop, active: true },
    select: { locationId: true, name: true },
    orderBy: { name: "asc" },
  });
  return { title: product.title, variants, locations };
}
