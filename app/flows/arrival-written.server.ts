import { randomUUID } from "node:crypto";
import { findDelivery } from "../database/deliveries.server.ts";
import {
  addWrite,
  deliveryOfAction,
  endWrite,
  findWrite,
  writesOf,
} from "../database/stock-writes.server.ts";
import type { Id } from "../domain/facts.ts";
import { addArrivedUnits, availableUnits } from "../shopify/arrivals.server.ts";
import { ShopifyRefused, ShopifyUnavailable } from "../shopify/errors.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";

export type Written = "written" | "stale" | "refused" | "unknown" | "gone";

/** What Shopify has available of a delivery's items where it arrives, right now. Null: Shopify does not answer. */
export async function shelfNow(
  world: World,
  shop: string,
  itemIds: Id[],
  locationId: Id,
): Promise<Record<Id, number> | null> {
  try {
    return await availableUnits(world.admin(shop), itemIds, locationId);
  } catch (error) {
    if (!(error instanceof ShopifyUnavailable || error instanceof ShopifyRefused)) throw error;
    return null;
  }
}

/**
 * Sends what a person asked to be written. It was recorded before, under the key that Shopify knows it by: whoever
 * died after sending it sends the same again, and Shopify answers what it did the first time.
 */
export async function arrivalWritten(world: World, shop: string, writeId: Id): Promise<Written> {
  const found = await world.db.$transaction(async (tx) => {
    const write = await findWrite(tx, shop, writeId);
    const deliveryId = write && (await deliveryOfAction(tx, shop, write.actionId));
    const delivery = deliveryId ? await findDelivery(tx, shop, deliveryId) : null;
    return write?.state === "asked" && delivery ? { write, delivery } : null;
  });
  if (!found) return "gone";
  const { write, delivery } = found;
  const { locationId, deliveryId, reference } = delivery;
  const admin = world.admin(shop);
  try {
    const answer = await addArrivedUnits(admin, writeId, locationId, write.lines);
    if (answer === "not_yet") return "unknown";
    if (answer === "stale") {
      const items = write.lines.map((l) => l.itemId);
      const now = (await shelfNow(world, shop, items, locationId)) ?? {};
      const lines = write.lines.map((l) => ({ ...l, found: now[l.itemId] ?? l.from }));
      await endWrite(world.db, shop, writeId, { state: "stale", problem: null, lines }, world.now());
      return "stale";
    }
  } catch (error) {
    if (error instanceof ShopifyUnavailable) return "unknown";
    if (!(error instanceof ShopifyRefused)) throw error;
    const to = { state: "refused" as const, problem: error.message, lines: write.lines };
    await endWrite(world.db, shop, writeId, to, world.now());
    return "refused";
  }
  await world.db.$transaction(async (tx) => {
    const { lines } = write;
    await endWrite(tx, shop, writeId, { state: "written", problem: null, lines }, world.now());
    const units = lines.reduce((sum, l) => sum + l.units, 0);
    const items = lines.map((l) => l.itemId);
    await noteDelivery(
      tx,
      shop,
      items,
      { kind: "arrival_written", deliveryId, reference, units },
      world.now(),
    );
    await world.nudge(
      items.map((id) => ({ queue: "read", shop, what: "item", id })),
      tx,
    );
  });
  return "written";
}

/** A person tries again: the same when nobody knows, or anew from the numbers that were found. */
export async function arrivalRetried(world: World, shop: string, writeId: Id): Promise<Written> {
  const next = await world.db.$transaction(async (tx) => {
    const write = await findWrite(tx, shop, writeId);
    if (!write || write.state === "asked") return write?.writeId ?? null;
    if (write.state !== "stale" && write.state !== "refused") return null;
    const again = randomUUID();
    const lines = write.lines.map(({ itemId, units, from, found }) => ({
      itemId,
      units,
      from: found ?? from,
    }));
    const { actionId, problem } = write;
    await endWrite(tx, shop, writeId, { state: "replaced", problem, lines: write.lines }, world.now());
    await addWrite(tx, shop, { writeId: again, actionId, lines }, world.now());
    return again;
  });
  return next ? arrivalWritten(world, shop, next) : "gone";
}

/** A person leaves the stock as it is. What may have happened already cannot be left. */
export async function arrivalLeft(world: World, shop: string, writeId: Id): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const write = await findWrite(tx, shop, writeId);
    if (write?.state !== "stale" && write?.state !== "refused") return;
    const { problem, lines } = write;
    await endWrite(tx, shop, writeId, { state: "replaced", problem, lines }, world.now());
  });
}

/**
 * Sends what an undone receipt asked to be taken off; where the stock moved meanwhile, from the numbers that are found
 * then. Null: nothing was asked.
 */
export async function arrivalTakenBack(world: World, shop: string, actionId: Id): Promise<Written | null> {
  const asked = (await writesOf(world.db, shop, actionId)).find((w) => w.state === "asked");
  if (!asked) return null;
  const written = await arrivalWritten(world, shop, asked.writeId);
  return written === "stale" ? arrivalRetried(world, shop, asked.writeId) : written;
}
