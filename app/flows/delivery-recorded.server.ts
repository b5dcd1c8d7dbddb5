import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/client.server.ts";
import { ordersCovered, stateOf, takeDeliveries, type DeliveryRow } from "../database/deliveries.server.ts";
import { noteChanges, type DeliveryChange } from "../database/delivery-changes.server.ts";
import { writeStates } from "../database/delivery-states.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import { sameState, type ChangeKind, type DeliveryState } from "../domain/delivery-state.ts";
import type { Day, Id } from "../domain/facts.ts";
import { firstStated } from "../domain/stated.ts";
import type { World } from "../world.ts";
import { deliveriesMoved, tellOrders } from "./delivery-news.server.ts";
import { noteDeliveries } from "./delivery-noted.server.ts";
import { expectationsOfAll } from "./expectations.server.ts";

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
  const row = (await takeDeliveries(tx, shop, [deliveryId])).get(deliveryId);
  return row?.status === "coming" && row.origin === "own" ? row : null;
}

/**
 * The one way in which a delivery changes by a person's word. Its lines in the book refer to it, so their dates move
 * with this one row; the orders it pays are told one after the other, and its items are counted anew. What it was
 * before is kept, so that it can be taken back.
 */
export function recordChange(world: World, tx: Transaction, shop: string, one: Recorded): Promise<void> {
  return recordChanges(world, tx, shop, [one]);
}

/** The same of many deliveries, each named once, with as many statements as for one. */
export async function recordChanges(
  world: World,
  tx: Transaction,
  shop: string,
  all: Recorded[],
): Promise<void> {
  if (all.length === 0) return;
  const at = world.now();
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, at);
  const coming = all.flatMap(({ row: { deliveryId }, after }) =>
    after.status === "coming" ? [{ deliveryId, ...after, itemIds: after.lines.map((l) => l.itemId) }] : [],
  );
  const expected = await expectationsOfAll(tx, shop, coming, { timeZone, today });
  const made = all.map((one) => {
    const dates = expected.get(one.row.deliveryId) ?? one.row;
    const state = withFirstStated(one, { enteredOn: dayIn(timeZone, one.row.createdAt), today });
    return { ...one, dates, state, news: one.because?.(dates.expectedOn) ?? newsOf(one.row, state, dates) };
  });
  await writeStates(tx, shop, made);
  await noteChanges(
    tx,
    shop,
    made.flatMap((one) => changeOf(one, at)),
  );
  await spreadNews(world, tx, shop, made);
}

/** The day that was stated first: while it is told, it stays. */
function withFirstStated(
  { row, after, kind }: Recorded,
  days: { enteredOn: Day; today: Day },
): DeliveryState {
  if (after.status !== "coming" || kind === "undone") return after;
  if (kind === "confirmed") return { ...after, firstStatedOn: after.statedOn };
  const { confirmed, statedOn } = after;
  return { ...after, firstStatedOn: firstStated(row.firstStatedOn, statedOn, { confirmed, ...days }) };
}

/** What was taken back stays as it was noted, marked as undone. */
function changeOf(
  { row, state, kind, actionId = randomUUID() }: Recorded & { state: DeliveryState },
  at: Date,
): DeliveryChange[] {
  const [before, { deliveryId }] = [stateOf(row), row];
  if (kind === "undone" || sameState(before, state)) return [];
  return [{ changeId: randomUUID(), actionId, deliveryId, kind, before, after: state, at }];
}

type Made = Recorded & { dates: Pick<DeliveryRow, "expectedOn">; news: Because | null };

/** At the products, at the orders that they pay, and to the book. */
async function spreadNews(world: World, tx: Transaction, shop: string, all: Made[]): Promise<void> {
  const items = ({ row, after }: Made) => [...new Set([...row.itemIds, ...after.lines.map((l) => l.itemId)])];
  const told = all.flatMap((one) => {
    const { row, news, after } = one;
    if (!news) return [];
    const { deliveryId, confirmed, status } = row;
    const canceled = after.status === "cancelled" && status === "coming";
    const moved = confirmed && after.status === "coming" && row.expectedOn !== one.dates.expectedOn;
    return [{ deliveryId, itemIds: items(one), because: news, canceled, moved }];
  });
  if (told.length > 0) await noteDeliveries(tx, shop, told, world.now());
  // At once, and not as news that spread: the recount takes its lines away from it.
  const canceled = new Map(told.flatMap((t) => (t.canceled ? [[t.deliveryId, t.because]] : [])));
  if (canceled.size > 0) {
    const orders = await ordersCovered(tx, shop, [...canceled.keys()]);
    await tellOrders(
      world,
      tx,
      shop,
      orders.map(({ deliveryId, orderId }) => ({ orderId, because: canceled.get(deliveryId)! })),
    );
  }
  const moved = told.filter((t) => t.moved);
  await deliveriesMoved(world, tx, shop, moved);
  const counted = new Set(moved.flatMap((m) => m.itemIds));
  const itemIds = [...new Set(all.flatMap(items))].filter((id) => !counted.has(id));
  await world.nudge(
    itemIds.map((itemId) => ({ queue: "recount", shop, itemId })),
    tx,
  );
}

function newsOf(
  { deliveryId, statedOn: was, expectedOn: from }: DeliveryRow,
  { reference, statedOn, status }: DeliveryState,
  { expectedOn: to }: Pick<DeliveryRow, "expectedOn">,
): Because | null {
  if (status === "cancelled") return { kind: "delivery_cancelled", deliveryId, reference };
  if (from === to && was === statedOn) return null;
  return { kind: "delivery_changed", deliveryId, reference, from, to, statedOn };
}
