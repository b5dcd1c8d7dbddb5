import { randomUUID } from "node:crypto";
import {
  addBatch,
  batchStanding,
  findBatch,
  moveBatch,
  takeBatchCursor,
  type BatchRow,
} from "../database/delivery-batches.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { dayIn } from "../domain/days.ts";
import { changesOf, less, notTaken, rowsNotTaken, sumUp, type Moving } from "../domain/delivery-batch.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { refusedRows } from "./deliveries-imported.server.ts";
import { customersTold, foreseeAll, planOf } from "./delivery-batch-planned.server.ts";
import { saveSteps } from "./delivery-batch-saved.server.ts";

/** How many lines of a preview are kept to be shown. */
const shown = 20;
const savedAtOnce = 200;

export async function importBegun(
  world: World,
  shop: string,
  file: { name: string; csv: string },
): Promise<Id> {
  return begin(world, shop, { kind: "import", name: file.name.slice(0, 200), asked: file.csv });
}

export async function moveBegun(world: World, shop: string, name: string, moving: Moving): Promise<Id> {
  return begin(world, shop, { kind: "move", name, asked: JSON.stringify(moving) });
}

/** Takes back what a batch did, once somebody has seen what that changes. Null: there is no such batch. */
export async function undoBegun(world: World, shop: string, batchId: Id): Promise<Id | null> {
  const batch = await findBatch(world.db, shop, batchId);
  if (batch?.state !== "done" || batch.kind === "undo") return null;
  return begin(world, shop, { kind: "undo", name: `Undo: ${batch.name}`, asked: batchId });
}

async function begin(
  world: World,
  shop: string,
  batch: Pick<BatchRow, "kind" | "name" | "asked">,
): Promise<Id> {
  const batchId = randomUUID();
  await world.db.$transaction(async (tx) => {
    await addBatch(tx, shop, { ...batch, batchId, createdAt: world.now() });
    await world.nudge([{ queue: "batch", shop, batchId }], tx);
  });
  return batchId;
}

export type Confirmed = "begun" | "all_or_none" | "over";

/** A person has seen what it does, and wants it saved: all of it, or what can be taken. */
export async function batchConfirmed(
  world: World,
  shop: string,
  batchId: Id,
  without: "nothing" | "what_is_wrong" = "nothing",
): Promise<Confirmed> {
  return world.db.$transaction(async (tx) => {
    const batch = await batchStanding(tx, shop, batchId);
    const incomplete = batch?.state === "checked" && batch.refused.length > 0;
    if (incomplete && without === "nothing") return "all_or_none";
    const begun = await moveBatch(tx, shop, batchId, "checked", { state: "running", cursor: 0 }, world.now());
    if (begun) await world.nudge([{ queue: "batch", shop, batchId }], tx);
    return begun ? "begun" : "over";
  });
}

export async function batchDropped(world: World, shop: string, batchId: Id): Promise<void> {
  const to = { state: "dropped" as const, asked: "", steps: [] };
  await moveBatch(world.db, shop, batchId, "checked", to, world.now());
}

/**
 * Gets on with a batch: looks at all of it together, or saves it part by part. Whoever dies in between leaves a place
 * to go on from, and nothing is saved twice.
 */
export async function batchWorked(world: World, shop: string, batchId: Id): Promise<void> {
  const batch = await findBatch(world.db, shop, batchId);
  if (batch?.state === "checking") await check(world, shop, batch);
  if (batch?.state === "running") while (await saveMore(world, shop, batch));
}

async function check(world: World, shop: string, batch: BatchRow): Promise<void> {
  const { batchId } = batch;
  const timeZone = await timeZoneOf(world.db, shop);
  const today = dayIn(timeZone, world.now());
  // Nothing is written, and a large file on a slow machine would outlast a transaction.
  const plan = await planOf(world, world.db, shop, batch, today);
  if (typeof plan === "string") {
    await moveBatch(
      world.db,
      shop,
      batchId,
      "checking",
      { state: "dropped", problem: plan, asked: "" },
      world.now(),
    );
    return;
  }
  const { steps, refused, same, headings } = plan;
  const lines = await foreseeAll(world, shop, batch, steps, (cursor, total) =>
    moveBatch(world.db, shop, batchId, "checking", { cursor, total }, world.now()),
  );
  const told = batch.kind === "undo" ? await customersTold(world, shop, batch, lines) : 0;
  const summary = {
    ...changesOf(steps),
    same,
    headings,
    told,
    ...sumUp(lines, shown),
  };
  const to = { state: "checked" as const, steps, refused, summary, cursor: 0, total: steps.length };
  await moveBatch(world.db, shop, batchId, "checking", to, world.now());
}

/** One part of it. False: there was nothing left to do. */
async function saveMore(world: World, shop: string, { batchId, ...batch }: BatchRow): Promise<boolean> {
  return world.db.$transaction(async (tx) => {
    const saved = await takeBatchCursor(tx, shop, batchId);
    if (saved === null) return false;
    const { steps, kind } = batch;
    const part = steps.slice(saved.cursor, saved.cursor + savedAtOnce);
    const left = await saveSteps(world, tx, shop, { batchId, kind, asked: batch.asked }, part);
    const refused = [...saved.refused, ...left.map(notTaken)];
    const cursor = saved.cursor + part.length;
    const over = cursor >= steps.length;
    const file = kind === "import" && refused.length > 0;
    const to = {
      cursor,
      ...(left.length > 0 && { refused }),
      ...(left.length > 0 && saved.summary && { summary: less(saved.summary, left) }),
      ...(over && { state: "done" as const, steps: [] }),
      ...(over && {
        asked: file ? refusedRows(batch.asked, rowsNotTaken(refused)) : "",
      }),
    };
    await moveBatch(tx, shop, batchId, "running", to, world.now());
    return !over;
  });
}
