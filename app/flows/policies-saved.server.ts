import { productItems, saveMadeToOrderOf } from "../database/policies.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";

const productsAtOnce = 500;

/**
 * One number of working days for many products; null: they are not made to order. In parts, so that nobody waits for
 * all of them; asked for again after a crash, it comes to the same.
 */
export async function productsMadeToOrder(
  world: World,
  shop: string,
  productIds: Id[],
  days: number | null,
): Promise<void> {
  for (let from = 0; from < productIds.length; from += productsAtOnce) {
    const some = productIds.slice(from, from + productsAtOnce);
    await world.db.$transaction(async (tx) => {
      await saveMadeToOrderOf(tx, shop, some, days);
      const items = await productItems(tx, shop, some);
      await world.nudge(
        items.map((itemId) => ({ queue: "recount", shop, itemId })),
        tx,
      );
    });
  }
}

/** Whom that would move, before it is saved. */
export function madeToOrderForeseen(
  world: World,
  shop: string,
  productIds: Id[],
  days: number | null,
): Promise<DatesForeseen> {
  return datesForeseen(
    world,
    shop,
    (tx) => productItems(tx, shop, productIds),
    (tx) => saveMadeToOrderOf(tx, shop, productIds, days),
  );
}
