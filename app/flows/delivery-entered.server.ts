import { randomUUID } from "node:crypto";
import { addDelivery } from "../database/deliveries.server.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** The merchant says what is coming. `quantity` is a whole number, 1 or more; a delivery may have no date yet. */
export async function deliveryEntered(
  world: World,
  shop: string,
  entered: { itemId: Id; locationId: Id; quantity: number; expectedOn: Day | null; reference: string },
): Promise<{ deliveryId: Id }> {
  const deliveryId = randomUUID();
  await world.db.$transaction(async (tx) => {
    await addDelivery(tx, shop, { ...entered, deliveryId, createdAt: world.now() });
    await world.nudge([{ queue: "recount", shop, itemId: entered.itemId }], tx);
  });
  return { deliveryId };
}
