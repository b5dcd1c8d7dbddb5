import { stateOf } from "../database/deliveries.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { changeable, recordChange } from "./delivery-recorded.server.ts";

/** A draft becomes a delivery: from now on it pays what is owed. What it says now is what was stated first. */
export async function deliveryConfirmed(
  world: World,
  shop: string,
  deliveryId: Id,
): Promise<"confirmed" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const row = await changeable(tx, shop, deliveryId);
    if (!row || row.confirmed) return "not_found";
    const { reference } = row;
    await recordChange(world, tx, shop, {
      row,
      after: { ...stateOf(row), confirmed: true },
      kind: "confirmed",
      because: (expectedOn) => ({ kind: "delivery_confirmed", deliveryId, reference, expectedOn }),
    });
    return "confirmed";
  });
}
