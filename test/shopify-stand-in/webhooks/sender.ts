import { createHmac, randomUUID } from "node:crypto";
import type { AppConfig } from "../app-config.ts";
import type { Clock, Tasks } from "../clock.ts";
import type { Faults } from "../faults.ts";
import type { ShopData } from "../shop/state.ts";
import { includeFields } from "./include-fields.ts";
import { post } from "./post.ts";
import { maySee } from "./topic-scopes.ts";

export type Delivery = {
  shop: string;
  topic: string;
  uri: string;
  name: string | null;
  webhookId: string;
  eventId: string;
  triggeredAt: string;
  body: string;
  attempts: number;
};

export type WebhookCounts = {
  sent: number;
  doubled: number;
  dropped: number;
  failed: number;
  pending: number;
};

export type WebhookSender = {
  /** Sends an event to every subscription of its topic which the shop's grants allow. */
  emit(shop: ShopData, topic: string, payload: () => unknown): void;
  counts(): WebhookCounts;
  /** The latest deliveries, oldest first, sent or not: for tests and for a look at what happened. */
  recent: Delivery[];
  setAppUrl(url: string): void;
  idle(): Promise<void>;
  stop(): void;
};

// Shopify: eight retries in four hours with exponential back-off.
const retryMinutes = [1, 2, 4, 8, 16, 32, 64, 113];
const timeoutMs = 5000;
const concurrency = 8;
const kept = 500;

type Parts = { app: AppConfig; appUrl: string; clock: Clock; tasks: Tasks; faults: Faults };

export function createWebhookSender({ app, appUrl, clock, tasks, faults }: Parts): WebhookSender {
  let base = appUrl;
  let inFlight = 0;
  let stopped = false;
  const queue: Delivery[] = [];
  const recent: Delivery[] = [];
  const idlers = new Set<() => void>();
  const counts: WebhookCounts = { sent: 0, doubled: 0, dropped: 0, failed: 0, pending: 0 };

  function emit(shop: ShopData, topic: string, payload: () => unknown) {
    // shop/redact comes two days after the app has gone.
    if (stopped || (!shop.app.installed && topic !== "shop/redact")) return;
    if (!maySee(topic, shop.app.grantedScopes)) return;
    const subscriptions = app.subscriptions.filter((subscription) => subscription.topic === topic);
    if (subscriptions.length === 0) return;
    const full = payload();
    const eventId = randomUUID();
    for (const subscription of subscriptions) {
      dispatch({
        shop: shop.shop.domain,
        topic,
        uri: subscription.uri,
        name: subscription.name,
        webhookId: randomUUID(),
        eventId,
        triggeredAt: clock.now().toISOString(),
        body: JSON.stringify(includeFields(full, subscription.includeFields)),
        attempts: 0,
      });
    }
  }

  /** Where the faults strike; without any, the delivery goes straight to the queue. */
  function dispatch(delivery: Delivery) {
    recent.push(delivery);
    if (recent.length > kept) recent.shift();
    const { drop, duplicate, delay, reorder, topics } = faults.settings();
    if (topics && !topics.includes(delivery.topic)) return enqueue(delivery);
    if (faults.happens(drop)) {
      counts.dropped += 1;
      return;
    }
    const copies = faults.happens(duplicate) ? 2 : 1;
    if (copies === 2) counts.doubled += 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const [least, most] = Array.isArray(delay) ? delay : [delay ?? 0, delay ?? 0];
      const window = reorder === true ? 2000 : reorder || 0;
      later(delivery, faults.between(least, most) + (window ? faults.between(0, window) : 0));
    }
  }

  function later(delivery: Delivery, ms: number) {
    if (ms <= 0) return enqueue(delivery);
    counts.pending += 1;
    tasks.after(
      ms,
      () => {
        counts.pending -= 1;
        enqueue(delivery);
      },
      { counted: false },
    );
  }

  function enqueue(delivery: Delivery) {
    queue.push(delivery);
    counts.pending += 1;
    next();
  }

  function next() {
    while (!stopped && inFlight < concurrency && queue.length > 0) {
      const delivery = queue.shift()!;
      inFlight += 1;
      void send(delivery).finally(() => {
        inFlight -= 1;
        counts.pending -= 1;
        next();
      });
    }
    if (inFlight > 0 || queue.length > 0) return;
    for (const resolve of idlers) resolve();
    idlers.clear();
  }

  async function send(delivery: Delivery) {
    delivery.attempts += 1;
    const status = await post(new URL(delivery.uri, base), headersOf(delivery), delivery.body, timeoutMs);
    if (status >= 200 && status < 300) {
      counts.sent += 1;
      return;
    }
    counts.failed += 1;
    const minutes = retryMinutes[delivery.attempts - 1];
    if (minutes !== undefined) later(delivery, minutes * 60_000);
  }

  const headersOf = (delivery: Delivery): Record<string, string> => ({
    "Content-Type": "application/json",
    "User-Agent": "Shopify-Captain-Hook",
    "X-Shopify-Topic": delivery.topic,
    "X-Shopify-Shop-Domain": delivery.shop,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", app.apiSecret)
      .update(delivery.body, "utf8")
      .digest("base64"),
    "X-Shopify-Webhook-Id": delivery.webhookId,
    "X-Shopify-Event-Id": delivery.eventId,
    "X-Shopify-Triggered-At": delivery.triggeredAt,
    "X-Shopify-API-Version": app.webhookApiVersion,
    ...(delivery.name ? { "X-Shopify-Name": delivery.name } : {}),
  });

  return {
    emit,
    counts: () => ({ ...counts }),
    recent,
    setAppUrl(url) {
      base = url;
    },
    idle: () =>
      new Promise((resolve) => (inFlight > 0 || queue.length > 0 ? idlers.add(resolve) : resolve())),
    stop() {
      stopped = true;
      queue.length = 0;
      next();
    },
  };
}
