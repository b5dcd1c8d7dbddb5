import type { Transaction } from "../database/client.server.ts";
import { shopGone } from "../database/shops.server.ts";
import type { World } from "../world.ts";

/**
 * The app was uninstalled: its token is void, so nothing more is read or written. What the book knows stays until
 * shop/redact, 48 hours later: a merchant who comes back tomorrow finds it again.
 */
export async function shopLeft(world: World, tx: Transaction, shop: string): Promise<void> {
  await shopGone(tx, shop, world.now());
  world.log.info({ shop }, "the shop uninstalled the app");
}
