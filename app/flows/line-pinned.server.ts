import { recordWhy } from "../database/book.server.ts";
import { pinChoices, removePin, savePin } from "../database/pins.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { recount } from "./recount.server.ts";

/** The merchant's word: so many units of a delivery are for this line, before everybody else. */
export async function linePinned(
  world: World,
  shop: string,
  orderId: Id,
  { lineId, deliveryId, units }: { lineId: Id; deliveryId: Id; units: number },
): Promise<"pinned" | "not_found"> {
  const itemId = await world.db.$transaction(async (tx) => {
    const choices = await pinChoices(tx, shop, orderId);
    const chosen = choices.find((c) => c.lineId === lineId && c.deliveryId === deliveryId);
    if (!chosen) return null;
    const at = world.now();
    const { itemId: item, reference } = chosen;
    await savePin(tx, shop, { deliveryId, itemId: item, lineId, quantity: units, author: "staff", at });
    await recordWhy(tx, shop, [{ orderId, lineId, because: { kind: "pin_set", units, reference } }], at);
    await world.nudge([{ queue: "recount", shop, itemId: item }], tx);
    return item;
  });
  if (itemId === null) return "not_found";
  // At once, so that whoever pinned it sees what came of it; the nudge then finds nothing to do.
  await recount(world, shop, itemId);
  return "pinned";
}

export async function lineUnpinned(
  world: World,
  shop: string,
  orderId: Id,
  { lineId, deliveryId }: { lineId: Id; deliveryId: Id },
): Promise<"unpinned" | "not_found"> {
  const removed = await world.db.$transaction(async (tx) => {
    const pin = await removePin(tx, shop, { orderId, lineId, deliveryId });
    if (!pin) return null;
    const { itemId, reference } = pin;
    await recordWhy(
      tx,
      shop,
      [{ orderId, lineId, because: { kind: "pin_removed", reference } }],
      world.now(),
    );
    await world.nudge([{ queue: "recount", shop, itemId }], tx);
    return pin;
  });
  if (removed === null) return "not_found";
  await recount(world, shop, removed.itemId);
  return "unpinned";
}
