import { saveDiscontinued } from "../database/settings.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** The merchant says that a product will not come back, or that it will after all. */
export async function productDiscontinued(
  world: World,
  shop: string,
  productId: Id,
  discontinued: boolean,
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const items = await saveDiscontinued(tx, shop, productId, discontinued);
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
  });
}
