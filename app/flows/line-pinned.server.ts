import { recordWhy } from "../database/book.server.ts";
import { pinChoices, removePeg, savePeg } from "../database/pins.server.ts";
import type { Id, Peg } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { recount } from "./recount.server.ts";

/** The merchant's word: so many units of a delivery are for this line. A pin goes before everybody else. */
export async function linePinned(
  world: World,
  shop: string,
  orderId: Id,
  { lineId, deliveryId, units, kind }: { lineId: Id; deliveryId: Id; units: number; kind: Peg["kind"] },
): Promise<"pinned" | "not_found"> {
  const itemId = await world.db.$transaction(async (tx) => {
    const choices = await pinChoices(tx, shop, orderId);
    const chosen = choices.find((c) => c.lineId === lineId && c.deliveryId === deliveryId);
    if (!chosen) return null;
    const at = world.now();
    const { itemId: item, reference } = chosen;
    const peg = { kind, deliveryId, lineId, quantity: units };
    await savePeg(tx, shop, { ...peg, itemId: item, author: "staff", at });
    await recordWhy(tx, shop, [{ orderId, lineId, because: { kind: `${kind}_set`, units, reference } }], at);
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
    const peg = await removePeg(tx, shop, { orderId, lineId, deliveryId });
    if (!peg) return null;
    const { kind, itemId, reference } = peg;
    await recordWhy(
      tx,
      shop,
      [{ orderId, lineId, because: { kind: `${kind}_removed`, reference } }],
      world.now(),
    );
    await world.nudge([{ queue: "recount", shop, itemId }], tx);
    return peg;
  });
  if (removed === null) return "not_found";
  await recount(world, shop, removed.itemId);
  return "unpinned";
}
