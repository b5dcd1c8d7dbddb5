import type { Database, Transaction } from "./client.server.ts";

/** How far a list of another app has come in. */
export type ImportProgress = {
  importId: string;
  rows: number;
  refused: number;
  added: number;
  known: number;
  at: Date;
  finishedAt: Date | null;
};

export async function addImport(
  tx: Transaction,
  shop: string,
  { importId, rows, refused, at }: { importId: string; rows: number; refused: number; at: Date },
  parts: string[],
): Promise<void> {
  await tx.signUpImport.create({ data: { shop, importId, rows, refused, at, movedAt: at } });
  await tx.signUpImportPart.createMany({
    data: parts.map((sealed, part) => ({ shop, importId, part, sealed })),
  });
}

/** The next part, held by this transaction: nobody else takes it in. */
export async function nextPart(
  tx: Transaction,
  shop: string,
): Promise<{ importId: string; part: number; sealed: string } | null> {
  const [row] = await tx.$queryRaw<{ importId: string; part: number; sealed: string }[]>`
    select p.import_id::text as "importId", p.part, p.sealed from sign_up_import_part p
    join sign_up_import i on i.shop = p.shop and i.import_id = p.import_id
    where p.shop = ${shop} order by i.at, p.import_id, p.part limit 1 for update of p skip locked`;
  return row ?? null;
}

/** A part is in: its addresses are kept nowhere else from now on. True when it was the last. */
export async function endPart(
  tx: Transaction,
  shop: string,
  { importId, part }: { importId: string; part: number },
  { added, known }: { added: number; known: number },
  at: Date,
): Promise<boolean> {
  await tx.signUpImportPart.delete({ where: { shop_importId_part: { shop, importId, part } } });
  const left = await tx.signUpImportPart.count({ where: { shop, importId } });
  await tx.signUpImport.update({
    where: { shop_importId: { shop, importId } },
    data: {
      added: { increment: added },
      known: { increment: known },
      movedAt: at,
      ...(left === 0 && { finishedAt: at }),
    },
  });
  return left === 0;
}

/** The newest import; null: there never was one. */
export function lastImport(db: Database, shop: string): Promise<ImportProgress | null> {
  return db.signUpImport.findFirst({ where: { shop }, orderBy: { at: "desc" } });
}

/** Shops with an import that nobody got on with lately. */
export async function shopsWithStuckImports(db: Database, silentSince: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop: string }[]>`
    select distinct i.shop from sign_up_import i join shop s on s.shop = i.shop
    where s.installed and i.finished_at is null and i.moved_at < ${silentSince}`;
  return rows.map((row) => row.shop);
}
