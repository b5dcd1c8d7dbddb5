import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";
import { markChanged } from "./tails.server.ts";

/** Units of an item that are kept at a place: for the shop floor, and for readers of the restock mail. */
export type KeptBackRow = { itemId: Id; locationId: Id; units: number; readers: number };

export function keptBackOf(db: Database | Transaction, shop: string, itemIds: Id[]): Promise<KeptBackRow[]> {
  return db.keptBack.findMany({
    where: { shop, itemId: { in: itemIds } },
    select: { itemId: true, locationId: true, units: true, readers: true },
    orderBy: [{ itemId: "asc" }, { locationId: "asc" }],
  });
}

/** None: nothing is kept there. */
export async function saveKeptBack(
  tx: Transaction,
  shop: string,
  { itemId, locationId, units, readers }: KeptBackRow,
): Promise<void> {
  if (units + readers === 0) await tx.keptBack.deleteMany({ where: { shop, itemId, locationId } });
  else
    await tx.keptBack.upsert({
      where: { shop_itemId_locationId: { shop, itemId, locationId } },
      create: { shop, itemId, locationId, units, readers },
      update: { units, readers },
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
    select k.item_id as "itemId", k.location_id as "locationId", k.units, k.readers, v.title as variant,
      coalesce(l.name, 'Deleted location') as location
    from kept_back k
    join variant v on v.shop = k.shop and v.item_id = k.item_id and not v.gone
    left join location l on l.shop = k.shop and l.location_id = k.location_id
    where k.shop = ${shop} and v.product_id = ${productId}
    order by v.position, v.variant_id, location`;
}

/** How many variants keep units back, and how many units of each kind. */
export async function keptBackInAll(
  db: Database,
  shop: string,
): Promise<{ items: number; units: number; readers: number }> {
  const [row] = await db.$queryRaw<{ items: number; units: number; readers: number }[]>`
    select count(distinct item_id)::int as items, coalesce(sum(units), 0)::int as units,
      coalesce(sum(readers), 0)::int as readers
    from kept_back where shop = ${shop}`;
  return row!;
}

/**
 * What of Shopify's `available` is the shop floor's, what is there for readers though others wait for it, and how many
 * they are to have; at all places and at one. What Shopify calls available and what is owed there is nobody's yet.
 */
export function keptUnits(shop: string, itemId: Prisma.Sql, place: Prisma.Sql): Prisma.Sql {
  const floor = Prisma.sql`least(greatest(s.available, 0), k.units)`;
  const readers = Prisma.sql`least(k.readers, greatest(s.available + coalesce(t.owed, 0) - k.units, 0))`;
  const here = Prisma.sql`filter (where k.location_id = ${place})`;
  return Prisma.sql`
    select coalesce(sum(${floor}), 0)::int as floor, coalesce(sum(${floor}) ${here}, 0)::int as floor_here,
      coalesce(sum(${readers}), 0)::int as readers, coalesce(sum(${readers}) ${here}, 0)::int as readers_here,
      coalesce(sum(k.readers), 0)::int as asked, coalesce(sum(k.readers) ${here}, 0)::int as asked_here
    from kept_back k
    join stock_level s on s.shop = k.shop and s.item_id = k.item_id and s.location_id = k.location_id and s.active
    left join tail t on t.shop = k.shop and t.item_id = k.item_id and t.location_id = k.location_id
    where k.shop = ${shop} and k.item_id = ${itemId}`;
}
