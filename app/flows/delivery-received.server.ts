import { recordWhy } from "../database/book.server.ts";
import { findDelivery, ordersCoveredBy, receiveDelivery } from "../database/deliveries.server.ts";
import type { Because } from "../domain/because.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/**
 * Units of a delivery are there: they stop being supply, since Shopify's stock holds them now. Stock itself is
 * never written here; the merchant (or whoever keeps it) has counted them in at Shopify.
 */
export async function deliveryReceived(
  world: World,
  shop: string,
  deliveryId: Id,
  arrived: { itemId: Id; quantity: number },
): Promise<"received" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const delivery = await findDelivery(tx, shop, deliveryId);
    if (!delivery || delivery.status !== "coming" || !delivery.itemIds.includes(arrived.itemId))
      return "not_found";
    const because: Because = {
      kind: "delivery_received",
      reference: delivery.reference,
      units: arrived.quantity,
    };
    const orders = await ordersCoveredBy(tx, shop, deliveryId);
    await receiveDelivery(tx, shop, deliveryId, arrived);
    await recordWhy(
      tx,
      shop,
      orders.map((orderId) => ({ orderId, because })),
      world.now(),
    );
    // Stock that rose a moment ago may not have been read yet.
    await world.nudge([{ queue: "read", shop, what: "item", id: arrived.itemId }], tx);
    return "received";
  });
}
