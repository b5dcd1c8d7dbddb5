import type { Id } from "#app/domain/facts.ts";
import type { Job } from "#app/queues.ts";
import { nudge, type App, type Next } from "./app.ts";
import type { Chance } from "./chance.ts";
import { forgetItem, forgetOrder, keepItem, keepLocations, keepOrder, keepVariants } from "./keep.ts";
import { lookAtHoldsAgain } from "./holds.ts";
import { recordEffects } from "./recount.ts";
import { lookAtItem, lookAtLocations, lookAtOrder, lookAtProduct } from "./shopify-reads.ts";
import { count } from "./tally.ts";

type Read = Extract<Job, { queue: "read" }>;

/**
 * Draws a number, asks Shopify, keeps the answer: anything may happen in between. Mirrors the flows of
 * app/flows/*-changed.server.ts.
 */
export function read(app: App, job: Read, chance: Chance): Next {
  const number = ++app.memory.lastRead;
  return () => {
    const { faults } = app;
    if (chance.happens(faults.refusals)) {
      // Throttled, or no answer: the job is put off.
      count(app.tally, "a read was refused");
      nudge(app, [job]);
      return null;
    }
    const keep = ask(app, job, number, chance.happens(faults.stale));
    return () => (keep(), null);
  };
}

/** Mirrors writeAgain in app/flows/order-changed.server.ts. */
function writeAgain(app: App, target: Id): void {
  const kinds = ["tag_order", "write_order_backorders"] as const;
  const because = { kind: "shown_again" } as const;
  recordEffects(
    app.memory,
    kinds.map((kind) => ({ kind, target, because })),
  );
  nudge(
    app,
    kinds.map((kind) => ({ queue: "perform", shop: app.shop, kind })),
  );
}

/** Asks Shopify now; what is returned keeps the answer. */
function ask(app: App, { what, id }: Read, number: number, isStale: boolean): () => void {
  const { memory, shop } = app;
  const truth = app.stage.shop;
  /** Shopify's answer, or now and then the one before: some of its servers are behind. */
  const answer = <T>(look: () => T): T => {
    const key = `${what}/${id}`;
    const before = app.answers.get(key) as T | undefined;
    const now = look();
    app.answers.set(key, now);
    if (!isStale || before === undefined) return now;
    app.isTold = false;
    count(app.tally, "old news");
    return before;
  };
  switch (what) {
    case "order": {
      const order = answer(() => lookAtOrder(truth, id));
      return () => {
        const { items, shownAgain } = order
          ? keepOrder(memory, order, number)
          : { items: forgetOrder(memory, id, number), shownAgain: false };
        if (shownAgain) writeAgain(app, id);
        // Its fulfillment orders may be others now, and holds on them have come or gone.
        if (memory.holdRules.on || memory.holds.has(id)) lookAtHoldsAgain(app, [id]);
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
    // The app itself need not read where a sale explains what was told; reading leads to the same.
    case "stock":
    case "item": {
      const item = answer(() => lookAtItem(truth, id));
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
    // Transfers and tiers are not a part of this: see real/, and test/flows/tiers.test.ts.
    case "transfer":
    case "transfers":
    case "tiers":
    case "shop":
    case "departure":
    case "redaction":
      return () => undefined;
  }
}
