import { keepInInbox, type NewInboxRow } from "../database/inbox.server.ts";
import type { World } from "../world.ts";

type Waiting = { row: NewInboxRow; kept: () => void; failed: (error: unknown) => void };

const groupSize = 200;

/**
 * Group commit: webhooks that arrive while one insert is under way share the next one. `keep` resolves after the
 * commit, never before, and rejects when the row could not be kept. If the database refuses a group its rows are
 * tried one by one: a bad row fails alone. If there is no database all fail at once, and Shopify sends them again.
 */
export function receiveWebhooks(
  world: Pick<World, "db" | "nudge" | "log">,
): (row: NewInboxRow) => Promise<void> {
  let waiting: Waiting[] = [];
  let draining = false;

  async function commit(rows: NewInboxRow[]): Promise<void> {
    await world.db.$transaction(async (tx) => {
      await keepInInbox(tx, rows);
      await world.nudge(
        [...new Set(rows.map((r) => r.shop))].map((shop) => ({ queue: "inbox", shop })),
        tx,
      );
    });
  }

  async function keepGroup(group: Waiting[]): Promise<void> {
    try {
      await commit(group.map((w) => w.row));
      for (const w of group) w.kept();
    } catch (error) {
      if (group.length === 1 || !isRefusal(error)) {
        for (const w of group) w.failed(error);
        return;
      }
      world.log.warn({ err: error, size: group.length }, "a group of webhooks could not be kept at once");
      for (const w of group) await keepGroup([w]);
    }
  }

  async function drain(): Promise<void> {
    // One group after the other: two at once are half as large, and cost nearly as much each.
    if (draining) return;
    draining = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, groupSize);
      waiting = waiting.slice(groupSize);
      await keepGroup(group);
    }
    draining = false;
  }

  return (row) =>
    new Promise((kept, failed) => {
      waiting.push({ row, kept, failed });
      void drain();
    });
}

/** "Raw query failed": the database ran the statement and said no. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2010";
}
