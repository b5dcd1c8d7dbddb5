import { recordWhy } from "../database/book.server.ts";
import { findDelivery } from "../database/deliveries.server.ts";
import { makeSure, settleMove } from "../database/delivery-moves.server.ts";
import type { Because } from "../domain/because.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";

/**
 * The merchant decides what to tell of a day that moved by itself. `now`: what differs from a promise by more than the
 * tolerance is announced without waiting whether it holds, in the same way as always. `rules`: nothing but the rules.
 */
export async function moveDecided(
  world: World,
  shop: string,
  deliveryId: Id,
  what: "now" | "rules",
): Promise<number | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const delivery = await findDelivery(tx, shop, deliveryId);
    if (!delivery || !(await settleMove(tx, shop, deliveryId))) return "not_found";
    if (what === "rules") return 0;
    const orders = await makeSure(tx, shop, deliveryId);
    const { reference, itemIds } = delivery;
    const because: Because = { kind: "told_now", deliveryId, reference };
    await noteDelivery(tx, shop, itemIds, because, world.now());
    await recordWhy(
      tx,
      shop,
      orders.map((orderId) => ({ orderId, because })),
      world.now(),
    );
    await world.nudge(
      orders.map((orderId) => ({ queue: "promises", shop, orderId })),
      tx,
    );
    return orders.length;
  });
}
