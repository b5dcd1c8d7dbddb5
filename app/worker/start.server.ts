import { dueBrakes } from "../database/braked-variants.server.ts";
import { dueCycles, startCycle, stuckNightly } from "../database/cycles.server.ts";
import { unsettledItems } from "../database/drift.server.ts";
import { forgottenEffects } from "../database/effects.server.ts";
import { shopsWithWaitingInbox, sweepInbox } from "../database/inbox.server.ts";
import { shopsWithStuckImports } from "../database/imports.server.ts";
import { shopsWithDueUnits } from "../database/kept-units.server.ts";
import { shopsWithDueNotices } from "../database/notices.server.ts";
import { dueWatches } from "../database/waves.server.ts";
import { forgottenBatches } from "../database/delivery-batches.server.ts";
import { forgottenSpreads } from "../database/spreads.server.ts";
import { settleSeconds } from "../domain/drift.ts";
import { alertsTidied } from "../flows/alerts-tidied.server.ts";
import { claimMinutes } from "../flows/notices-sent.server.ts";
import type { Job } from "../queues.ts";
import type { World } from "../world.ts";
import { handlers } from "./handlers.server.ts";
import type { Queue } from "./queue.server.ts";

const beatMs = 2000;
/** Work that nobody touched for this long has lost its job with the process that held it. */
const forgottenAfterMs = 15_000;
/** Webhooks are nudged for after they were kept, so that a process may die in between. */
const unreadAfterMs = 5_000;
const inboxKeptDays = 7;

/** Starts the workers and the heartbeat that finds what is due or forgotten. Returns how to stop. */
export async function startWorker(world: World, queue: Queue): Promise<() => Promise<void>> {
  await queue.work(handlers(world));
  let stopped = false;
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating
      .then(() => (stopped ? undefined : beat(world)))
      .catch((error) => world.log.error({ err: error }, "heartbeat"));
  }, beatMs);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await beating;
  };
}

/** Several processes beat at once: a cycle is claimed by one, and nudges coalesce. */
export async function beat(world: World): Promise<void> {
  const now = world.now();
  const jobs: Job[] = [];
  for (const { shop, name } of await dueCycles(world.db, now)) {
    if (name === "day" || (await startCycle(world.db, shop, name, new Date(now.getTime() - 30_000), now))) {
      jobs.push({ queue: "reconcile", shop, cycle: name });
      if (name === "nightly") {
        await sweepInbox(world.db, shop, new Date(now.getTime() - inboxKeptDays * 86_400_000));
        await alertsTidied(world, shop);
      }
    }
  }
  const silentSince = new Date(now.getTime() - forgottenAfterMs);
  for (const shop of await stuckNightly(world.db, silentSince))
    jobs.push({ queue: "reconcile", shop, cycle: "nightly" });
  for (const { shop, kind } of await forgottenEffects(world.db, silentSince))
    jobs.push({ queue: "perform", shop, kind });
  for (const { shop, deliveryId } of await forgottenSpreads(world.db, silentSince))
    jobs.push({ queue: "spread", shop, deliveryId });
  for (const { shop, batchId } of await forgottenBatches(world.db, silentSince))
    jobs.push({ queue: "batch", shop, batchId });
  for (const { shop, itemId: id } of await unsettledItems(
    world.db,
    new Date(now.getTime() - settleSeconds * 1000),
  )) {
    jobs.push({ queue: "read", shop, what: "item", id });
  }
  // The inbox is stamped by the database's clock, which the world's need not follow.
  for (const shop of await shopsWithWaitingInbox(world.db, unreadAfterMs / 1000))
    jobs.push({ queue: "inbox", shop });
  for (const { shop, variantId, place } of await dueWatches(world.db, now))
    jobs.push({ queue: "alerts", shop, variantId, place });
  for (const { shop, itemId } of await dueBrakes(world.db, now))
    jobs.push({ queue: "recount", shop, itemId });
  const claimedBefore = new Date(now.getTime() - claimMinutes * 60_000);
  for (const shop of await shopsWithDueNotices(world.db, now, claimedBefore))
    jobs.push({ queue: "notices", shop });
  for (const shop of await shopsWithDueUnits(world.db, now)) jobs.push({ queue: "kept", shop });
  for (const shop of await shopsWithStuckImports(world.db, silentSince))
    jobs.push({ queue: "imports", shop });
  if (jobs.length > 0) await world.nudge(jobs);
}
