import { cycleOf, noteCycle } from "../database/cycles.server.ts";
import { unseenOf } from "../database/order-words.server.ts";
import { ordersChangedSince } from "../shopify/changed-orders.server.ts";
import type { World } from "../world.ts";

/** Reads this far back before the last look: Shopify's search index lags behind its data. */
const overlapMs = 2 * 60_000;

/** Every minute: orders that Shopify says were touched and that we have not seen in that version. */
export async function readRecentChanges(world: World, shop: string): Promise<void> {
  const startedAt = world.now();
  const { cursor } = await cycleOf(world.db, shop, "recent");
  // The first look begins where the first import began.
  const imported = cursor ? null : (await cycleOf(world.db, shop, "nightly")).startedAt;
  const since = new Date((cursor ? Date.parse(cursor) : (imported ?? startedAt).getTime()) - overlapMs);
  const changed = await ordersChangedSince(world.admin(shop), since);
  const unseen = await unseenOf(world.db, shop, changed);
  await world.db.$transaction(async (tx) => {
    await world.nudge(
      unseen.map((id) => ({ queue: "read", shop, what: "order", id, foundBy: "recent" })),
      tx,
    );
    await noteCycle(tx, shop, "recent", {
      cursor: startedAt.toISOString(),
      looked: changed.size,
      surprises: 0,
      finishedAt: world.now(),
      problem: null,
    });
  });
}
