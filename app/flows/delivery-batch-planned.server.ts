import type { Transaction } from "../database/client.server.ts";
import { findDeliveries, itemsBrought, stateOf, type DeliveryRow } from "../database/deliveries.server.ts";
import { fileOf } from "../database/delivery-batch-parts.server.ts";
import type { BatchRow } from "../database/delivery-batches.server.ts";
import { changedBy, changesOf } from "../database/delivery-changes.server.ts";
import { customersToldSince, itemsOwed } from "../database/pages/foreseen.server.ts";
import { movedDay, type BatchStep, type Moving, type NotTaken } from "../domain/delivery-batch.ts";
import { newState, withWords } from "../domain/delivery-import.ts";
import type { Day, Id } from "../domain/facts.ts";
import { inParts } from "../domain/parts.ts";
import type { ForeseenLine } from "../domain/slip.ts";
import type { World } from "../world.ts";
import { planOfFile, type ImportPlan } from "./deliveries-imported.server.ts";
import { planOfUndo, stateBefore } from "./delivery-batch-undone.server.ts";
import { byItem, linesMoved, withExpectations, type After } from "./delivery-foreseen.server.ts";

/** Looked at together: so many items, fewer where many wait for them or much is to come. */
const itemsAtOnce = 50;
const linesAtOnce = 5000;
const itemsLookedUp = 500;
const stepsLookedUp = 500;
const ordersLookedUp = 500;

export type BatchPlan = Omit<ImportPlan, "steps" | "refused"> & { steps: BatchStep[]; refused: NotTaken[] };

/**
 * What a batch would do. A sentence: it can do nothing. Deliveries of one item stand together, so that they are saved
 * together and the item is counted once.
 */
export async function planOf(
  world: World,
  tx: Transaction,
  shop: string,
  batch: BatchRow,
  today: Day,
): Promise<BatchPlan | string> {
  switch (batch.kind) {
    case "import": {
      const plan = await planOfFile(world, tx, shop, await fileOf(tx, shop, batch.batchId), today);
      return typeof plan === "string" ? plan : { ...plan, steps: newFirst(plan.steps) };
    }
    case "move":
      return planOfMove(tx, shop, JSON.parse(batch.asked) as Moving, today);
    case "undo":
      return planOfUndo(tx, shop, batch.asked, today);
  }
}

function newFirst(steps: ImportPlan["steps"]): ImportPlan["steps"] {
  const key = ({ kind, words }: ImportPlan["steps"][number]) =>
    `${kind} ${Object.keys(words.ordered).sort()[0] ?? ""}`;
  return steps.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

async function planOfMove(
  tx: Transaction,
  shop: string,
  moving: Moving,
  today: Day,
): Promise<BatchPlan | string> {
  const rows = await findDeliveries(tx, shop, moving.deliveryIds);
  const item = ({ itemIds }: DeliveryRow) => itemIds.toSorted()[0] ?? "";
  const together = [...rows.values()].sort((a, b) => (item(a) < item(b) ? -1 : item(a) > item(b) ? 1 : 0));
  const steps = together.flatMap(({ deliveryId, status, origin, statedOn }): BatchStep[] => {
    const day = movedDay(statedOn, moving, today);
    if (status !== "coming" || origin !== "own" || day === null || day === statedOn) return [];
    return [{ kind: "change", deliveryId, words: { statedOn: day, ordered: {} } }];
  });
  if (steps.length === 0) return "None of these deliveries can be moved there.";
  return { steps, refused: [], same: rows.size - steps.length, headings: [] };
}

/** Whom all of it would move, some items in each transaction, with what touches them. */
export async function foreseeAll(
  world: World,
  shop: string,
  batch: BatchRow,
  steps: BatchStep[],
  onPart: (done: number, of: number) => Promise<unknown>,
): Promise<ForeseenLine[]> {
  const touching = await touchingSteps(world.db, shop, steps);
  const owed: { itemId: Id; lines: number }[] = [];
  for (const part of inParts([...touching.keys()], itemsLookedUp))
    owed.push(...(await itemsOwed(world.db, shop, part)));
  const heavy = {
    of: (o: (typeof owed)[number]) => o.lines + touching.get(o.itemId)!.length,
    atMost: linesAtOnce,
  };
  const lines: ForeseenLine[] = [];
  let done = 0;
  owed.sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  for (const part of inParts(owed, itemsAtOnce, heavy)) {
    const items = part.map((o) => o.itemId);
    const some = [...new Set(items.flatMap((itemId) => touching.get(itemId)!))];
    const afters = await aftersOf(world.db, shop, batch, some);
    const dated = byItem(await withExpectations(world, world.db, shop, afters));
    lines.push(...(await world.db.$transaction((tx) => linesMoved(world, tx, shop, dated, items))));
    await onPart((done += items.length), owed.length);
  }
  return lines.sort((a, b) => b.value - a.value);
}

/** Every item with what a batch does to the deliveries that bring it. */
async function touchingSteps(
  tx: Transaction,
  shop: string,
  steps: BatchStep[],
): Promise<Map<Id, BatchStep[]>> {
  const touching = new Map<Id, BatchStep[]>();
  const touch = (itemId: Id, step: BatchStep) => {
    const others = touching.get(itemId);
    if (!others) touching.set(itemId, [step]);
    else if (others.at(-1) !== step) others.push(step);
  };
  for (const part of inParts(steps, stepsLookedUp)) {
    const brought = await itemsBrought(
      tx,
      shop,
      part.flatMap((step) => (step.kind === "add" ? [] : [step.deliveryId])),
    );
    for (const step of part) {
      if (step.kind !== "add") for (const itemId of brought(step.deliveryId)) touch(itemId, step);
      if (step.kind !== "undo") for (const itemId of Object.keys(step.words.ordered)) touch(itemId, step);
    }
  }
  return touching;
}

async function aftersOf(
  tx: Transaction,
  shop: string,
  batch: BatchRow,
  steps: BatchStep[],
): Promise<After[]> {
  const ids = steps.flatMap((s) => (s.kind === "add" ? [] : [s.deliveryId]));
  const rows = await findDeliveries(tx, shop, ids);
  const changes = batch.kind === "undo" ? await changesOf(tx, shop, batch.asked, ids) : [];
  const before = new Map(changes.map((c) => [c.changeId, stateBefore(c)]));
  return steps.flatMap((step): After[] => {
    if (step.kind === "add")
      return [{ row: null, after: newState(step.reference, step.locationId, step.words) }];
    const row = rows.get(step.deliveryId);
    if (!row) return [];
    const after = step.kind === "change" ? withWords(stateOf(row), step.words) : before.get(step.changeId);
    return after ? [{ row, after }] : [];
  });
}

/** How many customers were told something since a batch that is to be taken back. */
export async function customersTold(
  world: World,
  shop: string,
  { asked }: BatchRow,
  lines: ForeseenLine[],
): Promise<number> {
  const [newest] = await changedBy(world.db, shop, asked);
  if (!newest) return 0;
  let told = 0;
  for (const orders of inParts([...new Set(lines.map((l) => l.orderId))], ordersLookedUp))
    told += await customersToldSince(world.db, shop, orders, newest.at);
  return told;
}
