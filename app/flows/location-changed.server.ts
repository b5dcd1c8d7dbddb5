import { recordClosed } from "../database/book.server.ts";
import { itemsAtLocations, keepLocations } from "../database/stock-facts.server.ts";
import { readLocations } from "../shopify/stock.server.ts";
import type { World } from "../world.ts";

/** A deactivated location contributes no stock; its lines stay owed. */
export async function locationsChanged(world: World, shop: string): Promise<void> {
  const locations = await readLocations(world.admin(shop));
  await world.db.$transaction(async (tx) => {
    const { changed, closed } = await keepLocations(tx, shop, locations);
    await recordClosed(tx, shop, closed, world.now());
    const items = await itemsAtLocations(tx, shop, changed);
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
  });
}
