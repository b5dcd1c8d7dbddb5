import { recordWhy } from "../database/book.server.ts";
import { movable } from "../database/moves.server.ts";
import type { Id } from "../domain/facts.ts";
import { moveUnits } from "../shopify/moves.server.ts";
import type { World } from "../world.ts";

export type Moved = "moved" | "changed" | "on_hold" | "no_access" | { refused: string };

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
  // Shopify moves what is on hold as a whole.
  if (onHold && units !== partUnits) return "on_hold";
  const moved = await moveUnits(
    world.admin(shop),
    { partId, fulfillmentLineId: asked.fulfillmentLineId, units },
    asked.toLocationId,
  );
  if (moved !== "moved") return moved;
  const because = { kind: "moved", units, from: fromLocationId, to: asked.toLocationId } as const;
  await world.db.$transaction(async (tx) => {
    await recordWhy(tx, shop, [{ orderId, lineId, because: { kind: "hold", because } }], world.now());
    await world.nudge([{ queue: "read", shop, what: "order", id: orderId }], tx);
  });
  return "moved";
}
