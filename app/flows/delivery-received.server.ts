import { randomUUID } from "node:crypto";
import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { lockDeliveries, ordersCoveredBy, stateOf, type DeliveryRow } from "../database/deliveries.server.ts";
import { isNoted } from "../database/delivery-changes.server.ts";
import { noteReceipt } from "../database/receipts.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { addWrite, rememberWriting, writesOf } from "../database/stock-writes.server.ts";
import { lockSupplier, supplierOfDelivery } from "../database/suppliers.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import { counted, toCome, withDay, type Counted } from "../domain/delivery-state.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { learnDates } from "./dates-learned.server.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { changeable, recordChange } from "./delivery-recorded.server.ts";
import { partOff } from "./delivery-split.server.ts";

/**
 * What somebody counted in, line by line. `later`: when the rest of those lines comes that comes later. `write`: what
 * Shopify had available of each item when a person chose to have the units written there; null: they chose not to.
 */
export type Receipt = {
  counts: Counted[];
  arrivedOn?: Day;
  later?: Day | null;
  write?: Record<Id, number> | null;
  /** Chosen by whoever sends it: sent again, because the answer was lost, it is the same receipt. */
  receiptId?: Id;
};

/**
 * Units of a delivery are there: they stop being supply, since Shopify's stock holds them now. Nothing is written to
 * that stock here: see arrival-written.server.ts. `arrivedOn` is today unless somebody says otherwise.
 */
export async function deliveryCounted(
  world: World,
  shop: string,
  deliveryId: Id,
  { counts, arrivedOn, later = null, write, receiptId: actionId = randomUUID() }: Receipt,
): Promise<{ actionId: Id; writeId: Id | null; before: boolean } | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const supplierId = await supplierOfDelivery(tx, shop, deliveryId);
    if (supplierId !== null) {
      await lockSupplier(tx, shop, supplierId);
      await lockDeliveries(tx, shop, [deliveryId], [supplierId]);
    }
    const row = await changeable(tx, shop, deliveryId);
    if (await isNoted(tx, shop, actionId)) {
      const unsure = (await writesOf(tx, shop, actionId)).find((w) => w.state === "asked");
      return { actionId, writeId: unsure?.writeId ?? null, before: true };
    }
    if (!row || counts.some((c) => !row.itemIds.includes(c.itemId))) return "not_found";
    const timeZone = await timeZoneOf(tx, shop);
    const today = dayIn(timeZone, world.now());
    const on = arrivedOn ?? today;
    const orders = await ordersCoveredBy(tx, shop, deliveryId);
    const arrived = counts.filter((c) => c.arrived + c.damaged > 0);

    let after = counted(stateOf(row), counts, on);
    const late = counts.filter((c) => c.rest === "later").map((c) => c.itemId);
    const waiting = after.lines.filter((l) => toCome(l) > 0);
    const allLate = waiting.length > 0 && waiting.every((l) => late.includes(l.itemId));
    // Where nothing stays expected on the old day there is nothing to divide.
    if (allLate) after = withDay(after, later);
    await recordChange(world, tx, shop, { row, after, kind: "received", actionId });
    if (!allLate && late.length > 0) {
      const parts = waiting.filter((l) => late.includes(l.itemId));
      await partOff(world, tx, shop, deliveryId, {
        parts: parts.map((l) => ({ itemId: l.itemId, units: toCome(l) })),
        statedOn: later,
        actionId,
      });
    }
    const { locationId } = row;
    await noteReceipt(
      tx,
      shop,
      {
        ...{ receiptId: actionId, deliveryId, locationId },
        lines: counts.map((c) => ({ itemId: c.itemId, units: c.arrived })),
      },
      world.now(),
    );
    const units = sum(arrived, (c) => c.arrived + c.damaged);
    const damaged = sum(arrived, (c) => c.damaged);
    const over = sum(arrived, (c) => Math.max(0, c.arrived + c.damaged - due(row, c)));
    const { reference } = row;
    const because: Because = {
      kind: "delivery_received",
      deliveryId,
      reference,
      units,
      ...(damaged > 0 && { damaged }),
      ...(over > 0 && { over }),
      ...(on !== today && { on }),
    };
    const short: Because = { kind: "delivery_short", deliveryId, reference, units: goneUnits(row, counts) };
    const said = [...(units > 0 ? [because] : []), ...(short.units > 0 ? [short] : [])];
    for (const one of said) await tell(world, tx, shop, counts, orders, one);
    // Stock that rose a moment ago may not have been read yet.
    await world.nudge(
      arrived.map((c) => ({ queue: "read", shop, what: "item", id: c.itemId })),
      tx,
    );
    // One more past delivery to learn from.
    if (supplierId !== null) await learnDates(world, tx, shop, supplierId, timeZone);
    if (write !== undefined) await rememberWriting(tx, shop, write !== null);
    // What is damaged can't be sold: it stays out of the units that can.
    const lines = counts.flatMap(({ itemId, arrived: units }) =>
      write && units > 0 && itemId in write ? [{ itemId, units, from: write[itemId]! }] : [],
    );
    if (lines.length === 0) return { actionId, writeId: null, before: false };
    const writeId = randomUUID();
    await addWrite(tx, shop, { writeId, actionId, lines }, world.now());
    return { actionId, writeId, before: false };
  });
}

/** Units of one item arrived, and the rest stays expected. `before`: they were received the first time this was sent. */
export async function deliveryReceived(
  world: World,
  shop: string,
  deliveryId: Id,
  { itemId, quantity, ...more }: { itemId: Id; quantity: number; arrivedOn?: Day; receiptId?: Id },
): Promise<"received" | "not_found" | "before"> {
  const counts: Counted[] = [{ itemId, arrived: quantity, damaged: 0, rest: "stays" }];
  const done = await deliveryCounted(world, shop, deliveryId, { counts, ...more });
  if (done === "not_found") return done;
  return done.before ? "before" : "received";
}

/** At its products, and at the orders that waited for it. */
async function tell(
  world: World,
  tx: Transaction,
  shop: string,
  counts: Counted[],
  orders: Id[],
  because: Because,
): Promise<void> {
  const items = counts.map((c) => c.itemId);
  await noteDelivery(tx, shop, items, because, world.now());
  await recordWhy(
    tx,
    shop,
    orders.map((orderId) => ({ orderId, because })),
    world.now(),
  );
}

function goneUnits(row: DeliveryRow, counts: Counted[]): number {
  const gone = counts.filter((c) => c.rest === "gone");
  return sum(gone, (c) => Math.max(0, due(row, c) - c.arrived - c.damaged));
}

/** Units of an item that were to come. */
const due = (row: DeliveryRow, { itemId }: Counted) => toCome(row.lines.find((l) => l.itemId === itemId)!);

function sum<T>(of: T[], units: (one: T) => number): number {
  return of.reduce((total, one) => total + units(one), 0);
}
