import { changeDelivery, findDelivery } from "../database/deliveries.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { expectationsOf } from "./expectations.server.ts";

/** A draft becomes a delivery: from now on it pays what is owed. What it says now is what was stated first. */
export async function deliveryConfirmed(
  world: World,
  shop: string,
  deliveryId: Id,
): Promise<"confirmed" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const draft = await findDelivery(tx, shop, deliveryId);
    if (!draft || draft.confirmed || draft.status !== "coming") return "not_found";
    const timeZone = await timeZoneOf(tx, shop);
    const today = dayIn(timeZone, world.now());
    const [expected] = await expectationsOf(tx, shop, draft.supplierId, [draft], { timeZone, today });
    const { statedOn, reference, itemIds } = draft;
    const dates = { ...expected!, statedOn, firstStatedOn: statedOn };
    await changeDelivery(tx, shop, deliveryId, { confirmed: true, dates });
    const { expectedOn } = dates;
    const because = { kind: "delivery_confirmed" as const, deliveryId, reference, expectedOn };
    await noteDelivery(tx, shop, itemIds, because, world.now());
    await world.nudge(
      itemIds.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
    return "confirmed";
  });
}
