import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

/** A supplier that could supply a product. */
export type Source = {
  supplierId: Id;
  name: string;
  leadTimeDays: number | null;
  /** The smallest number of units it sells at once. */
  minimum: number | null;
};

/** By name; the one that does supply it may be among them. */
export async function sourcesOf(db: Database, shop: string, productId: Id): Promise<Source[]> {
  return db.$queryRaw<Source[]>`
    select p.supplier_id as "supplierId", s.name, s.lead_time_days as "leadTimeDays", p.minimum
    from product_source p join supplier s on s.shop = p.shop and s.supplier_id = p.supplier_id
    where p.shop = ${shop} and p.product_id = ${productId} order by lower(s.name), p.supplier_id`;
}

/** Said again, the smallest number is another one. */
export async function putSource(
  tx: Transaction,
  shop: string,
  productId: Id,
  { supplierId, minimum }: { supplierId: Id; minimum: number | null },
): Promise<void> {
  await tx.productSource.upsert({
    where: { shop_productId_supplierId: { shop, productId, supplierId } },
    create: { shop, productId, supplierId, minimum },
    update: { minimum },
  });
}

/** What is known of it already stays. */
export async function keepSource(
  tx: Transaction,
  shop: string,
  productId: Id,
  supplierId: Id,
): Promise<void> {
  await tx.productSource.createMany({ data: [{ shop, productId, supplierId }], skipDuplicates: true });
}

export async function removeSource(
  tx: Transaction,
  shop: string,
  productId: Id,
  supplierId: Id,
): Promise<void> {
  await tx.productSource.deleteMany({ where: { shop, productId, supplierId } });
}

export async function supplierOfProduct(tx: Transaction, shop: string, productId: Id): Promise<Id | null> {
  const row = await tx.product.findUnique({
    where: { shop_productId: { shop, productId } },
    select: { supplierId: true },
  });
  return row?.supplierId ?? null;
}
