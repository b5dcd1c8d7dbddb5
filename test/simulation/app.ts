import type { EffectKind } from "#app/domain/effects.ts";
import type { Id } from "#app/domain/facts.ts";
import { keyOf, type Job } from "#app/queues.ts";
import { newsOf } from "#app/shopify/webhooks.ts";
import type { Chance } from "./chance.ts";
import { dayIn } from "#app/domain/days.ts";
import type { Setting } from "./history.ts";
import { emptyMemory, type Memory } from "./memory.ts";
import { perform, type Written } from "./perform.ts";
import { promisesReviewed } from "./promises-reviewed.ts";
import { read } from "./read.ts";
import { listReviewed, mailsSent } from "./readers.ts";
import { readEverything } from "./read-everything.ts";
import { recount } from "./recount.ts";
import type { Stage } from "./stage.ts";
import { count, type Tally } from "./tally.ts";
import type { Watching } from "./watching.ts";

/**
 * The app without a database: the same webhooks, jobs and decisions, but in one thread, where chance says which job
 * is next, which answer comes home when, and which process dies in the middle.
 */
export type App = {
  shop: string;
  stage: Stage;
  memory: Memory;
  /** What has been written to Shopify. */
  written: Written;
  watching: Watching;
  tally: Tally;
  faults: Faults;
  /** Shared with the app's other shops. */
  jobs: Jobs;
  /** Webhooks that arrived and were not looked at, and those that are still on their way. */
  inbox: Webhook[];
  late: (Webhook & { at: number })[];
  /** Jobs that have begun, each at some point of what it does. */
  underway: { job: Job; next: Next }[];
  /** One writer at a time for a kind in a shop. */
  performing: Set<EffectKind>;
  /** What Shopify answered before: now and then it still does. */
  answers: Map<string, unknown>;
  /** Everything that happened was told, or read since. */
  isTold: boolean;
};

export type Webhook = { topic: string; body: string };
export type Jobs = Map<string, Job>;
/** Up to the next point at which somebody else may come between, or the process may die; null: it is done. */
export type Next = () => Next | null;
export type Faults = Pick<Setting, "lost" | "doubled" | "late" | "crashes" | "refusals" | "stale">;

export const noFaults: Faults = { lost: 0, doubled: 0, late: 0, crashes: 0, refusals: 0, stale: 0 };

export function openApp(
  shop: string,
  stage: Stage,
  setting: Setting,
  shared: Pick<App, "jobs" | "tally" | "watching">,
): App {
  const now = stage.now();
  const app: App = {
    shop,
    stage,
    memory: emptyMemory(setting, dayIn(setting.timeZone, now), now.getTime()),
    written: { availability: new Map(), backorders: new Map(), tags: new Map(), count: 0 },
    faults: noFaults,
    ...shared,
    inbox: [],
    late: [],
    underway: [],
    performing: new Set(),
    answers: new Map(),
    isTold: true,
  };
  readEverything(app)();
  return app;
}

export function nudge({ jobs }: Pick<App, "jobs">, some: Job[]): void {
  for (const job of some) jobs.set(keyOf(job) + job.queue, job);
}

export const isIdle = (apps: App[]) =>
  apps.every(({ inbox, underway, jobs }) => inbox.length + underway.length + jobs.size === 0);

/** Does one thing of all that could be done, and says whether there was one. */
export function workOnce(apps: App[], chance: Chance): boolean {
  const { jobs } = apps[0]!;
  let choices = jobs.size;
  for (const { inbox, underway } of apps) choices += inbox.length + underway.length;
  if (choices === 0) return false;
  let at = chance.below(choices);
  for (const app of apps) {
    const { inbox, underway } = app;
    if (at < inbox.length) {
      const [{ topic, body }] = inbox.splice(at, 1) as [Webhook];
      nudge(app, jobsOf(app.shop, topic, body));
      return true;
    }
    at -= inbox.length;
    if (at < underway.length) {
      goOn(app, at, chance);
      return true;
    }
    at -= underway.length;
  }
  const job = [...jobs.values()][at]!;
  jobs.delete(keyOf(job) + job.queue);
  start(
    apps.find((app) => app.shop === job.shop)!,
    job,
    chance,
  );
  return true;
}

function goOn(app: App, at: number, chance: Chance): void {
  const [{ job, next }] = app.underway.splice(at, 1) as [App["underway"][number]];
  // What a process held when it died is given to another one.
  if (chance.happens(app.faults.crashes)) {
    count(app.tally, "a process died");
    if (job.queue === "perform") app.performing.delete(job.kind);
    return nudge(app, [job]);
  }
  const then = next();
  if (then) app.underway.push({ job, next: then });
}

function start(app: App, job: Job, chance: Chance): void {
  const begin = (next: Next | null) => next && app.underway.push({ job, next });
  switch (job.queue) {
    case "read":
      begin(read(app, job, chance));
      return;
    case "reconcile": {
      const keep = readEverything(app);
      begin(() => (keep(), null));
      return;
    }
    case "recount":
      return recount(app, job.itemId);
    case "promises":
      return promisesReviewed(app, job.orderId);
    case "perform":
      begin(perform(app, job, chance));
      return;
    case "alerts":
      begin(listReviewed(app, job.variantId, chance));
      return;
    case "notices":
      return mailsSent(app, chance);
    // News of a delivery reach all its orders at once here, files are not read, and nobody has a unit kept.
    case "spread":
    case "batch":
    case "imports":
    case "kept":
    case "inbox":
      return;
  }
}

/** Mirrors jobsFor in app/flows/read-inbox.server.ts for the topics that happen here. */
function jobsOf(shop: string, topic: string, body: string): Job[] {
  return (newsOf(topic, body) ?? []).flatMap((news): Job[] => {
    switch (news.kind) {
      case "order":
        return [{ queue: "read", shop, what: "order", id: news.orderId }];
      case "fulfillment_order":
        return [{ queue: "read", shop, what: "fulfillment_order", id: news.fulfillmentOrderId }];
      case "stock":
      case "item":
        return [{ queue: "read", shop, what: "item", id: news.itemId }];
      case "product":
        return [{ queue: "read", shop, what: "product", id: news.productId }];
      case "locations":
        return [{ queue: "read", shop, what: "locations", id: "all" }];
      default:
        return [];
    }
  });
}

/** Every item whose dates or state depend on more than its stock, and every order that is owed something. */
export function everythingInTheBook({ memory }: Pick<App, "memory">): { items: Id[]; orders: Id[] } {
  const items = new Set<Id>();
  const orders = new Set<Id>();
  for (const [itemId, { owed, availability }] of memory.books) {
    if (owed.length > 0 || availability.some((a) => a.state !== "in_stock")) items.add(itemId);
    for (const o of owed) orders.add(o.orderId);
  }
  for (const d of memory.deliveries.values()) if (d.status === "coming") items.add(d.itemId);
  return { items: [...items], orders: [...orders] };
}
