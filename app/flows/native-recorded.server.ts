import { addDelivery, changeDelivery, findDelivery, ordersCoveredBy } from "../database/deliveries.server.ts";
import { noteMove, settleMove } from "../database/delivery-moves.server.ts";
import type { Transaction } from "../database/client.server.ts";
import {
  dropNative,
  keepNative,
  keepNativeLines,
  lockSuppliersOfTransfer,
  markNative,
  nativeIds,
  nativeLines,
  ownWords,
} from "../database/transfers.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { NativeDelivery, NativeLine } from "../domain/native-supply.ts";
import { firstStated } from "../domain/stated.ts";
import type { World } from "../world.ts";
import { learnDates } from "./dates-learned.server.ts";
import { deliveryMoved, tellOrdersAgain } from "./delivery-news.server.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { expectationsOf } from "./expectations.server.ts";
import { handedOver } from "./handed-over.server.ts";

type Reading = { transferId: Id; today: Day; timeZone: string };

/**
 * Makes the deliveries of a transfer say what Shopify says now, with a reason for each difference. Returns the items
 * that have to be counted anew.
 */
export async function recordNative(
  world: World,
  tx: Transaction,
  shop: string,
  reading: Reading,
  deliveries: NativeDelivery[],
): Promise<Set<Id>> {
  const { transferId, timeZone } = reading;
  const own = await ownWords(tx, shop, transferId);
  const suppliers = await lockSuppliersOfTransfer(tx, shop, transferId);
  const words: Words = { statedOn: own.statedOn, supplierId: own.supplierId ?? suppliers[0] ?? null };
  const known = await nativeIds(tx, shop, transferId);
  const before = await nativeLines(tx, shop, transferId);
  const touched = new Set<Id>();
  const touch = (itemIds: Id[]) => itemIds.forEach((id) => touched.add(id));

  for (const delivery of deliveries)
    touch(
      known.includes(delivery.deliveryId)
        ? await change(world, tx, shop, reading, delivery, words, linesOf(before, delivery.deliveryId))
        : await add(world, tx, shop, reading, delivery, words),
    );
  for (const deliveryId of known) {
    if (deliveries.some((d) => d.deliveryId === deliveryId)) continue;
    const lines = linesOf(before, deliveryId);
    const itemIds = lines.map((l) => l.itemId);
    const from = await findDelivery(tx, shop, deliveryId);
    const takers = Map.groupBy(itemIds, (itemId) =>
      deliveries.find((d) => d.status === "coming" && brings(d, itemId) > 0),
    );
    for (const [taker, items] of takers) {
      const to = taker && (await findDelivery(tx, shop, taker.deliveryId));
      if (from && to) await handedOver(world, tx, shop, from, to, items);
    }
    // What no shipment held is in one now, or will never be: nothing that anybody was told of has ended.
    if (deliveryId.startsWith("transfer-") && deliveries.length > 0) await dropNative(tx, shop, deliveryId);
    else await end(world, tx, shop, deliveryId);
    touch(itemIds);
  }
  // One more past delivery to learn from.
  const arrived = deliveries.some((d) => d.lines.some((l) => l.received > 0));
  if (arrived && touched.size > 0)
    for (const id of suppliers) await learnDates(world, tx, shop, id, timeZone);
  return touched;
}

type Words = { statedOn: Day | null; supplierId: Id | null };

async function add(
  world: World,
  tx: Transaction,
  shop: string,
  { transferId, today, timeZone }: Reading,
  delivery: NativeDelivery,
  own: Words,
): Promise<Id[]> {
  const { deliveryId, reference, locationId, orderedOn, confirmed, status, lines, origin } = delivery;
  if (status === "cancelled") return [];
  const createdAt = delivery.createdAt ? new Date(delivery.createdAt) : world.now();
  const statedOn = delivery.statedOn ?? own.statedOn;
  const itemIds = lines.map((l) => l.itemId);
  const words = {
    deliveryId,
    reference,
    locationId,
    supplierId: own.supplierId,
    statedOn,
    orderedOn,
    confirmed,
  };
  const [expected] = await expectationsOf(tx, shop, own.supplierId, [{ ...words, itemIds }], {
    timeZone,
    today,
  });
  const enteredOn = dayIn(timeZone, createdAt);
  const firstStatedOn = firstStated(null, statedOn, { confirmed, enteredOn, today });
  await addDelivery(tx, shop, { ...words, ...expected!, firstStatedOn, createdAt, lines: [] });
  await markNative(tx, shop, deliveryId, { origin, transferId });
  await keepNative(tx, shop, delivery, own.supplierId);
  await keepNativeLines(tx, shop, deliveryId, lines, delivery.receivedOn ?? today);
  if (status === "coming") {
    const { expectedOn } = expected!;
    const because: Because = { kind: "delivery_entered", deliveryId, reference, expectedOn, confirmed };
    await noteDelivery(tx, shop, itemIds, because, world.now());
  }
  return itemIds;
}

async function change(
  world: World,
  tx: Transaction,
  shop: string,
  { today, timeZone }: Reading,
  delivery: NativeDelivery,
  own: Words,
  lines: NativeLine[],
): Promise<Id[]> {
  const { deliveryId, reference, confirmed, status } = delivery;
  const before = (await findDelivery(tx, shop, deliveryId))!;
  const statedOn = delivery.statedOn ?? own.statedOn;
  const supplierId = before.supplierId ?? own.supplierId;
  const itemIds = [...new Set([...before.itemIds, ...delivery.lines.map((l) => l.itemId)])];
  const { orderedOn } = delivery;
  const [expected] = await expectationsOf(
    tx,
    shop,
    supplierId,
    [{ ...before, supplierId, statedOn, orderedOn, itemIds }],
    { timeZone, today },
  );
  const firstStatedOn = confirmed ? (before.firstStatedOn ?? statedOn) : null;
  const { expectedOn } = expected!;
  const moved = before.expectedOn !== expectedOn || before.statedOn !== statedOn;
  const same =
    !moved &&
    before.reference === reference &&
    before.supplierId === supplierId &&
    before.locationId === delivery.locationId &&
    before.confirmed === confirmed &&
    before.status === status &&
    before.orderedOn === orderedOn &&
    sameLines(lines, delivery.lines);
  if (same) return [];

  if (status === "cancelled" && before.status === "coming") {
    await keepNativeLines(tx, shop, deliveryId, delivery.lines, today);
    await end(world, tx, shop, deliveryId);
    return itemIds;
  }
  await keepNative(tx, shop, delivery, supplierId);
  await keepNativeLines(tx, shop, deliveryId, delivery.lines, delivery.receivedOn ?? today);
  if (moved) await changeDelivery(tx, shop, deliveryId, { dates: { ...expected!, firstStatedOn, statedOn } });
  if (status !== "coming") await settleMove(tx, shop, deliveryId);
  else if (confirmed && !before.confirmed) {
    const because: Because = { kind: "delivery_confirmed", deliveryId, reference, expectedOn };
    await noteDelivery(tx, shop, itemIds, because, world.now());
  } else if (moved) {
    const from = before.expectedOn;
    const because: Because = {
      ...{ kind: "delivery_changed", deliveryId, reference, from, to: expectedOn, statedOn },
    };
    await noteDelivery(tx, shop, itemIds, because, world.now());
    if (confirmed && from !== expectedOn) {
      await noteMove(tx, shop, deliveryId, { from, to: expectedOn, at: world.now() });
      await deliveryMoved(world, tx, shop, { deliveryId, itemIds }, because);
    }
  }
  return itemIds;
}

async function end(world: World, tx: Transaction, shop: string, deliveryId: Id): Promise<void> {
  const before = await findDelivery(tx, shop, deliveryId);
  await settleMove(tx, shop, deliveryId);
  if (!before || before.status !== "coming") return;
  await changeDelivery(tx, shop, deliveryId, { status: "cancelled" });
  const because: Because = { kind: "delivery_cancelled", deliveryId, reference: before.reference };
  await noteDelivery(tx, shop, before.itemIds, because, world.now());
  await tellOrdersAgain(world, tx, shop, await ordersCoveredBy(tx, shop, deliveryId), because);
}

function linesOf(lines: (NativeLine & { deliveryId: Id })[], deliveryId: Id): NativeLine[] {
  return lines.filter((l) => l.deliveryId === deliveryId);
}

function brings(delivery: NativeDelivery, itemId: Id): number {
  const line = delivery.lines.find((l) => l.itemId === itemId);
  return line ? line.quantity - line.received : 0;
}

function sameLines(a: NativeLine[], b: NativeLine[]): boolean {
  return (
    a.length === b.length &&
    b.every((l) =>
      a.some((k) => k.itemId === l.itemId && k.quantity === l.quantity && k.received === l.received),
    )
  );
}
