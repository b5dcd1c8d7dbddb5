import { chooseSupplier } from "../database/suppliers.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** Who delivers a product; null: nobody in particular. Its lead time may be that supplier's. */
export async function supplierChosen(
  world: World,
  shop: string,
  productId: Id,
  supplierId: Id | null,
): Promise<"chosen" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const items = await chooseSupplier(tx, shop, productId, supplierId);
    if (items === null) return "not_found";
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
    return "chosen";
  });
}
