import { saveProductDays } from "../database/policies.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

const productsAtOnce = 500;

/**
 * One number for many products, in calendar days (lead time) or working days (made to order); null: none. In parts, so
 * that nobody waits for all of them; asked for again after a crash, it comes to the same.
 */
export async function productDaysSet(
  world: World,
  shop: string,
  productIds: Id[],
  which: "lead-time" | "made-to-order",
  days: number | null,
): Promise<void> {
  for (let from = 0; from < productIds.length; from += productsAtOnce) {
    const some = productIds.slice(from, from + productsAtOnce);
    await world.db.$transaction(async (tx) => {
      const items = await saveProductDays(tx, shop, some, which, days);
      await world.nudge(
        items.map((itemId) => ({ queue: "recount", shop, itemId })),
        tx,
      );
    });
  }
}
