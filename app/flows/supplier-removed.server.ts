import { lockSupplier, removeSupplier } from "../database/suppliers.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** Only while no delivery and no product names it. */
export async function supplierRemoved(
  world: World,
  shop: string,
  supplierId: Id,
): Promise<"removed" | "in_use"> {
  return world.db.$transaction(async (tx) => {
    await lockSupplier(tx, shop, supplierId);
    return (await removeSupplier(tx, shop, supplierId)) ? "removed" : "in_use";
  });
}
