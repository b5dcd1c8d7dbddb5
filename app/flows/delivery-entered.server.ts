import { randomUUID } from "node:crypto";
import { addDelivery } from "../database/deliveries.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { findSupplier, lockSupplier } from "../database/suppliers.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import { firstStated } from "../domain/stated.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { expectationsOf } from "./expectations.server.ts";

export type Entered = {
  locationId: Id;
  reference: string;
  /** The day the supplier states. Null: it states none. */
  expectedOn: Day | null;
  supplierId?: Id | null;
  orderedOn?: Day | null;
  /** False: a draft, which promises nothing yet. */
  confirmed?: boolean;
  /** Chosen by whoever sends it: sent again, because the answer was lost, it is the same delivery. */
  deliveryId?: Id;
};

/** The merchant says what is coming. `quantity` is a whole number, 1 or more; a delivery may have no date yet. */
export function deliveryEntered(
  world: World,
  shop: string,
  { itemId, quantity, ...entered }: Entered & { itemId: Id; quantity: number },
): Promise<{ deliveryId: Id; before: boolean }> {
  return deliveryOfLinesEntered(world, shop, entered, [{ itemId, quantity }]);
}

/** The same with several items; each item once. `before`: it was entered the first time it was sent. */
export async function deliveryOfLinesEntered(
  world: World,
  shop: string,
  entered: Entered,
  lines: { itemId: Id; quantity: number }[],
): Promise<{ deliveryId: Id; before: boolean }> {
  const {
    expectedOn: statedOn,
    supplierId: from = null,
    orderedOn = null,
    confirmed = true,
    deliveryId = randomUUID(),
    ...rest
  } = entered;
  const itemIds = lines.map((l) => l.itemId);
  const timeZone = await timeZoneOf(world.db, shop);
  return world.db.$transaction(async (tx) => {
    const createdAt = world.now();
    const today = dayIn(timeZone, createdAt);
    // Nobody removes the supplier meanwhile; one that was removed a moment ago is none.
    if (from !== null) await lockSupplier(tx, shop, from);
    const supplierId = from !== null && (await findSupplier(tx, shop, from)) ? from : null;
    const words = { deliveryId, supplierId, statedOn, orderedOn };
    const [expected] = await expectationsOf(tx, shop, supplierId, [{ ...words, itemIds }], {
      timeZone,
      today,
    });
    const firstStatedOn = firstStated(null, statedOn, { confirmed, enteredOn: today, today });
    const dates = { ...expected!, firstStatedOn };
    const row = { ...rest, ...words, ...dates, confirmed, createdAt, lines };
    if (!(await addDelivery(tx, shop, row))) return { deliveryId, before: true };
    const { reference } = rest;
    const because: Because = {
      kind: "delivery_entered",
      deliveryId,
      reference,
      expectedOn: dates.expectedOn,
      confirmed,
    };
    await noteDelivery(tx, shop, itemIds, because, createdAt);
    await world.nudge(
      itemIds.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
    return { deliveryId, before: false };
  });
}
