import { recordWhy } from "../database/book.server.ts";
import { findDelivery, ordersCoveredBy, receiveDelivery } from "../database/deliveries.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { lockSupplier, supplierOfDelivery } from "../database/suppliers.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { learnDates } from "./dates-learned.server.ts";
import { noteDelivery } from "./delivery-noted.server.ts";

/**
 * Units of a delivery are there: they stop being supply, since Shopify's stock holds them now. Stock itself is
 * never written here; the merchant (or whoever keeps it) has counted them in at Shopify. `arrivedOn` is today
 * unless somebody says otherwise.
 */
export async function deliveryReceived(
  world: World,
  shop: string,
  deliveryId: Id,
  arrived: { itemId: Id; quantity: number; arrivedOn?: Day },
): Promise<"received" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const supplierId = await supplierOfDelivery(tx, shop, deliveryId);
    if (supplierId !== null) await lockSupplier(tx, shop, supplierId);
    const delivery = await findDelivery(tx, shop, deliveryId);
    if (!delivery || delivery.status !== "coming" || !delivery.itemIds.includes(arrived.itemId))
      return "not_found";
    const timeZone = await timeZoneOf(tx, shop);
    const today = dayIn(timeZone, world.now());
    const { itemId, quantity, arrivedOn = today } = arrived;
    const { reference } = delivery;
    const because: Because = {
      kind: "delivery_received",
      deliveryId,
      reference,
      units: quantity,
      ...(arrivedOn !== today && { on: arrivedOn }),
    };
    const orders = await ordersCoveredBy(tx, shop, deliveryId);
    await receiveDelivery(tx, shop, deliveryId, { itemId, quantity, arrivedOn });
    await noteDelivery(tx, shop, [itemId], because, world.now());
    await recordWhy(
      tx,
      shop,
      orders.map((orderId) => ({ orderId, because })),
      world.now(),
    );
    // Stock that rose a moment ago may not have been read yet.
    await world.nudge([{ queue: "read", shop, what: "item", id: arrived.itemId }], tx);
    // One more past delivery to learn from.
    if (supplierId !== null) await learnDates(world, tx, shop, supplierId, timeZone);
    return "received";
  });
}
