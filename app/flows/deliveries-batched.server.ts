import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/client.server.ts";
import { addDeliveries, findDeliveries, namedDeliveries, stateOf } from "../database/deliveries.server.ts";
import {
  addBatch,
  findBatch,
  moveBatch,
  takeBatchCursor,
  type BatchRow,
} from "../database/delivery-batches.server.ts";
import { noteChanges } from "../database/delivery-changes.server.ts";
import { itemsOwed } from "../database/pages/foreseen.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { lockSupplier } from "../database/suppliers.server.ts";
import { dayIn } from "../domain/days.ts";
import { movedDay, sumUp, type BatchStep, type Moving } from "../domain/delivery-batch.ts";
import { newState, withWords } from "../domain/delivery-import.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { ForeseenLine } from "../domain/slip.ts";
import { firstStated } from "../domain/stated.ts";
import { keyOf, type Job } from "../queues.ts";
import type { World } from "../world.ts";
import { planOfFile, refusedRows, type ImportPlan } from "./deliveries-imported.server.ts";
import { foreseen, type After } from "./delivery-foreseen.server.ts";
import { noteDeliveries } from "./delivery-noted.server.ts";
import { changeable, recordChange } from "./delivery-recorded.server.ts";
import { expectationsOf } from "./expectations.server.ts";

/** How many lines of a preview are kept to be shown. */
const shown = 20;
const itemsAtOnce = 50;
const addedAtOnce = 200;
const changedAtOnce = 25;

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

/** A person has seen what it does, and wants it saved. */
export async function batchConfirmed(world: World, shop: string, batchId: Id): Promise<boolean> {
  return world.db.$transaction(async (tx) => {
    const begun = await moveBatch(tx, shop, batchId, "checked", { state: "running", cursor: 0 }, world.now());
    if (begun) await world.nudge([{ queue: "batch", shop, batchId }], tx);
    return begun;
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
  const plan = await world.db.$transaction((tx) => planOf(world, tx, shop, batch, today));
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
  const lines = await foreseeAll(world, shop, steps, (cursor, total) =>
    moveBatch(world.db, shop, batchId, "checking", { cursor, total }, world.now()),
  );
  const added = steps.filter((s) => s.kind === "add");
  const units = added.reduce((sum, s) => sum + Object.values(s.words.ordered).reduce((a, b) => a + b, 0), 0);
  const summary = {
    added: added.length,
    changed: steps.length - added.length,
    same,
    units,
    headings,
    ...sumUp(lines, shown),
  };
  const to = { state: "checked" as const, steps, refused, summary, cursor: 0, total: steps.length };
  await moveBatch(world.db, shop, batchId, "checking", to, world.now());
}

/** New ones first, then changes in the order of their ids, so that no two batches wait for each other in a ring. */
async function planOf(
  world: World,
  tx: Transaction,
  shop: string,
  batch: BatchRow,
  today: Day,
): Promise<ImportPlan | string> {
  const plan =
    batch.kind === "import"
      ? await planOfFile(world, tx, shop, batch.asked, today)
      : await planOfMove(tx, shop, JSON.parse(batch.asked) as Moving, today);
  if (typeof plan === "string") return plan;
  const key = (s: BatchStep) => (s.kind === "add" ? "" : s.deliveryId);
  plan.steps.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return plan;
}

async function planOfMove(
  tx: Transaction,
  shop: string,
  moving: Moving,
  today: Day,
): Promise<ImportPlan | string> {
  const rows = await findDeliveries(tx, shop, moving.deliveryIds);
  const steps = [...rows.values()].flatMap(({ deliveryId, status, origin, statedOn }): BatchStep[] => {
    const day = movedDay(statedOn, moving, today);
    if (status !== "coming" || origin !== "own" || day === null || day === statedOn) return [];
    return [{ kind: "change", deliveryId, words: { statedOn: day, ordered: {} } }];
  });
  if (steps.length === 0) return "None of these deliveries can be moved there.";
  return { steps, refused: [], same: rows.size - steps.length, headings: [] };
}

/** Whom all of it would move, some items in each transaction. */
async function foreseeAll(
  world: World,
  shop: string,
  steps: BatchStep[],
  onPart: (done: number, of: number) => Promise<unknown>,
): Promise<ForeseenLine[]> {
  const afters = await world.db.$transaction((tx) => aftersOf(tx, shop, steps));
  const touching = new Map<Id, After[]>();
  for (const after of afters)
    for (const { itemId } of after.after.lines)
      touching.set(itemId, [...(touching.get(itemId) ?? []), after]);
  const items = await world.db.$transaction((tx) => itemsOwed(tx, shop, [...touching.keys()]));
  const lines: ForeseenLine[] = [];
  for (let i = 0; i < items.length; i += itemsAtOnce) {
    const part = items.slice(i, i + itemsAtOnce);
    const some = [...new Set(part.flatMap((id) => touching.get(id)!))];
    const seen = await world.db.$transaction((tx) => foreseen(world, tx, shop, some, part));
    lines.push(...seen.lines);
    await onPart(Math.min(i + itemsAtOnce, items.length), items.length);
  }
  return lines.sort((a, b) => b.value - a.value);
}

async function aftersOf(tx: Transaction, shop: string, steps: BatchStep[]): Promise<After[]> {
  const rows = await findDeliveries(
    tx,
    shop,
    steps.flatMap((s) => (s.kind === "change" ? [s.deliveryId] : [])),
  );
  return steps.flatMap((step): After[] => {
    if (step.kind === "add")
      return [{ row: null, after: newState(step.reference, step.locationId, step.words) }];
    const row = rows.get(step.deliveryId);
    return row ? [{ row, after: withWords(stateOf(row), step.words) }] : [];
  });
}

/** One part of it. False: there was nothing left to do. */
async function saveMore(world: World, shop: string, { batchId, ...batch }: BatchRow): Promise<boolean> {
  return world.db.$transaction(async (tx) => {
    const cursor = await takeBatchCursor(tx, shop, batchId);
    if (cursor === null) return false;
    const { steps } = batch;
    const rest = steps.slice(cursor);
    const adds = rest.findIndex((s) => s.kind !== "add");
    const part =
      adds === 0
        ? rest.slice(0, changedAtOnce)
        : rest.slice(0, Math.min(addedAtOnce, adds < 0 ? Infinity : adds));
    if (part[0]?.kind === "add") await addAll(world, tx, shop, batchId, part);
    else await changeAll(world, tx, shop, { batchId, kind: batch.kind }, part);
    const done = cursor + part.length;
    const over = done >= steps.length;
    const file = batch.kind === "import" && batch.refused.length > 0;
    const to = {
      cursor: done,
      ...(over && { state: "done" as const, steps: [] }),
      ...(over && { asked: file ? refusedRows(batch.asked, batch.refused) : "" }),
    };
    await moveBatch(tx, shop, batchId, "running", to, world.now());
    return !over;
  });
}

async function changeAll(
  world: World,
  tx: Transaction,
  shop: string,
  { batchId, kind }: Pick<BatchRow, "batchId" | "kind">,
  steps: BatchStep[],
): Promise<void> {
  // Their items are often the same: each job is put on its queue once, when all of them are changed.
  const jobs = new Map<string, Job>();
  const nudge: World["nudge"] = async (more) => {
    for (const job of more) jobs.set(`${job.queue} ${keyOf(job)}`, job);
  };
  for (const step of steps) {
    if (step.kind !== "change") continue;
    const row = await changeable(tx, shop, step.deliveryId);
    if (!row) continue;
    const after = withWords(stateOf(row), step.words);
    await recordChange({ ...world, nudge }, tx, shop, {
      row,
      after,
      kind: kind === "import" ? "imported" : "moved",
      actionId: batchId,
    });
  }
  await world.nudge([...jobs.values()], tx);
}

async function addAll(
  world: World,
  tx: Transaction,
  shop: string,
  batchId: Id,
  steps: BatchStep[],
): Promise<void> {
  const at = world.now();
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, at);
  const adds = steps.flatMap((s) => (s.kind === "add" ? [s] : []));
  // Another file may have brought the same ones since this was looked at.
  const named = await namedDeliveries(
    tx,
    shop,
    adds.map((a) => a.reference),
  );
  const taken = new Set(named.map((d) => `${d.locationId} ${d.reference}`));
  const fresh = adds.filter((a) => !taken.has(`${a.locationId} ${a.reference}`));
  const states = fresh.map((a) => ({
    deliveryId: randomUUID(),
    state: newState(a.reference, a.locationId, a.words),
  }));
  const made: (Parameters<typeof addDeliveries>[2][number] & { itemIds: Id[] })[] = [];
  const bySupplier = [...Map.groupBy(states, (s) => s.state.supplierId ?? "")].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const [supplierId, of] of bySupplier) {
    if (supplierId !== "") await lockSupplier(tx, shop, supplierId);
    const words = of.map(({ deliveryId, state }) => ({
      deliveryId,
      ...state,
      itemIds: state.lines.map((l) => l.itemId),
    }));
    const expected = await expectationsOf(tx, shop, supplierId || null, words, { timeZone, today });
    for (const [i, { status: _status, ...word }] of words.entries()) {
      const { confirmed, statedOn } = word;
      const firstStatedOn = firstStated(null, statedOn, { confirmed, enteredOn: today, today });
      made.push({ ...word, ...expected[i]!, firstStatedOn, createdAt: at });
    }
  }
  await addDeliveries(
    tx,
    shop,
    made.map(({ itemIds: _items, ...delivery }) => delivery),
  );
  await noteChanges(
    tx,
    shop,
    made.map((m) => {
      const {
        deliveryId,
        expectedOn: _expected,
        evidence: _evidence,
        createdAt: _at,
        itemIds: _items,
        ...words
      } = m;
      const after = {
        ...states.find((s) => s.deliveryId === deliveryId)!.state,
        firstStatedOn: words.firstStatedOn,
      };
      return {
        changeId: randomUUID(),
        actionId: batchId,
        deliveryId,
        kind: "imported" as const,
        before: null,
        after,
        at,
      };
    }),
  );
  await noteDeliveries(
    tx,
    shop,
    made.map(({ deliveryId, reference, expectedOn, confirmed, itemIds }) => ({
      itemIds,
      because: { kind: "delivery_entered", deliveryId, reference, expectedOn, confirmed },
    })),
    at,
  );
  const items = [...new Set(made.flatMap((m) => m.itemIds))];
  await world.nudge(
    items.map((itemId) => ({ queue: "recount", shop, itemId })),
    tx,
  );
}
