import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

/** So many units of an item more (or fewer), where so many were available before. */
export type StockLine = {
  itemId: Id;
  units: number;
  from: number;
  /** What was available in its place when it was refused for that. */
  found?: number;
};

/** Arrived units that a person had written to Shopify. `asked`: it may have happened, nobody knows yet. */
export type StockWriteRow = {
  writeId: Id;
  actionId: Id;
  state: "asked" | "written" | "stale" | "refused" | "replaced";
  lines: StockLine[];
  problem: string | null;
};

export async function addWrite(
  tx: Transaction,
  shop: string,
  { writeId, actionId, lines }: Pick<StockWriteRow, "writeId" | "actionId" | "lines">,
  at: Date,
): Promise<void> {
  await tx.stockWrite.create({ data: { shop, writeId, actionId, lines, at } });
}

/** The newest first. */
export async function writesOf(
  db: Database | Transaction,
  shop: string,
  actionId: Id,
): Promise<StockWriteRow[]> {
  const rows = await db.stockWrite.findMany({
    where: { shop, actionId },
    orderBy: [{ at: "desc" }, { writeId: "asc" }],
  });
  return rows.map(toWrite);
}

/** Locked for this transaction. */
export async function findWrite(tx: Transaction, shop: string, writeId: Id): Promise<StockWriteRow | null> {
  await tx.$executeRaw`
    select 1 from stock_write where shop = ${shop} and write_id = ${writeId}::uuid for update`;
  const row = await tx.stockWrite.findUnique({ where: { shop_writeId: { shop, writeId } } });
  return row && toWrite(row);
}

export async function endWrite(
  db: Database | Transaction,
  shop: string,
  writeId: Id,
  to: Pick<StockWriteRow, "state" | "problem" | "lines">,
  at: Date,
): Promise<void> {
  await db.stockWrite.update({ where: { shop_writeId: { shop, writeId } }, data: { ...to, endedAt: at } });
}

/** Writes of a delivery that a person has to look at. */
export async function openWrites(db: Database, shop: string, deliveryId: Id): Promise<StockWriteRow[]> {
  const changes = await db.deliveryChange.findMany({
    where: { shop, deliveryId, kind: "received" },
    select: { actionId: true },
  });
  const rows = await db.stockWrite.findMany({
    where: {
      shop,
      actionId: { in: changes.map((c) => c.actionId) },
      state: { in: ["asked", "stale", "refused"] },
    },
    orderBy: [{ at: "asc" }, { writeId: "asc" }],
  });
  return rows.map(toWrite);
}

/** The delivery whose receipt it was. */
export async function deliveryOfAction(
  db: Database | Transaction,
  shop: string,
  actionId: Id,
): Promise<Id | null> {
  const row = await db.deliveryChange.findFirst({
    where: { shop, actionId, kind: "received" },
    select: { deliveryId: true },
  });
  return row?.deliveryId ?? null;
}

/** Whether the shop lets us write its stock at all, and what its people chose last. */
export async function writingStock(db: Database, shop: string): Promise<{ may: boolean; last: boolean }> {
  const row = await db.shop.findUniqueOrThrow({
    where: { shop },
    select: { scopes: true, writesArrivals: true },
  });
  return { may: row.scopes.split(",").includes("write_inventory"), last: row.writesArrivals };
}

export async function rememberWriting(tx: Transaction, shop: string, chosen: boolean): Promise<void> {
  await tx.shop.update({ where: { shop }, data: { writesArrivals: chosen } });
}

function toWrite(row: {
  writeId: string;
  actionId: string;
  state: string;
  lines: unknown;
  problem: string | null;
}): StockWriteRow {
  const { writeId, actionId, state, lines, problem } = row;
  return {
    writeId,
    actionId,
    problem,
    state: state as StockWriteRow["state"],
    lines: lines as StockLine[],
  };
}
