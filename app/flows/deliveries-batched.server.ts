import { randomUUID } from "node:crypto";
import {
  dropParts,
  fileOf,
  isAnythingNotTaken,
  keepFile,
  keepSteps,
  noteNotTaken,
  notTakenOf,
  stepsFrom,
} from "../database/delivery-batch-parts.server.ts";
import {
  addBatch,
  batchStanding,
  findBatch,
  moveBatch,
  takeBatchCursor,
  type BatchRow,
} from "../database/delivery-batches.server.ts";
import type { Transaction } from "../database/client.server.ts";
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

export async function importBegun(
  world: World,
  shop: string,
  file: { name: string; csv: string },
): Promise<Id> {
  const batch = { kind: "import" as const, name: file.name.slice(0, 200), asked: "" };
  return begin(world, shop, batch, (tx, batchId) => keepFile(tx, shop, batchId, file.csv));
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
  keep: (tx: Transaction, batchId: Id) => Promise<unknown> = async () => {},
): Promise<Id> {
  const batchId = randomUUID();
  await world.db.$transaction(async (tx) => {
    await addBatch(tx, shop, { ...batch, batchId, createdAt: world.now() });
    await keep(tx, batchId);
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
    const choosing = batch?.state === "checked" && without === "nothing";
    if (choosing && (await isAnythingNotTaken(tx, shop, batchId))) return "all_or_none";
    const begun = await moveBatch(tx, shop, batchId, "checked", { state: "running", cursor: 0 }, world.now());
    if (begun) await world.nudge([{ queue: "batch", shop, batchId }], tx);
    return begun ? "begun" : "over";
  });
}

export async function batchDropped(world: World, shop: string, batchId: Id): Promise<void> {
  await drop(world, shop, batchId, "checked", null);
}

async function drop(
  world: World,
  shop: string,
  batchId: Id,
  from: "checking" | "checked",
  problem: string | null,
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const to = { state: "dropped" as const, problem, asked: "" };
    if (await moveBatch(tx, shop, batchId, from, to, world.now())) await dropParts(tx, shop, batchId);
  });
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
  if (typeof plan === "string") return drop(world, shop, batchId, "checking", plan);
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
  await world.db.$transaction(async (tx) => {
    const to = { state: "checked" as const, summary, cursor: 0, total: steps.length };
    // Somebody else may have looked at it meanwhile.
    if (!(await moveBatch(tx, shop, batchId, "checking", to, world.now()))) return;
    await keepSteps(tx, shop, batchId, steps);
    await noteNotTaken(tx, shop, batchId, refused);
  });
}

/** One part of it. False: there was nothing left to do. */
async function saveMore(world: World, shop: string, batch: BatchRow): Promise<boolean> {
  const { batchId, kind } = batch;
  return world.db.$transaction(async (tx) => {
    const saved = await takeBatchCursor(tx, shop, batchId);
    if (saved === null) return false;
    const part = await stepsFrom(tx, shop, batchId, saved.cursor);
    const left = await saveSteps(world, tx, shop, batch, part);
    await noteNotTaken(tx, shop, batchId, left.map(notTaken));
    const cursor = saved.cursor + part.length;
    const over = part.length === 0 || cursor >= saved.total;
    if (over) await endBatch(tx, shop, batchId, kind);
    const to = {
      cursor,
      ...(left.length > 0 && saved.summary && { summary: less(saved.summary, left) }),
      ...(over && { state: "done" as const, asked: "" }),
    };
    await moveBatch(tx, shop, batchId, "running", to, world.now());
    return !over;
  });
}

/** Of a file, its rows that were left out stay, to be mended. */
async function endBatch(tx: Transaction, shop: string, batchId: Id, kind: BatchRow["kind"]): Promise<void> {
  await dropParts(tx, shop, batchId, "steps");
  if (kind !== "import") return;
  const { rows, deliveries } = await notTakenOf(tx, shop, batchId);
  const left = rowsNotTaken([...rows.some, ...deliveries.some]);
  const file = left.length > 0 ? refusedRows(await fileOf(tx, shop, batchId), left) : "";
  await keepFile(tx, shop, batchId, file);
}
