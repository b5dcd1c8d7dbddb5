import { chooseSupplier } from "../database/suppliers.server.ts";
import type { Id } from "../domain/facts.ts";
import { productItems } from "../database/policies.server.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";

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

/** Whom another supplier of a product would move, before it is chosen. */
export function supplierChoiceForeseen(
  world: World,
  shop: string,
  productId: Id,
  supplierId: Id | null,
): Promise<DatesForeseen> {
  return datesForeseen(
    world,
    shop,
    (tx) => productItems(tx, shop, [productId]),
    (tx) => chooseSupplier(tx, shop, productId, supplierId),
  );
}
