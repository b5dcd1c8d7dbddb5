import { withDay, withUnits } from "../domain/delivery-state.ts";
import { stateOf } from "../database/deliveries.server.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { changeable, recordChange } from "./delivery-recorded.server.ts";

/** What may be said anew of a delivery; what is not named stays. */
export type DeliveryWords = {
  /** The supplier's day; null: none. */
  expectedOn?: Day | null;
  earliestOn?: Day | null;
  inTransit?: boolean;
  notes?: string;
  /** So many units of an item are still to come. */
  itemId?: Id;
  quantity?: number;
};

/** The supplier says another day or brings other units, or the merchant knows more of it. */
export async function deliveryChanged(
  world: World,
  shop: string,
  deliveryId: Id,
  to: DeliveryWords,
): Promise<"changed" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const row = await changeable(tx, shop, deliveryId);
    if (!row) return "not_found";
    const { expectedOn, earliestOn, itemId, quantity, ...words } = to;
    let after = { ...stateOf(row), ...words };
    if (expectedOn !== undefined || earliestOn !== undefined)
      after = withDay(after, expectedOn === undefined ? after.statedOn : expectedOn, earliestOn);
    if (itemId !== undefined && quantity !== undefined) after = withUnits(after, itemId, quantity);
    await recordChange(world, tx, shop, { row, after, kind: "changed" });
    return "changed";
  });
}

export async function deliveryCancelled(
  world: World,
  shop: string,
  deliveryId: Id,
): Promise<"cancelled" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const row = await changeable(tx, shop, deliveryId);
    if (!row) return "not_found";
    const after = { ...stateOf(row), status: "cancelled" };
    await recordChange(world, tx, shop, { row, after, kind: "canceled" });
    return "cancelled";
  });
}
