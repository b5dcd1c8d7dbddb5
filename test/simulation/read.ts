import type { Job } from "#app/queues.ts";
import type { Id } from "#app/domain/facts.ts";
import type { SaidOfOrder } from "#app/domain/tiers.ts";
import { nudge, type App, type Next } from "./app.ts";
import { compareGroups, keepMatches, stillCount } from "./groups.ts";
import type { Chance } from "./chance.ts";
import { forgetItem, forgetOrder, keepItem, keepLocations, keepOrder, keepVariants } from "./keep.ts";
import { lookAtHoldsAgain } from "./holds.ts";
import type { Tiers } from "./memory.ts";
import { recordEffects } from "./recount.ts";
import { lookAtItem, lookAtLocations, lookAtOrder, lookAtProduct, lookAtTags } from "./shopify-reads.ts";
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
    if (job.what === "tiers") return compareGroups(app, chance);
    const keep = ask(app, job, number, chance);
    return () => keep() ?? null;
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

/** Asks Shopify now; what is returned keeps the answer, or asks for more first. */
function ask(app: App, { what, id }: Read, number: number, chance: Chance): () => Next | void {
  const { memory, shop } = app;
  const isStale = chance.happens(app.faults.stale);
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
      const keep = (tiers: Tiers | null, said: Map<Id, SaidOfOrder | null>) => {
        const { items, shownAgain } = order
          ? keepOrder(memory, order, number)
          : { items: forgetOrder(memory, id, number), shownAgain: false };
        if (tiers && !stillCount(memory, tiers))
          nudge(app, [{ queue: "read", shop, what: "tiers", id: "all" }]);
        else if (tiers)
          for (const item of keepMatches(memory, tiers, said, number))
            if (!items.includes(item)) items.push(item);
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
      return () => {
        const tiers = { ...memory.tiers };
        if (!order) return keep(null, new Map());
        if (tiers.list.length === 0) return () => (keep(tiers, new Map()), null);
        if (chance.happens(app.faults.refusals)) return nudge(app, [{ queue: "read", shop, what, id }]);
        const said = new Map([[id, lookAtTags(truth, id)]]);
        return () => (keep(tiers, said), null);
      };
    }
    case "fulfillment_order": {
      const orderId = truth.fulfillmentOrders[id]?.orderId;
      return () => {
        if (orderId) nudge(app, [{ queue: "read", shop, what: "order", id: orderId }]);
      };
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
    // Transfers are not a part of this: see real/. Groups are asked for above, until all orders are compared.
    case "transfer":
    case "transfers":
    case "tiers":
    case "shop":
    case "departure":
    case "redaction":
      return () => undefined;
  }
}
