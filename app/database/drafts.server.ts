import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

/** Writing implies reading. */
export async function mayReadDrafts(db: Database | Transaction, shop: string): Promise<boolean> {
  const row = await db.shop.findUnique({ where: { shop }, select: { scopes: true } });
  return row?.scopes.split(",").some((s) => /^(read|write)_draft_orders$/.test(s)) ?? false;
}

export type DraftLine = { draftId: Id; variantId: Id; quantity: number };

/** These are all there are. One that changed while the list was read may be in it twice. */
export async function replaceDrafts(tx: Transaction, shop: string, lines: DraftLine[]): Promise<void> {
  await tx.draftLine.deleteMany({ where: { shop } });
  await tx.draftLine.createMany({ data: lines.map((line) => ({ shop, ...line })), skipDuplicates: true });
}

/** Units of a product's variants in open draft orders; a variant without any is not in it. */
export async function draftUnits(db: Database, shop: string, productId: Id): Promise<Map<Id, number>> {
  const rows = await db.$queryRaw<{ variantId: Id; units: number }[]>`
    select d.variant_id as "variantId", sum(d.quantity)::int as units
    from draft_line d join variant v on v.shop = d.shop and v.variant_id = d.variant_id
    where d.shop = ${shop} and v.product_id = ${productId} and d.quantity > 0 group by d.variant_id`;
  return new Map(rows.map((r) => [r.variantId, r.units]));
}
