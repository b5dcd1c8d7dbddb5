import { eraseShop, isInstalled, shopGone } from "../database/shops.server.ts";
import { ShopAccessLost } from "../shopify/errors.ts";
import { readShop } from "../shopify/shop.server.ts";
import type { World } from "../world.ts";

/**
 * A webhook says that the app was uninstalled. It may be hours old, and the shop may be back: its token decides.
 * A void token reads and writes nothing any more. What the book knows stays until shop/redact, 48 hours later: a
 * merchant who comes back tomorrow finds it again.
 */
export async function shopLeft(world: World, shop: string): Promise<void> {
  if (!(await hasLeft(world, shop))) return;
  await world.db.$transaction((tx) => shopGone(tx, shop, world.now()));
  world.log.info({ shop }, "the shop uninstalled the app");
}

/** Shopify asks to forget the shop. Not if it is back: then the request is about an installation long gone. */
export async function shopRedacted(world: World, shop: string): Promise<void> {
  const left = await hasLeft(world, shop);
  if (left) await world.db.$transaction((tx) => eraseShop(tx, shop));
  world.log.info({ shop, left }, "shop/redact");
}

async function hasLeft(world: World, shop: string): Promise<boolean> {
  if (!(await isInstalled(world.db, shop))) return true;
  try {
    await readShop(world.admin(shop));
    return false;
  } catch (error) {
    if (error instanceof ShopAccessLost) return true;
    throw error;
  }
}
