import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { markChanged } from "./tails.server.ts";

/** Units of an item that are kept at a place for the shop floor. */
export type KeptBackRow = { itemId: Id; locationId: Id; units: number };

export function keptBackOf(db: Database | Transaction, shop: string, itemIds: Id[]): Promise<KeptBackRow[]> {
  return db.keptBack.findMany({
    where: { shop, itemId: { in: itemIds } },
    select: { itemId: true, locationId: true, units: true },
    orderBy: [{ itemId: "asc" }, { locationId: "asc" }],
  });
}

/** None: nothing is kept there. */
export async function saveKeptBack(
  tx: Transaction,
  shop: string,
  { itemId, locationId, units }: KeptBackRow,
): Promise<void> {
  if (units === 0) await tx.keptBack.deleteMany({ where: { shop, itemId, locationId } });
  else
    await tx.keptBack.upsert({
      where: { shop_itemId_locationId: { shop, itemId, locationId } },
      create: { shop, itemId, locationId, units },
      update: { units },
    });
  await markChanged(tx, shop, [itemId]);
}

export async function variantsOf(tx: Transaction, shop: string, itemId: Id): Promise<Id[]> {
  const rows = await tx.variant.findMany({
    where: { shop, itemId, gone: false },
    select: { variantId: true },
  });
  return rows.map((r) => r.variantId);
}

/** Units of a product's variants that are kept, with their names. */
export async function keptBackOfProduct(
  db: Database,
  shop: string,
  productId: Id,
): Promise<(KeptBackRow & { variant: string; location: string })[]> {
  return db.$queryRaw`
    select k.item_id as "itemId", k.location_id as "locationId", k.units, v.title as variant,
      coalesce(l.name, 'Deleted location') as location
    from kept_back k
    join variant v on v.shop = k.shop and v.item_id = k.item_id and not v.gone
    left join location l on l.shop = k.shop and l.location_id = k.location_id
    where k.shop = ${shop} and v.product_id = ${productId}
    order by v.position, v.variant_id, location`;
}

/** How many variants keep units back, and how many units. */
export async function keptBackInAll(db: Database, shop: string): Promise<{ items: number; units: number }> {
  const [row] = await db.$queryRaw<{ items: number; units: number }[]>`
    select count(distinct item_id)::int as items, coalesce(sum(units), 0)::int as units from kept_back
    where shop = ${shop}`;
  return row!;
}
