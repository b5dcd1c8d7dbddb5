import { recordWhy } from "../database/book.server.ts";
import { holdsOfOrders, recordHolds } from "../database/holds.server.ts";
import { movable } from "../database/moves.server.ts";
import { lastShipsBy } from "../database/published.server.ts";
import type { Id } from "../domain/facts.ts";
import { holdNotes, noteReleasing } from "../domain/holds.ts";
import { readHolds } from "../shopify/holds.server.ts";
import { moveHeldUnits, moveUnits } from "../shopify/moves.server.ts";
import type { World } from "../world.ts";

export type Moved = "moved" | "changed" | "held_by_others" | "no_access" | { refused: string };

/**
 * Lets another place ship what waits of a line: as many units as lie free there. The book follows when Shopify tells
 * of it.
 */
export async function lineMoved(
  world: World,
  shop: string,
  orderId: Id,
  asked: { fulfillmentLineId: Id; toLocationId: Id },
): Promise<Moved> {
  const found = await movable(world.db, shop, orderId, asked.fulfillmentLineId, asked.toLocationId);
  if (!found) return "changed";
  const { partId, lineId, fromLocationId, onHold, partUnits } = found;
  const units = Math.min(found.owed, found.free);
  const move = { ...asked, partId, units };
  // Shopify moves what is on hold as a whole.
  const moved =
    onHold && units !== partUnits
      ? await partMoved(world, shop, orderId, move)
      : await moveUnits(world.admin(shop), move);
  if (moved !== "moved") return moved;
  const because = { kind: "moved", units, from: fromLocationId, to: asked.toLocationId } as const;
  await world.db.$transaction(async (tx) => {
    await recordWhy(tx, shop, [{ orderId, lineId, because: { kind: "hold", because } }], world.now());
    await world.nudge([{ queue: "read", shop, what: "order", id: orderId }], tx);
  });
  return "moved";
}

type Move = Parameters<typeof moveUnits>[1];

/** Of what is on hold by us only; the hold of somebody else is left alone. */
async function partMoved(world: World, shop: string, orderId: Id, move: Move): Promise<Moved> {
  const admin = world.admin(shop);
  const known = (await holdsOfOrders(world.db, shop, [orderId])).get(orderId)!.known;
  const part = (await readHolds(admin, orderId, [move.partId])).find(({ id }) => id === move.partId);
  const taken = part?.lines.find(({ id }) => id === move.fulfillmentLineId);
  if (!part || !taken || taken.remaining < move.units) return "changed";
  const ours = part.holds.filter((hold) => hold.ours);
  if (ours.length < part.holds.length) return "held_by_others";
  if (ours.length === 0) return "changed";
  const rest = part.lines
    .map(({ id, remaining }) => ({ id, quantity: id === taken.id ? remaining - move.units : remaining }))
    .filter(({ quantity }) => quantity > 0);
  // Noted before it is done, as all that we release is: else it would look as if staff had released it.
  await world.db.$transaction(async (tx) => {
    await recordHolds(tx, shop, orderId, noteReleasing(known, part.id), world.now());
    await world.nudge([{ queue: "read", shop, what: "order", id: orderId }], tx);
  });
  const lineIds = part.lines.map(({ lineId }) => lineId);
  const shipsBy = await lastShipsBy(world.db, shop, orderId, lineIds, world.now());
  const holdIds = ours.map(({ id }) => id);
  return moveHeldUnits(admin, move, { holdIds, rest, notes: holdNotes(shipsBy) });
}
