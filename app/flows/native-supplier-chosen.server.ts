import { findDelivery } from "../database/deliveries.server.ts";
import { findSupplier, lockSupplier } from "../database/suppliers.server.ts";
import { lockTransfer, saveNativeSupplier, transferOfDelivery } from "../database/transfers.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** Who delivers what is read from Shopify, which does not say: from then on its dates may be learned. */
export async function nativeSupplierChosen(
  world: World,
  shop: string,
  deliveryId: Id,
  supplierId: Id | null,
): Promise<"chosen" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const transferId = await transferOfDelivery(tx, shop, deliveryId);
    if (transferId === null) return "not_found";
    await lockTransfer(tx, shop, transferId);
    if (supplierId !== null) {
      await lockSupplier(tx, shop, supplierId);
      if (!(await findSupplier(tx, shop, supplierId))) return "not_found";
    }
    if (!(await findDelivery(tx, shop, deliveryId))) return "not_found";
    await saveNativeSupplier(tx, shop, deliveryId, supplierId);
    // Its day is reckoned anew with what Shopify says.
    await world.nudge([{ queue: "read", shop, what: "transfer", id: transferId }], tx);
    return "chosen";
  });
}
