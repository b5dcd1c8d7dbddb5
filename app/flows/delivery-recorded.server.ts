import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/client.server.ts";
import { findDelivery, ordersCoveredBy, stateOf, writeState } from "../database/deliveries.server.ts";
import type { DeliveryRow } from "../database/deliveries.server.ts";
import { noteChanges } from "../database/delivery-changes.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import { sameState, type ChangeKind, type DeliveryState } from "../domain/delivery-state.ts";
import type { Day, Id } from "../domain/facts.ts";
import { firstStated } from "../domain/stated.ts";
import type { World } from "../world.ts";
import { deliveryMoved, tellOrdersAgain } from "./delivery-news.server.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { expectationsOf } from "./expectations.server.ts";

/** What a click makes of a delivery, and how it is called afterwards. */
export type Recorded = {
  row: DeliveryRow;
  after: DeliveryState;
  kind: ChangeKind;
  actionId?: Id;
  /** Said instead of what the two states say by themselves. */
  because?: (expectedOn: Day | null) => Because;
};

/** A delivery that people may change: it is to come, and not one of Shopify's own. Locked. */
export async function changeable(tx: Transaction, shop: string, deliveryId: Id): Promise<DeliveryRow | null> {
  const row = await findDelivery(tx, shop, deliveryId);
  return row && row.status === "coming" && row.origin === "own" ? row : null;
}

/**
 * The one way in which a delivery changes by a person's word. Its lines in the book refer to it, so their dates move
 * with this one row; the orders it pays are told one after the other, and its items are counted anew. What it was
 * before is kept, so that it can be taken back.
 */
export async function recordChange(
  world: World,
  tx: Transaction,
  shop: string,
  { row, after, kind, actionId = randomUUID(), because }: Recorded,
): Promise<void> {
  const { deliveryId } = row;
  const [before, at] = [stateOf(row), world.now()];
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, at);
  const enteredOn = dayIn(timeZone, row.createdAt);
  const itemIds = [...new Set([...row.itemIds, ...after.lines.map((l) => l.itemId)])];
  const words = { deliveryId, ...after, itemIds: after.lines.map((l) => l.itemId) };
  const [found] = await expectationsOf(tx, shop, after.supplierId, [words], { timeZone, today });
  const over = after.status !== "coming";
  const dates = over ? row : found!;
  const firstStatedOn =
    kind === "undone"
      ? after.firstStatedOn
      : kind === "confirmed"
        ? after.statedOn
        : firstStated(before.firstStatedOn, after.statedOn, {
            confirmed: after.confirmed,
            enteredOn,
            today,
          });
  const state = over ? after : { ...after, firstStatedOn };
  await writeState(tx, shop, row, state, dates);
  // What was taken back stays as it was noted, marked as undone.
  if (kind !== "undone" && !sameState(before, state)) {
    const change = { changeId: randomUUID(), actionId, deliveryId, kind, before, after: state, at };
    await noteChanges(tx, shop, [change]);
  }

  const moved = { from: row.expectedOn, to: dates.expectedOn };
  const news = because?.(dates.expectedOn) ?? newsOf(row, state, moved);
  if (news) await noteDelivery(tx, shop, itemIds, news, at);
  if (news && after.status === "cancelled" && row.status === "coming") {
    // At once, and not as news that spread: the recount takes its lines away from it.
    await tellOrdersAgain(world, tx, shop, await ordersCoveredBy(tx, shop, deliveryId), news);
  } else if (news && row.confirmed && !over && moved.from !== moved.to) {
    return deliveryMoved(world, tx, shop, { deliveryId, itemIds }, news);
  }
  await world.nudge(
    itemIds.map((itemId) => ({ queue: "recount", shop, itemId })),
    tx,
  );
}

function newsOf(
  { deliveryId, statedOn: was }: DeliveryRow,
  { reference, statedOn, status }: DeliveryState,
  { from, to }: { from: Day | null; to: Day | null },
): Because | null {
  if (status === "cancelled") return { kind: "delivery_cancelled", deliveryId, reference };
  if (from === to && was === statedOn) return null;
  return { kind: "delivery_changed", deliveryId, reference, from, to, statedOn };
}
