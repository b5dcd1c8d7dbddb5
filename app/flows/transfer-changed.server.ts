import { randomUUID } from "node:crypto";
import { shopCalendar } from "../database/calendar.server.ts";
import { countSurprises } from "../database/cycles.server.ts";
import { findDelivery, lockDeliveries, ordersCoveredBy } from "../database/deliveries.server.ts";
import { recordWhy } from "../database/book.server.ts";
import { drawReadNumber } from "../database/read-number.server.ts";
import { noteReceipt } from "../database/receipts.server.ts";
import { hasUnknownLocation, keepItem } from "../database/stock-facts.server.ts";
import {
  countIn,
  keepTransfer,
  knownTransfer,
  lockSuppliersOfTransfer,
  lockTransfer,
  loseTransfer,
  mayReadTransfers,
  nativeIds,
  nativeLines,
} from "../database/transfers.server.ts";
import type { Because } from "../domain/because.ts";
import { calendarFor } from "../domain/calendar.ts";
import { dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import { digestOf, nativeDeliveries, statusesIn, type NativeDelivery } from "../domain/native-supply.ts";
import type { CycleName, Job } from "../queues.ts";
import { readItem, type ReadItem } from "../shopify/stock.server.ts";
import { readTransfer } from "../shopify/transfers.server.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { recordNative } from "./native-recorded.server.ts";

/**
 * Reads a transfer of Shopify's again with all its shipments: its goods are deliveries like those entered here.
 * Units that were counted in stop being on their way in the same moment in which they lie on the shelf, so that no
 * order ever loses what it is about to get.
 */
export async function transferChanged(
  world: World,
  shop: string,
  transferId: Id,
  foundBy?: CycleName,
): Promise<void> {
  const readNumber = await drawReadNumber(world.db);
  // Goods out of our sight may be changed or canceled unseen: they are nobody's date any more.
  const allowed = await mayReadTransfers(world.db, shop);
  const read = allowed ? await readTransfer(world.admin(shop), transferId) : null;
  const calendar = await shopCalendar(world.db, shop);
  if (!calendar) return;
  const at = calendarFor(calendar, { locationId: read?.transfer.destinationId ?? "" });
  const dayAt = (instant: string) => dayIn(at.timeZone, new Date(instant));
  const deliveries = read ? nativeDeliveries(read.transfer, dayAt) : [];
  const today = dayIn(at.timeZone, world.now());

  const reading = { transferId, readNumber, today, timeZone: at.timeZone };
  const arrived = await countArrivedIn(world, shop, reading, deliveries);
  await world.db.$transaction(async (tx) => {
    await lockTransfer(tx, shop, transferId);
    const known = await knownTransfer(tx, shop, transferId);
    if (known && known.readSeq > readNumber) return;
    // Before its deliveries, items and products, as by everybody who locks both: a receipt teaches dates of all of them.
    const suppliers = await lockSuppliersOfTransfer(tx, shop, transferId);
    for (const { item, number } of arrived) await keepItem(tx, shop, item, number);
    const before = await nativeIds(tx, shop, transferId);
    await lockDeliveries(tx, shop, before, suppliers);
    const touched = await recordNative(world, tx, shop, reading, deliveries);
    // Before the first look nothing was waited for.
    const arrivedUnseen = before.length === 0 ? [] : deliveries.filter((d) => !before.includes(d.deliveryId));
    for (const { deliveryId, locationId, lines } of arrivedUnseen) {
      const counted = lines.map((l) => ({ itemId: l.itemId, units: l.received }));
      const receipt = { receiptId: randomUUID(), deliveryId, locationId, lines: counted };
      await noteReceipt(tx, shop, receipt, world.now());
    }
    for (const { item } of arrived) touched.add(item.itemId);

    const jobs: Job[] = [...touched].map((itemId) => ({ queue: "recount", shop, itemId }));
    if (read) {
      const { name, status, originId, destinationId } = read.transfer;
      const digest = digestOf(read.glance);
      await keepTransfer(tx, shop, transferId, {
        ...{ name, status, originId, destinationId, digest, readSeq: readNumber },
      });
      // What a shipment takes along changes both shelves, which Shopify tells of only where units can be sold.
      const statuses = statusesIn(known?.digest ?? digest);
      const left = read.transfer.shipments.filter((s) => statuses.get(s.shipmentId) !== s.status);
      for (const itemId of new Set(left.flatMap((s) => s.lines.map((l) => l.itemId))))
        jobs.push({ queue: "read", shop, what: "item", id: itemId });
      if (destinationId !== null && (await hasUnknownLocation(tx, shop, [destinationId])))
        jobs.push({ queue: "read", shop, what: "locations", id: "all" });
      if (foundBy && known?.digest !== digest) await countSurprises(tx, shop, foundBy, 1);
    } else if (known) await loseTransfer(tx, shop, transferId, readNumber);
    await world.nudge(jobs, tx);
  });
}

type Reading = { transferId: Id; readNumber: bigint; today: string; timeZone: string };

/**
 * Lines of which more has arrived than we know, each with the stock of its item read after it. What was kept needs no
 * second look when the rest has to be put off. Returns the stock of items that arrived in shipments never seen before.
 */
async function countArrivedIn(
  world: World,
  shop: string,
  { transferId, readNumber, today, timeZone }: Reading,
  deliveries: NativeDelivery[],
): Promise<{ item: ReadItem; number: bigint }[]> {
  const lines = await nativeLines(world.db, shop, transferId);
  // Before the first look nothing of it was expected.
  if (lines.length === 0) return [];
  const seen = new Set(lines.map((l) => l.deliveryId));
  const stockOf = async (itemId: Id) => {
    const number = await drawReadNumber(world.db);
    const item = await readItem(world.admin(shop), itemId, false);
    return item && { item, number };
  };
  const risen = lines.flatMap((line) => {
    const delivery = deliveries.find((d) => d.deliveryId === line.deliveryId);
    const received = delivery?.lines.find((l) => l.itemId === line.itemId)?.received ?? 0;
    return delivery && received > line.received ? [{ ...line, delivery, was: line.received, received }] : [];
  });
  for (const [itemId, some] of Map.groupBy(risen, (l) => l.itemId)) {
    const stock = await stockOf(itemId);
    await world.db.$transaction(async (tx) => {
      await lockTransfer(tx, shop, transferId);
      const known = await knownTransfer(tx, shop, transferId);
      if (known && known.readSeq > readNumber) return;
      if (stock) await keepItem(tx, shop, stock.item, stock.number);
      for (const { delivery, deliveryId, was, received } of some) {
        const before = await findDelivery(tx, shop, deliveryId);
        if (!before) continue;
        const on = delivery.receivedOn ?? today;
        const because: Because = {
          ...{ kind: "delivery_received", deliveryId, reference: before.reference, units: received - was },
          ...(on !== dayIn(timeZone, world.now()) && { on }),
        };
        const orders = await ordersCoveredBy(tx, shop, deliveryId);
        await countIn(tx, shop, { deliveryId, itemId, received }, on);
        const counted = {
          deliveryId,
          locationId: delivery.locationId,
          lines: [{ itemId, units: received - was }],
        };
        await noteReceipt(tx, shop, { receiptId: randomUUID(), ...counted }, world.now());
        await noteDelivery(tx, shop, [itemId], because, world.now());
        await recordWhy(
          tx,
          shop,
          orders.map((orderId) => ({ orderId, because })),
          world.now(),
        );
      }
      await world.nudge([{ queue: "recount", shop, itemId }], tx);
    });
  }
  const fresh = deliveries
    .filter((d) => !seen.has(d.deliveryId))
    .flatMap((d) => d.lines.filter((l) => l.received > 0).map((l) => l.itemId));
  const stocks = [];
  // In one order, since they are kept together.
  for (const itemId of [...new Set(fresh)].sort()) stocks.push(await stockOf(itemId));
  return stocks.filter((s) => s !== null);
}
