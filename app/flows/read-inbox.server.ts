import {
  failInInbox,
  forgetHandled,
  settleInbox,
  takeFromInbox,
  type InboxRow,
} from "../database/inbox.server.ts";
import { isInstalled, isKnown } from "../database/shops.server.ts";
import type { Job } from "../queues.ts";
import { isAlwaysHandled, newsOf, Unreadable, type News } from "../shopify/webhooks.ts";
import type { World } from "../world.ts";
import { personAsked } from "./person-asked.server.ts";
import { readsFor } from "./what-to-read.server.ts";

const atOnce = 50;

/**
 * Turns the waiting webhooks of a shop into jobs. Rule for shops we do not serve: a webhook of an unknown or
 * departed shop is dropped unread, and of an unknown one nothing is kept; only compliance requests and
 * app/uninstalled are always handled.
 */
export async function readInbox(world: World, shop: string): Promise<void> {
  for (;;) {
    const taken = await world.db.$transaction(async (tx) => {
      const rows = await takeFromInbox(tx, shop, atOnce);
      const installed = await isInstalled(tx, shop);
      const done: InboxRow[] = [];
      const dropped: InboxRow[] = [];
      const heard: News[] = [];
      for (const row of rows) {
        try {
          const news = installed || isAlwaysHandled(row.topic) ? newsOf(row.topic, row.body) : null;
          for (const one of news ?? []) if ("itself" in one) belongsTo(shop, one.itself);
          heard.push(...(news ?? []));
          for (const n of news ?? [])
            if (n.kind === "privacy_request" && n.person)
              await personAsked(world, tx, shop, row.webhookId, n.person);
          (news ? done : dropped).push(row);
        } catch (error) {
          const problem = error instanceof Error ? error.message : String(error);
          world.log.warn({ shop, topic: row.topic, webhookId: row.webhookId, problem }, "webhook failed");
          await failInInbox(tx, shop, row, problem);
        }
      }
      // A compliance request may name a person.
      const forget = (row: InboxRow) => ({ ...row, forgetBody: /^(customers|shop)\//.test(row.topic) });
      await settleInbox(tx, shop, done.map(forget), "done", world.now());
      await settleInbox(
        tx,
        shop,
        dropped.map((row) => ({ ...row, forgetBody: true })),
        "dropped",
        world.now(),
      );
      if (!installed && !(await isKnown(tx, shop))) await forgetHandled(tx, shop);
      const jobs = heard.flatMap((news) => jobsFor(world, shop, news));
      await world.nudge([...jobs, ...(await readsFor(tx, shop, heard))], tx);
      return rows.length;
    });
    if (taken === 0) return;
  }
}

/** Of news that are about the shop itself; what has to be read because of the others is another question. */
function jobsFor(world: World, shop: string, news: News): Job[] {
  switch (news.kind) {
    case "locations":
      return [{ queue: "read", shop, what: "locations", id: "all" }];
    case "bulk_finished":
      return [{ queue: "reconcile", shop, cycle: "nightly" }];
    case "scopes_changed":
      return [{ queue: "read", shop, what: "shop", id: "it" }];
    case "shop_left":
      return [{ queue: "read", shop, what: "departure", id: "it" }];
    case "privacy_request":
      if (news.request === "shop/redact") return [{ queue: "read", shop, what: "redaction", id: "it" }];
      // A customer's: done in the transaction that reads it, see person-asked.server.ts.
      return [];
    default:
      return [];
  }
}

function belongsTo(shop: string, itself: string | null): void {
  if (itself !== null && itself !== shop) throw new Unreadable(`The body is about ${itself}.`);
}
