import { recordWhy } from "../database/book.server.ts";
import { movable } from "../database/moves.server.ts";
import { draftsOf, wayOf } from "../database/pages/places.server.ts";
import type { Id } from "../domain/facts.ts";
import { draftTransfer } from "../shopify/moves.server.ts";
import type { World } from "../world.ts";

export type Drafted = { name: string } | "changed" | "drafted" | "no_access" | { refused: string };

/**
 * Drafts a transfer in Shopify that would bring what a line waits for from a place where it lies free. The rest is
 * the merchant's: until the transfer is sent, nothing moves and nobody is promised anything of it. `drafted`: there is
 * one that nobody has sent yet, drafted from another tab or in Shopify.
 */
export async function transferDrafted(
  world: World,
  shop: string,
  orderId: Id,
  asked: { fulfillmentLineId: Id; fromLocationId: Id; key: string },
): Promise<Drafted> {
  const found = await movable(world.db, shop, orderId, asked.fulfillmentLineId, asked.fromLocationId);
  if (!found) return "changed";
  // What can ship from a place is what lies free there: both questions have one answer, and a transfer goes the other way.
  const { itemId, lineId, fromLocationId: toLocationId, name: order } = found;
  const { fromLocationId, key } = asked;
  const there = await draftsOf(world.db, shop, [itemId]);
  if (there.has(wayOf({ itemId, fromLocationId, toLocationId }))) return "drafted";
  const units = Math.min(found.owed, found.free);
  const drafted = await draftTransfer(world.admin(shop), key, {
    itemId,
    units,
    fromLocationId,
    toLocationId,
    note: `For ${order}`,
  });
  if (typeof drafted === "string" || "refused" in drafted) return drafted;
  const { name: transfer, transferId } = drafted;
  const because = {
    kind: "transfer_drafted",
    transfer,
    units,
    from: fromLocationId,
    to: toLocationId,
  } as const;
  await world.db.$transaction(async (tx) => {
    await recordWhy(tx, shop, [{ orderId, lineId, because: { kind: "hold", because } }], world.now());
    await world.nudge([{ queue: "read", shop, what: "transfer", id: transferId }], tx);
  });
  return { name: transfer };
}
