import type { BatchSummary } from "../domain/delivery-batch.ts";
import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

export type BatchState = "checking" | "checked" | "running" | "done" | "dropped";
export type BatchRow = {
  batchId: Id;
  kind: "import" | "move" | "undo";
  state: BatchState;
  name: string;
  /** Nothing of a file, which is kept in parts. */
  asked: string;
  /** How far it came: while it is checked, then while it is saved. */
  cursor: number;
  total: number;
  summary: BatchSummary | null;
  problem: string | null;
  createdAt: Date;
};

export async function addBatch(
  tx: Database | Transaction,
  shop: string,
  batch: Pick<BatchRow, "batchId" | "kind" | "name" | "asked" | "createdAt">,
): Promise<void> {
  await tx.deliveryBatch.create({ data: { shop, ...batch, movedAt: batch.createdAt } });
}

export async function findBatch(
  db: Database | Transaction,
  shop: string,
  batchId: Id,
): Promise<BatchRow | null> {
  const row = await db.deliveryBatch.findUnique({ where: { shop_batchId: { shop, batchId } } });
  if (!row) return null;
  const { shop: _shop, movedAt: _moved, ...rest } = row;
  return {
    ...rest,
    kind: rest.kind as BatchRow["kind"],
    state: rest.state as BatchState,
    summary: rest.summary as BatchSummary | null,
  };
}

/** The same for a page, without the names of all that moves. */
export async function batchStanding(
  db: Database | Transaction,
  shop: string,
  batchId: Id,
): Promise<Omit<BatchRow, "asked"> | null> {
  const row = await db.deliveryBatch.findUnique({
    where: { shop_batchId: { shop, batchId } },
    omit: { shop: true, asked: true, movedAt: true },
  });
  if (!row) return null;
  return {
    ...row,
    kind: row.kind as BatchRow["kind"],
    state: row.state as BatchState,
    summary: row.summary as BatchSummary | null,
  };
}

/** Only from the state that it was seen in: two people may click at once. */
export async function moveBatch(
  tx: Database | Transaction,
  shop: string,
  batchId: Id,
  from: BatchState,
  to: Partial<Omit<BatchRow, "batchId" | "kind" | "createdAt">>,
  at: Date,
): Promise<boolean> {
  const { summary, ...rest } = to;
  const { count } = await tx.deliveryBatch.updateMany({
    where: { shop, batchId, state: from },
    data: {
      ...rest,
      movedAt: at,
      ...(summary && { summary }),
    },
  });
  return count === 1;
}

/** How far it is saved and what all of it changes, locked for this transaction; null when it is not being saved. */
export async function takeBatchCursor(
  tx: Transaction,
  shop: string,
  batchId: Id,
): Promise<Pick<BatchRow, "cursor" | "total" | "summary"> | null> {
  const [row] = await tx.$queryRaw<Pick<BatchRow, "cursor" | "total" | "summary">[]>`
    select cursor, total, summary from delivery_batch
    where shop = ${shop} and batch_id = ${batchId}::uuid and state = 'running' for update`;
  return row ?? null;
}

/** Batches that nobody carried on since: the job that should do it was lost. */
export async function forgottenBatches(
  db: Database,
  olderThan: Date,
): Promise<{ shop: string; batchId: Id }[]> {
  return db.$queryRaw`
    select b.shop, b.batch_id::text as "batchId" from delivery_batch b join shop s on s.shop = b.shop
    where s.installed and b.state in ('checking', 'running') and b.moved_at < ${olderThan} limit 100`;
}

/** The latest few, for the page where a new one begins. */
export async function latestBatches(db: Database, shop: string) {
  const rows = await db.deliveryBatch.findMany({
    where: { shop, state: { not: "dropped" } },
    orderBy: { createdAt: "desc" },
    select: { batchId: true, kind: true, state: true, name: true, createdAt: true },
    take: 5,
  });
  return rows.map((r) => ({ ...r, state: r.state as BatchState, createdAt: r.createdAt.toISOString() }));
}

/** Items by SKU in small letters, and by variant: all that a file names, in two questions. */
export async function itemsNamed(
  tx: Transaction,
  shop: string,
  skus: string[],
  variantIds: Id[],
): Promise<(sku: string, variantId: Id) => Id[]> {
  const bySku = await tx.$queryRaw<{ sku: string; items: Id[] }[]>`
    select lower(sku) as sku, array_agg(distinct item_id) as items from variant
    where shop = ${shop} and not gone and lower(sku) = any(${[...new Set(skus.map((s) => s.toLowerCase()))]})
    group by 1`;
  const byVariant = await tx.$queryRaw<{ variantId: Id; itemId: Id }[]>`
    select variant_id as "variantId", item_id as "itemId" from variant
    where shop = ${shop} and not gone and variant_id = any(${[...new Set(variantIds)]})`;
  const skuItems = new Map(bySku.map((r) => [r.sku, r.items]));
  const variantItems = new Map(byVariant.map((r) => [r.variantId, [r.itemId]]));
  return (sku, variantId) =>
    (variantId && variantItems.get(variantId)) || skuItems.get(sku.toLowerCase()) || [];
}
