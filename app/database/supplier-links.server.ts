import type { Id } from "../domain/facts.ts";
import { languageOf, type Language } from "../domain/languages.ts";
import type { Database, Transaction } from "./client.server.ts";

/** What decides about a supplier's link, and how its words are taken. */
export type LinkedSupplierRow = {
  supplierId: Id;
  name: string;
  language: Language;
  turn: number;
  /** When the newest link ends; null: there is none. */
  until: Date | null;
  /** Words that move nothing by more days are taken over by themselves. Null: none are. */
  acceptDays: number | null;
};

export async function linkedSupplier(
  db: Database | Transaction,
  shop: string,
  supplierId: Id,
): Promise<LinkedSupplierRow | null> {
  const row = await db.supplier.findUnique({ where: { shop_supplierId: { shop, supplierId } } });
  if (!row) return null;
  const { name, language, linkTurn: turn, linkUntil: until, acceptDays } = row;
  return { supplierId, name, language: languageOf(language), turn, until, acceptDays };
}

/** Every link that was made so far ends. `until`: another one begins. Null: there is no such supplier. */
export async function turnLink(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  until: Date | null,
): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ turn: number }[]>`
    update supplier set link_turn = link_turn + 1, link_until = ${until}
    where shop = ${shop} and supplier_id = ${supplierId} returning link_turn as turn`;
  return row?.turn ?? null;
}

/** Both may be said again at any time; links that are out stay as they are. */
export async function saveLinkWords(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  words: Pick<LinkedSupplierRow, "language" | "acceptDays">,
): Promise<boolean> {
  const { count } = await tx.supplier.updateMany({ where: { shop, supplierId }, data: words });
  return count > 0;
}

/** Empty: nobody. */
export async function sealedContact(db: Database, shop: string, supplierId: Id): Promise<string> {
  const row = await db.supplier.findUnique({ where: { shop_supplierId: { shop, supplierId } } });
  return row?.contact ?? "";
}

export async function keepContact(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  contact: string,
): Promise<boolean> {
  const { count } = await tx.supplier.updateMany({ where: { shop, supplierId }, data: { contact } });
  return count > 0;
}
