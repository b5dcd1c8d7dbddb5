import { forgetProduct, keepProductWithVariants } from "../database/stock-facts.server.ts";
import type { Id } from "../domain/facts.ts";
import { readProductWithVariants } from "../shopify/stock.server.ts";
import type { World } from "../world.ts";

/** Reads a product and its variants again: a policy, a title or a deletion. Only what changed is counted anew. */
export async function productChanged(world: World, shop: string, productId: Id): Promise<void> {
  const read = await readProductWithVariants(world.admin(shop), productId);
  await world.db.$transaction(async (tx) => {
    const items = read
      ? await keepProductWithVariants(tx, shop, read.product, read.variants)
      : await forgetProduct(tx, shop, productId);
    await world.nudge(
      items.map((id) => ({ queue: "read", shop, what: "item", id })),
      tx,
    );
  });
}
