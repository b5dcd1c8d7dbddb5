import type { EffectKind } from "./domain/effects.ts";
import type { Id } from "./domain/facts.ts";

/**
 * Every queue on one screen. A job is a nudge, never the only copy of a fact: the inbox, the facts and the effect
 * rows say what is to do, so a lost job costs time and nothing else. Jobs of one key coalesce while they wait.
 */
export type Job =
  /** Webhooks of a shop wait in the inbox. */
  | { queue: "inbox"; shop: string }
  /**
   * A resource of Shopify may have changed: read it again, unless a read later than `after` has shown it. `told`: the
   * webhook of an order said what its shopper was shown.
   */
  | { queue: "read"; shop: string; what: What; id: Id; foundBy?: CycleName; after?: string; told?: true }
  /** The facts of an item changed: decide anew. */
  | { queue: "recount"; shop: string; itemId: Id }
  /** What an order is owed or when it ships changed: is a promise to be made or moved? */
  | { queue: "promises"; shop: string; orderId: Id }
  /** News of a delivery are on their way to the orders that it pays. */
  | { queue: "spread"; shop: string; deliveryId: Id }
  /** Changes of many deliveries wait to be looked at or saved. */
  | { queue: "batch"; shop: string; batchId: Id }
  /** Effects of a kind wait to be performed: all of them at once, so that they can share a call. */
  | { queue: "perform"; shop: string; kind: EffectKind }
  /** Whether a variant is back may have changed, or its next wave is due. */
  | { queue: "alerts"; shop: string; variantId: Id; place: string }
  /** Mails of a shop are due. */
  | { queue: "notices"; shop: string }
  /** Units of a shop were kept for people long enough. */
  | { queue: "kept"; shop: string }
  /** A list of another app is on its way in. */
  | { queue: "imports"; shop: string }
  /** Look for what webhooks missed. */
  | { queue: "reconcile"; shop: string; cycle: CycleName };

/** `stock` is read only where what webhooks said of an item and the orders we know do not explain each other. */
export type What =
  | "order"
  | "fulfillment_order"
  | "item"
  | "stock"
  | "product"
  | "locations"
  | "transfer"
  | "transfers"
  | "tiers"
  | "shop"
  | "departure"
  | "redaction";
export type CycleName = "recent" | "backorders" | "transfers" | "drafts" | "nightly" | "day";
export type QueueName = Job["queue"];

/**
 * `workers` fetch `batch` jobs each; a shop holds at most `perShop` of them at a time over all processes, so that a
 * shop with a million jobs leaves room for the others: one worker's batch less than there is. `retryLimit` counts
 * attempts of one job; what still fails after that is found again by the next cycle.
 */
export const queues: Record<
  QueueName,
  { workers: number; batch: number; perShop: number; retryLimit: number; retryDelay: number }
> = {
  // Two, so that a job whose worker died does not stop its shop until that is noticed.
  inbox: { workers: 3, batch: 5, perShop: 2, retryLimit: 20, retryDelay: 1 },
  read: { workers: 3, batch: 5, perShop: 10, retryLimit: 20, retryDelay: 2 },
  recount: { workers: 3, batch: 5, perShop: 10, retryLimit: 20, retryDelay: 1 },
  promises: { workers: 2, batch: 5, perShop: 8, retryLimit: 20, retryDelay: 1 },
  // Ten thousand orders take a second or two: nobody's batch waits for them.
  batch: { workers: 1, batch: 1, perShop: 1, retryLimit: 20, retryDelay: 1 },
  spread: { workers: 2, batch: 1, perShop: 1, retryLimit: 20, retryDelay: 1 },
  perform: { workers: 3, batch: 5, perShop: 10, retryLimit: 20, retryDelay: 2 },
  alerts: { workers: 1, batch: 5, perShop: 3, retryLimit: 20, retryDelay: 2 },
  // One mail after the other, and a slow mail server: two shops at a time, and nobody's batch waits.
  notices: { workers: 2, batch: 1, perShop: 1, retryLimit: 20, retryDelay: 5 },
  kept: { workers: 1, batch: 2, perShop: 1, retryLimit: 20, retryDelay: 5 },
  imports: { workers: 1, batch: 1, perShop: 1, retryLimit: 20, retryDelay: 5 },
  // A first import takes minutes in a large shop: it must not share a batch with anybody's minute.
  reconcile: { workers: 3, batch: 1, perShop: 1, retryLimit: 5, retryDelay: 5 },
};

/**
 * An event brings several webhooks within moments, and Shopify routes an order after it was placed: so many
 * milliseconds a read waits for the others that would ask for it again. Stock waits for its order.
 */
export const patience: { [W in What]?: number } = {
  order: 500,
  fulfillment_order: 1000,
  stock: 1000,
  transfer: 300,
  transfers: 300,
};

/** What a cycle found has waited long enough. */
export function waitOf(job: Job): number {
  return job.queue === "read" && !job.foundBy ? (patience[job.what] ?? 0) : 0;
}

export function keyOf(job: Job): string {
  switch (job.queue) {
    case "inbox":
      return job.shop;
    case "read":
      return [job.shop, job.what, job.id, ...(job.after ? [job.after] : [])].join("/");
    case "recount":
      return `${job.shop}/${job.itemId}`;
    case "promises":
      return `${job.shop}/${job.orderId}`;
    case "batch":
      return `${job.shop}/${job.batchId}`;
    case "spread":
      return `${job.shop}/${job.deliveryId}`;
    case "alerts":
      return `${job.shop}/${job.variantId}/${job.place}`;
    case "notices":
    case "kept":
    case "imports":
      return job.shop;
    case "perform":
      return `${job.shop}/${job.kind}`;
    case "reconcile":
      return `${job.shop}/${job.cycle}`;
  }
}
