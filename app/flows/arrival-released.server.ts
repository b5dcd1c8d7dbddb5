import { recordWhy } from "../database/book.server.ts";
import { recordEffectOn } from "../database/effects.server.ts";
import { approveHolds } from "../database/holds.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** The merchant releases what orders got in an arrival. Returns how many units were on hold for it. */
export async function arrivalReleased(
  world: World,
  shop: string,
  arrivalId: string,
  orderIds: Id[],
): Promise<number> {
  return world.db.$transaction(async (tx) => {
    const approved = await approveHolds(tx, shop, BigInt(arrivalId), orderIds);
    const at = world.now();
    const because = (units: number) => ({ kind: "hold", because: { kind: "approved", units } }) as const;
    await recordWhy(
      tx,
      shop,
      approved.map(({ orderId, units }) => ({ orderId, because: because(units) })),
      at,
    );
    const units = approved.reduce((sum, a) => sum + a.units, 0);
    const orders = approved.map((a) => a.orderId);
    await recordEffectOn(tx, shop, "hold_waiting_part", orders, because(units), at);
    await world.nudge([{ queue: "perform", shop, kind: "hold_waiting_part" }], tx);
    return units;
  });
}
