import { removeSubscription } from "../database/subscriptions.server.ts";
import { pauseWatch } from "../database/waves.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { wavesReviewed, type List } from "./waves-reviewed.server.ts";
import type { AlertBecause } from "../domain/alert-because.ts";

/** A paused list tells nobody until it is resumed, or somebody sends a wave by hand. */
export async function listPaused(world: World, shop: string, list: List, paused: boolean): Promise<boolean> {
  return world.db.$transaction(async (tx) => {
    const { variantId, place } = list;
    const known = await pauseWatch(tx, shop, variantId, place, paused);
    if (known) await world.nudge([{ queue: "alerts", shop, ...list }], tx);
    return known;
  });
}

/**
 * The next wave at once, without waiting for the time between waves: one for each act, however often it is sent. Null:
 * nobody ever asked.
 */
export async function waveByHand(
  world: World,
  shop: string,
  list: List,
  actionId: Id,
): Promise<AlertBecause | null> {
  return (await wavesReviewed(world, shop, list, { author: "Your staff", actionId }))?.because ?? null;
}

/** A sign-up goes, with all that was written down about it. */
export async function signUpRemoved(world: World, shop: string, subscriptionId: string): Promise<boolean> {
  return world.db.$transaction((tx) => removeSubscription(tx, shop, subscriptionId));
}
