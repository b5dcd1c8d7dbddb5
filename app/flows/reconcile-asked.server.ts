import { noteCycle } from "../database/cycles.server.ts";
import type { World } from "../world.ts";

/** "Check with Shopify now": everything the nightly check does, at once. */
export async function reconcileAsked(world: World, shop: string): Promise<void> {
  await noteCycle(world.db, shop, "nightly", { startedAt: world.now(), problem: null, detail: {} });
  await world.nudge([
    { queue: "reconcile", shop, cycle: "recent" },
    { queue: "reconcile", shop, cycle: "nightly" },
  ]);
}
