import { failInInbox, settleInbox, takeFromInbox, type InboxRow } from "../database/inbox.server.ts";
import { isInstalled } from "../database/shops.server.ts";
import type { Job } from "../queues.ts";
import { newsOf, type News } from "../shopify/webhooks.ts";
import type { World } from "../world.ts";
import { privacyRequested } from "./privacy-requested.server.ts";
import { shopLeft } from "./shop-left.server.ts";

const atOnce = 50;

/**
 * Turns the waiting webhooks of a shop into jobs. Rule for shops we do not serve: a webhook of an unknown or
 * departed shop is dropped unread, only compliance requests and app/uninstalled are always handled.
 */
export async function readInbox(world: World, shop: string): Promise<void> {
  for (;;) {
    const taken = await world.db.$transaction(async (tx) => {
      const rows = await takeFromInbox(tx, shop, atOnce);
      const installed = await isInstalled(tx, shop);
      const done: InboxRow[] = [];
      const dropped: InboxRow[] = [];
      const jobs: Job[] = [];
      for (const row of rows) {
        try {
          const news = newsOf(row.topic, row.body);
          const always = news?.some((n) => n.kind === "privacy_request" || n.kind === "shop_left");
          if (!news || (!installed && !always)) {
            dropped.push(row);
            continue;
          }
          for (const n of news) jobs.push(...jobsFor(shop, n));
          done.push(row);
          // Last, because an erased shop has no rows left to settle.
          for (const n of news) await handleAtOnce(tx, shop, n);
        } catch (error) {
          const problem = error instanceof Error ? error.message : String(error);
          world.log.warn({ shop, topic: row.topic, webhookId: row.webhookId, problem }, "webhook failed");
          await failInInbox(tx, shop, row, problem);
        }
      }
      const forget = (row: InboxRow) => ({ ...row, forgetBody: /^(customers|shop)\//.test(row.topic) });
      await settleInbox(tx, shop, done.map(forget), "done", world.now());
      await settleInbox(tx, shop, dropped.map((row) => ({ ...row, forgetBody: true })), "dropped", world.now());
      await world.nudge(jobs, tx);
      return rows.length;
    });
    if (taken === 0) return;
  }

  async function handleAtOnce(tx: Parameters<typeof shopLeft>[1], shop: string, news: News): Promise<void> {
    if (news.kind === "shop_left") await shopLeft(world, tx, shop);
    if (news.kind === "privacy_request") await privacyRequested(world, tx, shop, news.request);
  }
}

function jobsFor(shop: string, news: News): Job[] {
  switch (news.kind) {
    case "order":
      return [{ queue: "read", shop, what: "order", id: news.orderId }];
    case "fulfillment_order":
      return [{ queue: "read", shop, what: "fulfillment_order", id: news.fulfillmentOrderId }];
    case "item":
      return [{ queue: "read", shop, what: "item", id: news.itemId }];
    case "product":
      return [{ queue: "read", shop, what: "product", id: news.productId }];
    case "locations":
      return [{ queue: "read", shop, what: "locations", id: "all" }];
    case "bulk_finished":
      return [{ queue: "reconcile", shop, cycle: "nightly" }];
    case "scopes_changed":
      return [{ queue: "read", shop, what: "shop", id: "it" }];
    case "stock_is_coming":
    case "shop_left":
    case "privacy_request":
      return [];
  }
}
