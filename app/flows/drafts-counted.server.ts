import { cycleOf, noteCycle, startCycle } from "../database/cycles.server.ts";
import { mayReadDrafts, replaceDrafts } from "../database/drafts.server.ts";
import { draftsStale } from "../domain/drafts.ts";
import { unitsInOpenDrafts } from "../shopify/open-drafts.server.ts";
import type { World } from "../world.ts";

/**
 * Counts the units that stand in open draft orders. All of them each time: a deleted draft is in no list of changes.
 * Where access was taken away none is known.
 */
export async function draftsCounted(world: World, shop: string): Promise<void> {
  const { drafts, lines } = (await mayReadDrafts(world.db, shop))
    ? await unitsInOpenDrafts(world.admin(shop))
    : { drafts: 0, lines: [] };
  await world.db.$transaction(async (tx) => {
    await replaceDrafts(tx, shop, lines);
    const counted = { looked: drafts, surprises: 0, finishedAt: world.now(), problem: null };
    await noteCycle(tx, shop, "drafts", counted);
  });
}

/** Somebody looks at them. When they were counted last, and whether they are being counted anew; null: not allowed. */
export async function draftsLookedAt(
  world: World,
  shop: string,
): Promise<{ countedAt: Date | null; counting: boolean } | null> {
  if (!(await mayReadDrafts(world.db, shop))) return null;
  const now = world.now();
  const { finishedAt, looked } = await cycleOf(world.db, shop, "drafts");
  const stale = draftsStale({ countedAt: finishedAt, drafts: looked }, now);
  if (!stale) return { countedAt: finishedAt, counting: false };
  if (await startCycle(world.db, shop, "drafts", new Date(now.getTime() - againMs), now))
    await world.nudge([{ queue: "reconcile", shop, cycle: "drafts" }]);
  const { startedAt } = await cycleOf(world.db, shop, "drafts");
  return { countedAt: finishedAt, counting: now.getTime() - startedAt!.getTime() < waitMs };
}

/** A count that did not end is asked for again after this long, and a page waits for it this long. */
const againMs = 60_000;
const waitMs = 20_000;
