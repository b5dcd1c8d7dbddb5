import type { Transaction } from "../database/client.server.ts";
import { findDeliveries, stateOf, takeDeliveries, type DeliveryRow } from "../database/deliveries.server.ts";
import {
  changedBy,
  changesOf,
  changesSince,
  markUndone,
  takeChanges,
  type DeliveryChange,
} from "../database/delivery-changes.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import type { BatchStep, LeftOut } from "../domain/delivery-batch.ts";
import { dayIn } from "../domain/days.ts";
import { sameState, whyNotUndone, type DeliveryState } from "../domain/delivery-state.ts";
import type { Day, Id } from "../domain/facts.ts";
import { inParts } from "../domain/parts.ts";
import type { World } from "../world.ts";
import type { BatchPlan } from "./delivery-batch-planned.server.ts";
import { recordChanges } from "./delivery-recorded.server.ts";

type UndoStep = Extract<BatchStep, { kind: "undo" }>;
const deliveriesAtOnce = 500;
type Stay = { deliveryId: Id; name: string; problem: string };

/** A delivery that there was not before has nothing to come any more. */
export function stateBefore({ before, after }: Pick<DeliveryChange, "before" | "after">): DeliveryState {
  return before ?? { ...after, status: "cancelled" };
}

/** What a batch did that can be taken back, delivery by delivery, and what stays and why. */
export async function planOfUndo(
  tx: Transaction,
  shop: string,
  actionId: Id,
  today: Day,
): Promise<BatchPlan | string> {
  const changed = await changedBy(tx, shop, actionId);
  const timeZone = await timeZoneOf(tx, shop);
  if (changed.length === 0) return "This was undone already.";
  if (changed.some((c) => dayIn(timeZone, c.at) !== today))
    return "This can be undone only on the day it was done.";
  const plan = { steps: [] as UndoStep[], refused: [] as Stay[], same: 0, headings: [] };
  for (const deliveryIds of inParts([...new Set(changed.map((c) => c.deliveryId))], deliveriesAtOnce)) {
    const changes = await changesOf(tx, shop, actionId, deliveryIds);
    const rows = await findDeliveries(tx, shop, deliveryIds);
    const { back, stays } = await sorted(tx, shop, actionId, changes, rows);
    for (const { change } of back) {
      const { changeId, deliveryId, before } = change;
      plan.steps.push({ kind: "undo", changeId, deliveryId, added: before === null });
    }
    plan.refused.push(...stays);
  }
  return plan;
}

/** Some of it. What was changed since it was looked at stays, and is named in the answer. */
export async function undoSteps(
  world: World,
  tx: Transaction,
  shop: string,
  actionId: Id,
  steps: UndoStep[],
): Promise<LeftOut[]> {
  if (steps.length === 0) return [];
  const deliveryIds = steps.map((s) => s.deliveryId);
  const asked = new Set(steps.map((s) => s.changeId));
  const taken = await takeChanges(tx, shop, actionId, deliveryIds);
  const changes = taken.filter((c) => asked.has(c.changeId));
  const rows = await takeDeliveries(tx, shop, deliveryIds);
  const { back, stays } = await sorted(tx, shop, actionId, changes, rows);
  await recordChanges(
    world,
    tx,
    shop,
    back.map(({ change, row }) => {
      const { deliveryId, reference } = row;
      return {
        row,
        after: stateBefore(change),
        kind: "undone",
        because: (to) => ({ kind: "delivery_undone", deliveryId, reference, what: change.kind, to }),
      };
    }),
  );
  await markUndone(
    tx,
    shop,
    back.map((b) => b.change.changeId),
    world.now(),
  );
  const stepOf = new Map(steps.map((s) => [s.deliveryId, s]));
  return stays.map(({ deliveryId, ...stay }) => ({ ...stay, step: stepOf.get(deliveryId)! }));
}

/** Those that nothing newer touched and that are as they were left, and those that stay. */
async function sorted(
  tx: Transaction,
  shop: string,
  actionId: Id,
  changes: DeliveryChange[],
  rows: Map<Id, DeliveryRow>,
): Promise<{ back: { change: DeliveryChange; row: DeliveryRow }[]; stays: Stay[] }> {
  const deliveryIds = changes.map((c) => c.deliveryId);
  const newer = new Set(await changesSince(tx, shop, actionId, deliveryIds));
  const back: { change: DeliveryChange; row: DeliveryRow }[] = [];
  const stays: Stay[] = [];
  for (const change of changes) {
    const row = rows.get(change.deliveryId);
    if (row && !newer.has(row.deliveryId) && sameState(stateOf(row), change.after))
      back.push({ change, row });
    else
      stays.push({
        deliveryId: change.deliveryId,
        name: row?.reference ?? change.after.reference,
        problem: whyNotUndone(change.after, row ? stateOf(row) : null),
      });
  }
  return { back, stays };
}
