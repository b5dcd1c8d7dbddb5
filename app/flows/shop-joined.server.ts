import { welcomeShop } from "../database/shops.server.ts";
import { noteCycle } from "../database/cycles.server.ts";
import { ensureDefinitions } from "../shopify/metafields.server.ts";
import { readShop } from "../shopify/shop.server.ts";
import type { World } from "../world.ts";

/**
 * A token was granted: on install, on return after an uninstall, and about hourly while somebody uses the app.
 * The first time the shop is read from scratch, by the same cycle that checks it every night.
 */
export async function shopJoined(world: World, shop: string): Promise<void> {
  const admin = world.admin(shop);
  const { scopes, ...facts } = await readShop(admin);
  await ensureDefinitions(admin);
  await world.db.$transaction(async (tx) => {
    const fresh = await welcomeShop(tx, shop, { ...facts, scopes: scopes.join(",") }, world.now());
    if (!fresh) return;
    await noteCycle(tx, shop, "nightly", { startedAt: world.now(), problem: null });
    await world.nudge(
      [
        { queue: "read", shop, what: "locations", id: "all" },
        { queue: "reconcile", shop, cycle: "nightly" },
      ],
      tx,
    );
  });
}
