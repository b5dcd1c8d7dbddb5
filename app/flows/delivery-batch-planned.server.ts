import type { Transaction } from "../database/client.server.ts";
import { findDeliveries, stateOf, type DeliveryRow } from "../database/deliveries.server.ts";
import type { BatchRow } from "../database/delivery-batches.server.ts";
import { changesOf } from "../database/delivery-changes.server.ts";
import { customersToldSince, itemsOwed } from "../database/pages/foreseen.server.ts";
import { movedDay, type BatchStep, type Moving, type NotTaken } from "../domain/delivery-batch.ts";
import { newState, withWords } from "../domain/delivery-import.ts";
import type { Day } from "../domain/facts.ts";
import type { ForeseenLine } from "../domain/slip.ts";
import type { World } from "../world.ts";
import { planOfFile, type ImportPlan } from "./deliveries-imported.server.ts";
import { planOfUndo, stateBefore } from "./delivery-batch-undone.server.ts";
import { byItem, linesMoved, withExpectations, type After } from "./delivery-foreseen.server.ts";

const itemsAtOnce = 50;

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
      const plan = await planOfFile(world, tx, shop, batch.asked, today);
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

/** Whom all of it would move, some items in each transaction. */
export async function foreseeAll(
  world: World,
  shop: string,
  batch: BatchRow,
  steps: BatchStep[],
  onPart: (done: number, of: number) => Promise<unknown>,
): Promise<ForeseenLine[]> {
  const afters = await aftersOf(world.db, shop, batch, steps);
  const touching = byItem(await withExpectations(world, world.db, shop, afters));
  const items = (await itemsOwed(world.db, shop, [...touching.keys()])).sort();
  const lines: ForeseenLine[] = [];
  for (let i = 0; i < items.length; i += itemsAtOnce) {
    const part = items.slice(i, i + itemsAtOnce);
    lines.push(...(await world.db.$transaction((tx) => linesMoved(world, tx, shop, touching, part))));
    await onPart(Math.min(i + itemsAtOnce, items.length), items.length);
  }
  return lines.sort((a, b) => b.value - a.value);
}

async function aftersOf(
  tx: Transaction,
  shop: string,
  batch: BatchRow,
  steps: BatchStep[],
): Promise<After[]> {
  const ids = steps.flatMap((s) => (s.kind === "add" ? [] : [s.deliveryId]));
  const rows = await findDeliveries(tx, shop, ids);
  const changes = batch.kind === "undo" ? await changesOf(tx, shop, batch.asked) : [];
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
  return world.db.$transaction(async (tx) => {
    const [newest] = await changesOf(tx, shop, asked);
    const orders = [...new Set(lines.map((l) => l.orderId))];
    return newest ? customersToldSince(tx, shop, orders, newest.at) : 0;
  });
}
