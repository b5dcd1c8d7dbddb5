import { fileOf, notTakenOf } from "#app/database/delivery-batch-parts.server.ts";
import { findBatch, type BatchRow } from "#app/database/delivery-batches.server.ts";
import type { NotTaken } from "#app/domain/delivery-batch.ts";
import { demoShop, type TestWorld } from "./world.ts";

/** A batch with all that it does not take, and what is kept of its file. */
export async function batchOf(
  { app: { db } }: TestWorld,
  batchId: string,
): Promise<BatchRow & { refused: NotTaken[]; file: string }> {
  const batch = (await findBatch(db, demoShop, batchId))!;
  const { rows, deliveries } = await notTakenOf(db, demoShop, batchId);
  return {
    ...batch,
    refused: [...rows.some, ...deliveries.some],
    file: await fileOf(db, demoShop, batchId),
  };
}
