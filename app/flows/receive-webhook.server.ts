import { isRefusal, type Intake, type NewInboxRow } from "../database/intake.server.ts";
import type { World } from "../world.ts";

type Waiting = { row: NewInboxRow; kept: () => void; failed: (error: unknown) => void };

const groupSize = 200;
/** Two groups at once use the time in which the first is written to the disk; small ones cost as much as large. */
const worthAnother = 20;
/** Nudges of a shop within it are one. */
const nudgeEveryMs = 200;

/**
 * Group commit: webhooks that arrive while one insert is under way share the next one. `keep` resolves after the
 * commit, never before, and rejects when the row could not be kept. If the database refuses a group its rows are
 * tried one by one: a bad row fails alone. If there is no database all fail at once, and Shopify sends them again.
 * The nudge follows the commit: the row is the work to do, and the heartbeat finds one whose nudge was lost.
 */
export function receiveWebhooks(
  world: Pick<World, "nudge" | "log"> & { intake: Intake },
): (row: NewInboxRow) => Promise<void> {
  let waiting: Waiting[] = [];
  let underway = 0;
  const nudge = nudgeForShops(world);

  async function keepGroup(group: Waiting[]): Promise<void> {
    try {
      await world.intake.keep(group.map((w) => w.row));
    } catch (error) {
      if (group.length === 1 || !isRefusal(error)) {
        for (const w of group) w.failed(error);
        return;
      }
      world.log.warn({ err: error, size: group.length }, "a group of webhooks could not be kept at once");
      for (const w of group) await keepGroup([w]);
      return;
    }
    for (const w of group) {
      w.kept();
      nudge(w.row.shop);
    }
  }

  async function drain(): Promise<void> {
    underway++;
    while (waiting.length > 0) {
      const group = waiting.slice(0, groupSize);
      waiting = waiting.slice(groupSize);
      await keepGroup(group);
    }
    underway--;
  }

  return (row) =>
    new Promise((kept, failed) => {
      waiting.push({ row, kept, failed });
      if (underway === 0 || (underway === 1 && waiting.length >= worthAnother)) void drain();
    });
}

/** One nudge at a time, for all shops that something came for since the last. */
function nudgeForShops({ nudge, log }: Pick<World, "nudge" | "log">): (shop: string) => void {
  const shops = new Set<string>();
  let busy = false;
  async function send(): Promise<void> {
    busy = true;
    while (shops.size > 0) {
      const jobs = [...shops].map((shop) => ({ queue: "inbox", shop }) as const);
      shops.clear();
      await nudge(jobs).catch((error: unknown) =>
        log.warn({ err: error }, "the inbox waits for the heartbeat"),
      );
      await new Promise((resolve) => setTimeout(resolve, nudgeEveryMs).unref());
    }
    busy = false;
  }
  return (shop) => {
    shops.add(shop);
    if (!busy) void send();
  };
}
