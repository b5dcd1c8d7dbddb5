import type { Transaction } from "../database/client.server.ts";
import {
  findDeliveries,
  findDelivery,
  lockDeliveries,
  stateOf,
  type DeliveryRow,
} from "../database/deliveries.server.ts";
import { batchStanding } from "../database/delivery-batches.server.ts";
import {
  changesOf,
  changesSince,
  markUndone,
  pegRows,
  replacePegs,
  takeChanges,
  type DeliveryChange,
} from "../database/delivery-changes.server.ts";
import { customersToldSince } from "../database/pages/foreseen.server.ts";
import { forgetReceipt } from "../database/receipts.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { writesOf } from "../database/stock-writes.server.ts";
import { lockSupplier } from "../database/suppliers.server.ts";
import { dayIn } from "../domain/days.ts";
import { sameState } from "../domain/delivery-state.ts";
import type { Id } from "../domain/facts.ts";
import type { Foreseen } from "../domain/slip.ts";
import type { World } from "../world.ts";
import { askBack } from "./arrival-asked-back.server.ts";
import { learnDates } from "./dates-learned.server.ts";
import { stateBefore } from "./delivery-batch-undone.server.ts";
import { foreseen } from "./delivery-foreseen.server.ts";
import { recordChange } from "./delivery-recorded.server.ts";

/** Why something stays as it is: it was taken back already, of another day, changed since, or half written. */
export type NotUndone = "gone" | "too_late" | "newer" | "unsettled";

/**
 * Takes back all that one click did to deliveries, on the same day and while nothing newer touched them. Of a batch
 * only this delivery: taking back all of it is a batch too.
 */
export async function actionUndone(
  world: World,
  shop: string,
  actionId: Id,
  deliveryId: Id,
): Promise<{ deliveryIds: Id[] } | NotUndone> {
  return world.db.$transaction(async (tx) => {
    const only = await onlyThis(tx, shop, actionId, deliveryId);
    const suppliers = new Set(
      (await changesOf(tx, shop, actionId, only)).flatMap(({ kind, after }) =>
        kind === "received" && after.supplierId !== null ? [after.supplierId] : [],
      ),
    );
    for (const supplierId of [...suppliers].sort()) await lockSupplier(tx, shop, supplierId);
    const changes = await takeChanges(tx, shop, actionId, only);
    // All of them before anything that belongs to one.
    const deliveryIds = [...new Set(changes.map((c) => c.deliveryId))];
    await lockDeliveries(tx, shop, deliveryIds, [...suppliers]);
    const refused = await whyNot(world, tx, shop, actionId, changes);
    if (refused) return refused;
    // Before anything else is locked, as in a count.
    if (changes.some((c) => c.kind === "received")) await forgetReceipt(tx, shop, actionId);
    for (const change of changes) await takeBack(world, tx, shop, change, changes);
    await markUndone(
      tx,
      shop,
      changes.map((c) => c.changeId),
      world.now(),
    );
    await askBack(world, tx, shop, actionId);
    const arrived = changes.flatMap((c) => (c.kind === "received" ? c.after.lines : []));
    await world.nudge(
      arrived.map((l) => ({ queue: "read", shop, what: "item", id: l.itemId })),
      tx,
    );
    const timeZone = await timeZoneOf(tx, shop);
    for (const supplierId of suppliers) await learnDates(world, tx, shop, supplierId, timeZone);
    return { deliveryIds };
  });
}

/** Whom it would move back, and how many customers were told something in the meantime. Nothing is written. */
export async function undoForeseen(
  world: World,
  shop: string,
  actionId: Id,
  deliveryId: Id,
): Promise<(Foreseen & { told: number }) | NotUndone> {
  return world.db.$transaction(async (tx) => {
    const only = await onlyThis(tx, shop, actionId, deliveryId);
    const changes = await changesOf(tx, shop, actionId, only);
    const refused = await whyNot(world, tx, shop, actionId, changes);
    if (refused) return refused;
    const rows = await findDeliveries(
      tx,
      shop,
      changes.map((c) => c.deliveryId),
    );
    // The newest stands first: the oldest says how it all began.
    const afters = [...new Map(changes.map((c) => [c.deliveryId, stateBefore(c)]))].map(([id, after]) => ({
      row: rows.get(id)!,
      after,
    }));
    const { lines, expectedOn } = await foreseen(world, tx, shop, afters);
    const orders = [...new Set(lines.map((l) => l.orderId))];
    return { lines, expectedOn, told: await customersToldSince(tx, shop, orders, changes.at(-1)!.at) };
  });
}

async function onlyThis(tx: Transaction, shop: string, actionId: Id, deliveryId: Id) {
  return (await batchStanding(tx, shop, actionId)) ? [deliveryId] : undefined;
}

async function whyNot(
  world: World,
  tx: Transaction,
  shop: string,
  actionId: Id,
  changes: DeliveryChange[],
): Promise<NotUndone | null> {
  if (changes.length === 0) return "gone";
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, world.now());
  if (changes.some((c) => dayIn(timeZone, c.at) !== today)) return "too_late";
  const deliveryIds = changes.map((c) => c.deliveryId);
  if ((await changesSince(tx, shop, actionId, deliveryIds)).length > 0) return "newer";
  const rows = await findDeliveries(tx, shop, deliveryIds);
  const newest = new Map(changes.toReversed().map((c) => [c.deliveryId, c]));
  for (const [deliveryId, { after }] of newest) {
    const row = rows.get(deliveryId);
    if (!row || !sameState(stateOf(row), after)) return "newer";
  }
  const half = (await writesOf(tx, shop, actionId)).some((w) => w.state === "asked");
  return half ? "unsettled" : null;
}

async function takeBack(
  world: World,
  tx: Transaction,
  shop: string,
  change: DeliveryChange,
  all: DeliveryChange[],
): Promise<void> {
  const { deliveryId, kind } = change;
  const row = (await findDelivery(tx, shop, deliveryId)) as DeliveryRow;
  const parted = change.before === null && kind === "split";
  const whole = parted ? all.find((c) => c.before !== null)?.deliveryId : undefined;
  if (whole !== undefined) await joinPegs(tx, shop, deliveryId, whole);
  const { reference } = row;
  await recordChange(world, tx, shop, {
    row,
    after: stateBefore(change),
    kind: "undone",
    because: (to) => ({ kind: "delivery_undone", deliveryId, reference, what: kind, to }),
  });
}

/** Pins of a part go back to the whole. */
async function joinPegs(tx: Transaction, shop: string, partId: Id, wholeId: Id): Promise<void> {
  const joined = new Map((await pegRows(tx, shop, wholeId)).map((p) => [`${p.itemId}/${p.lineId}`, p]));
  for (const peg of await pegRows(tx, shop, partId)) {
    const key = `${peg.itemId}/${peg.lineId}`;
    const there = joined.get(key);
    const quantity = peg.quantity + (there?.quantity ?? 0);
    joined.set(key, { ...peg, deliveryId: wholeId, quantity });
  }
  await replacePegs(tx, shop, [wholeId, partId], [...joined.values()]);
}
