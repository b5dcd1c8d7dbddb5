import { saveMadeToOrder } from "../database/settings.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** How many working days a product takes from the order to the parcel. Null: it is not made to order. */
export async function madeToOrderSet(
  world: World,
  shop: string,
  { productId, days }: { productId: Id; days: number | null },
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const items = await saveMadeToOrder(tx, shop, productId, days);
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
  });
}
