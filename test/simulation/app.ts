import type { Id } from "#app/domain/facts.ts";
import { keyOf, type Job } from "#app/queues.ts";
import { newsOf } from "#app/shopify/webhooks.ts";
import type { Chance } from "./chance.ts";
import { dayIn } from "#app/domain/days.ts";
import type { Setting } from "./history.ts";
import { keepItem, keepLocations, keepOrder, keepVariants, forgetItem, forgetOrder } from "./keep.ts";
import { emptyMemory, type Memory } from "./memory.ts";
import { perform, type Written } from "./perform.ts";
import { promisesReviewed } from "./promises-reviewed.ts";
import { readEverything } from "./read-everything.ts";
import { recount } from "./recount.ts";
import { lookAtItem, lookAtLocations, lookAtOrder, lookAtProduct } from "./shopify-reads.ts";
import type { Stage } from "./stage.ts";
import type { Watching } from "./watching.ts";

/**
 * The app without a database: the same webhooks, jobs and decisions, but in one thread, where chance says which job
 * is next, which answer comes home when, and which process dies in the middle.
 */
export type App = {
  stage: Stage;
  memory: Memory;
  /** What has been written to Shopify. */
  written: Written;
  watching: Watching;
  crashes: number;
  /** Webhooks that arrived and were not looked at. */
  inbox: { topic: string; body: string }[];
  /** Answers of Shopify that are on their way: taken then, kept when this is called. */
  underway: { job: Job; keep: () => void }[];
};

export const shop = "simulated.myshopify.com";

export function openApp(stage: Stage, setting: Setting, watching: Watching): App {
  const now = stage.now();
  const memory = emptyMemory(setting, dayIn(setting.timeZone, now), now.getTime());
  const written = { availability: new Map(), backorders: new Map(), tags: new Map(), count: 0 };
  const app: App = { stage, memory, written, watching, crashes: setting.crashes, inbox: [], underway: [] };
  readEverything(app)();
  return app;
}

export function nudge(app: App, jobs: Job[]): void {
  for (const job of jobs) app.memory.jobs.set(keyOf(job) + job.queue, job);
}

export const isIdle = (app: App) => app.inbox.length + app.underway.length + app.memory.jobs.size === 0;

/** Does one thing of all that could be done, and says whether there was one. */
export function workOnce(app: App, chance: Chance): boolean {
  const { inbox, underway, memory } = app;
  const choices = inbox.length + underway.length + memory.jobs.size;
  if (choices === 0) return false;
  let at = chance.below(choices);
  if (at < inbox.length) {
    const [{ topic, body }] = inbox.splice(at, 1) as [{ topic: string; body: string }];
    nudge(app, jobsOf(topic, body));
    return true;
  }
  at -= inbox.length;
  if (at < underway.length) {
    const [{ job, keep }] = underway.splice(at, 1) as [App["underway"][number]];
    // A process that dies between reading and recording leaves the job to another one.
    if (chance.happens(app.crashes)) nudge(app, [job]);
    else keep();
    return true;
  }
  const job = [...memory.jobs.values()][at - underway.length]!;
  memory.jobs.delete(keyOf(job) + job.queue);
  start(app, job, chance);
  return true;
}

function start(app: App, job: Job, chance: Chance): void {
  switch (job.queue) {
    case "read":
      app.underway.push({ job, keep: read(app, job) });
      return;
    case "reconcile":
      app.underway.push({ job, keep: readEverything(app) });
      return;
    case "recount":
      return recount(app, job.itemId);
    case "promises":
      return promisesReviewed(app, job.orderId);
    case "perform":
      return perform(app, job.kind, chance);
    // Nobody waits for a restock here.
    case "alerts":
    case "notices":
    case "inbox":
      return;
  }
}

/** Asks Shopify now; what is returned keeps the answer later. Mirrors the flows of app/flows/*-changed.server.ts. */
function read(app: App, job: Extract<Job, { queue: "read" }>): () => void {
  const { memory } = app;
  const truth = app.stage.shop;
  const number = ++memory.lastRead;
  const { id } = job;
  switch (job.what) {
    case "order": {
      const order = lookAtOrder(truth, id);
      return () => {
        const items = order ? keepOrder(memory, order, number) : forgetOrder(memory, id, number);
        nudge(
          app,
          items.map((itemId) => ({ queue: "read", shop, what: "item", id: itemId })),
        );
        if (items.length > 0 && memory.ledgers.has(id))
          nudge(app, [{ queue: "promises", shop, orderId: id }]);
      };
    }
    case "fulfillment_order": {
      const orderId = truth.fulfillmentOrders[id]?.orderId;
      return () => orderId && nudge(app, [{ queue: "read", shop, what: "order", id: orderId }]);
    }
    case "item": {
      const item = lookAtItem(truth, id);
      return () => {
        if (item) keepItem(memory, item, number);
        else forgetItem(memory, id, number);
        nudge(app, [{ queue: "recount", shop, itemId: id }]);
        if (item?.levels.some((l) => !memory.locations.has(l.locationId)))
          nudge(app, [{ queue: "read", shop, what: "locations", id: "all" }]);
      };
    }
    case "product": {
      const variants = lookAtProduct(truth, id);
      return () => {
        if (!variants) memory.goneProducts.add(id);
        const items = keepVariants(memory, (v) => v.productId === id, variants ?? []);
        nudge(
          app,
          items.map((itemId) => ({ queue: "read", shop, what: "item", id: itemId })),
        );
      };
    }
    case "locations": {
      const locations = lookAtLocations(truth);
      return () => {
        const changed = keepLocations(memory, locations);
        const items = [...memory.items.values()].filter((i) =>
          i.levels.some((l) => changed.includes(l.locationId)),
        );
        nudge(
          app,
          items.map(({ itemId }) => ({ queue: "recount", shop, itemId })),
        );
      };
    }
    case "shop":
    case "departure":
    case "redaction":
      return () => undefined;
  }
}

/** Mirrors jobsFor in app/flows/read-inbox.server.ts for the topics that happen here. */
function jobsOf(topic: string, body: string): Job[] {
  return (newsOf(topic, body) ?? []).flatMap((news): Job[] => {
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
