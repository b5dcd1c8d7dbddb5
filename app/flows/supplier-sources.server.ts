import { keepSource, putSource, removeSource, supplierOfProduct } from "../database/sources.server.ts";
import { chooseSupplier, findSupplier, lockSupplier } from "../database/suppliers.server.ts";
import type { Id } from "../domain/facts.ts";
import type { SourceTyped } from "../domain/source-form.ts";
import type { World } from "../world.ts";

/** Who else could supply a product. It decides nothing until it is preferred. */
export async function sourceSaved(
  world: World,
  shop: string,
  productId: Id,
  source: SourceTyped,
): Promise<"saved" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    await lockSupplier(tx, shop, source.supplierId);
    if (!(await findSupplier(tx, shop, source.supplierId))) return "not_found";
    await putSource(tx, shop, productId, source);
    return "saved";
  });
}

export async function sourceRemoved(
  world: World,
  shop: string,
  productId: Id,
  supplierId: Id,
): Promise<void> {
  await world.db.$transaction((tx) => removeSource(tx, shop, productId, supplierId));
}

/** From now on this one supplies it, and its lead time counts; the one before could supply it again. */
export async function sourcePreferred(
  world: World,
  shop: string,
  productId: Id,
  supplierId: Id,
): Promise<"preferred" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const before = await supplierOfProduct(tx, shop, productId);
    const items = await chooseSupplier(tx, shop, productId, supplierId);
    if (items === null) return "not_found";
    for (const known of [before, supplierId])
      if (known !== null) await keepSource(tx, shop, productId, known);
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
    return "preferred";
  });
}
