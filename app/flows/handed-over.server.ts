import type { Transaction } from "../database/client.server.ts";
import type { DeliveryRow } from "../database/deliveries.server.ts";
import { handOver } from "../database/transfers.server.ts";
import type { Because } from "../domain/because.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { deliveryMoved } from "./delivery-news.server.ts";

/**
 * Units that one delivery was to bring come with another: what it paid, and what was pinned to it, goes along at once.
 * The count that follows finds nothing changed, so those orders are told here when they have another day by it.
 */
export async function handedOver(
  world: World,
  tx: Transaction,
  shop: string,
  from: DeliveryRow,
  to: DeliveryRow,
  itemIds: Id[],
): Promise<void> {
  for (const itemId of itemIds) await handOver(tx, shop, itemId, from.deliveryId, to.deliveryId);
  if (from.expectedOn === to.expectedOn) return;
  const { deliveryId, reference, statedOn } = to;
  const because: Because = {
    ...{ kind: "delivery_changed", deliveryId, reference, statedOn },
    from: from.expectedOn,
    to: to.expectedOn,
  };
  await deliveryMoved(world, tx, shop, { deliveryId, itemIds }, because);
}
