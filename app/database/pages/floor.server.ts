import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";

export type FloorChoices = {
  title: string;
  variants: { itemId: Id; title: string }[];
  locations: { locationId: Id; name: string }[];
};

/** Where units of a product can be kept. Null when the shop has no such product. */
export async function floorChoices(db: Database, shop: string, productId: Id): Promise<FloorChoices | null> {
  const product = await db.product.findUnique({ where: { shop_productId: { shop, productId } } });
  if (!product) return null;
  const variants = await db.variant.findMany({
    where: { shop, productId, gone: false },
    select: { itemId: true, title: true },
    orderBy: [{ position: "asc" }, { variantId: "asc" }],
  });
  const locations = await db.location.findMany({
    where: { shop, active: true },
    select: { locationId: true, name: true },
    orderBy: { name: "asc" },
  });
  return { title: product.title, variants, locations };
}
