import { randomUUID } from "node:crypto";
import { addDelivery, receiveDelivery } from "../database/deliveries.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { findSupplier, lockSupplier } from "../database/suppliers.server.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { learnDates } from "./dates-learned.server.ts";

/**
 * A delivery of the time before this app. It brings nothing any more; what it teaches counts at once. Sent again with
 * its `deliveryId` it is the same one.
 */
export async function pastDeliveryEntered(
  world: World,
  shop: string,
  supplierId: Id,
  past: {
    deliveryId?: Id;
    reference: string;
    itemId: Id;
    locationId: Id;
    statedOn: Day | null;
    orderedOn: Day | null;
    arrivedOn: Day;
  },
): Promise<"entered" | "not_found" | "before"> {
  const { deliveryId = randomUUID(), itemId, arrivedOn, statedOn, ...words } = past;
  return world.db.$transaction(async (tx) => {
    await lockSupplier(tx, shop, supplierId);
    if (!(await findSupplier(tx, shop, supplierId))) return "not_found";
    const dates = { statedOn, firstStatedOn: statedOn, expectedOn: statedOn, evidence: null };
    const lines = [{ itemId, quantity: 1 }];
    const createdAt = world.now();
    const row = { ...words, ...dates, deliveryId, supplierId, confirmed: true, createdAt, lines };
    if (!(await addDelivery(tx, shop, row))) return "before";
    await receiveDelivery(tx, shop, deliveryId, { itemId, quantity: 1, arrivedOn });
    await learnDates(world, tx, shop, supplierId, await timeZoneOf(tx, shop));
    return "entered";
  });
}
