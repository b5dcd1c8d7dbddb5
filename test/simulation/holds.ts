import { isDeepStrictEqual } from "node:util";
import type { Id } from "#app/domain/facts.ts";
import {
  isOfNow,
  newsOfHolds,
  nextHold,
  noteReleasing,
  type HoldStep,
  type KnownHold,
  type NotHeld,
  type Part,
} from "#app/domain/holds.ts";
import { holdHandle } from "#app/shopify/holds.server.ts";
import { holdFulfillmentOrder, releaseHolds } from "#test/shopify-stand-in/shop/holds.ts";
import { Refusal } from "#test/shopify-stand-in/shop/refusal.ts";
import { nudge, type App, type Next } from "./app.ts";
import type { Chance } from "./chance.ts";
import { isGone } from "./keep.ts";
import { Broken, show } from "./laws.ts";
import type { EffectRow, Memory } from "./memory.ts";
import { recordEffects } from "./recount.ts";
import { lookAtHolds } from "./shopify-reads.ts";
import { count } from "./tally.ts";

/** Mirrors holdsOfOrders in app/database/holds.server.ts. */
function holdsOf(memory: Memory, orderId: Id) {
  const { partsUpdatedAt, lines } = memory.orders.get(orderId)!;
  const owed = [...memory.books.values()].flatMap((book) => book.owed.filter((o) => o.orderId === orderId));
  return {
    partsUpdatedAt,
    statuses: [...new Set(lines.map((l) => `${l.fulfillmentOrderId} ${l.status}`))].sort(),
    left: lines.map((l) => `${l.id} ${l.remaining}`).sort(),
    waiting: owed
      .map(({ id, lineId, outstanding, owed: units }) => ({ id, lineId, outstanding, owed: units }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    known: memory.holds.get(orderId) ?? [],
  };
}

/** Null: there is nothing to hold, and never was. */
function wantedOf(memory: Memory, orderId: Id) {
  if (!memory.orders.has(orderId) || isGone(memory, orderId)) return null;
  const [rules, order] = [memory.holdRules, holdsOf(memory, orderId)];
  const nothing = order.known.length === 0 && (!rules.on || order.waiting.length === 0);
  return structuredClone(nothing ? { nothing: true } : { rules, order });
}

/** Orders whose holds have to be looked at. Mirrors lookAtHolds in app/flows/order-changed.server.ts. */
export function lookAtHoldsAgain(app: App, orders: Id[]): void {
  const because = { kind: "settings_changed" } as const;
  recordEffects(
    app.memory,
    orders.map((target) => ({ kind: "hold_waiting_part", target, because })),
  );
  nudge(app, [{ queue: "perform", shop: app.shop, kind: "hold_waiting_part" }]);
}

/** The holds of the next order that waits for it, in small steps. Mirrors app/effects/hold-waiting-part.server.ts. */
export function performHolds(app: App, chance: Chance, over: (again: boolean) => null): Next | null {
  const { memory } = app;
  for (const row of memory.effects.values()) {
    if (row.done >= row.version || row.kind !== "hold_waiting_part") continue;
    const { version } = row;
    const wanted = wantedOf(memory, row.target);
    const isThere =
      wanted === null ||
      (row.written === null ? "nothing" in wanted : isDeepStrictEqual(row.written, wanted));
    if (isThere) {
      row.done = version;
      continue;
    }
    row.written = "unsure";
    return settle({
      app,
      chance,
      over,
      row,
      refused: new Map(),
      steps: 0,
      done: () => {
        row.written = wanted;
        row.done = Math.max(row.done, version);
      },
    });
  }
  return over(false);
}

type Settling = {
  app: App;
  chance: Chance;
  over: (again: boolean) => null;
  row: EffectRow;
  refused: Map<Id, NotHeld>;
  steps: number;
  done: () => void;
};

/** Looks at what is decided, asks Shopify, and takes one step after the other. */
function settle(of: Settling): Next | null {
  const { app, chance, over, row } = of;
  const { memory, stage } = app;
  if (++of.steps > 20) throw new Broken("holds come to rest", "an order needs few steps", row.target);
  const rules = memory.holdRules;
  const order = structuredClone(holdsOf(memory, row.target));
  return () => {
    if (chance.happens(app.faults.refusals)) return over(true);
    const parts = lookAtHolds(stage.shop, row.target);
    return () => {
      const { step, known } = nextHold(parts, order.waiting, order.known, rules, of.refused);
      const now = noteReleasing(known, step?.do === "release" ? step.partId : null);
      note(app, row.target, now);
      if (newsOfHolds(order.known, known).some((n) => n.kind === "placed")) readAgain(app, row.target);
      if (!step) {
        of.done();
        return over(true);
      }
      return () => {
        if (chance.happens(app.faults.refusals)) return over(true);
        const answer = ask(app, parts, step);
        if (chance.happens(app.faults.refusals)) {
          count(app.tally, "a hold's answer was lost");
          return over(true);
        }
        return () => {
          if (typeof answer === "object" || answer === "released") readAgain(app, row.target);
          const rest = now.filter((k) => k.partId !== step.partId || !isOfNow(k));
          if (step.do === "release") note(app, row.target, rest);
          else if (answer === "not_possible") of.refused.set(step.partId, answer);
          else if (typeof answer === "object")
            note(app, row.target, [...rest, heldNow(parts, step, answer.holdId)]);
          return settle(of);
        };
      };
    };
  };
}

const readAgain = (app: App, id: Id) => nudge(app, [{ queue: "read", shop: app.shop, what: "order", id }]);

function heldNow(parts: Part[], step: HoldStep & { do: "hold" }, holdId: Id): KnownHold {
  const { partId, lineIds, units } = step;
  const others = parts.find((p) => p.id === partId)!.holds.length > 0;
  return { partId, holdId, state: "held", reason: null, others, lineIds, units, approved: false };
}

type Answer = { holdId: Id } | "duplicate" | "changed" | "not_possible" | "released";

/** Mirrors holdUnits and releaseHolds in app/shopify/holds.server.ts. */
function ask({ stage: { shop }, tally }: App, parts: Part[], step: HoldStep): Answer {
  const order = shop.fulfillmentOrders[step.partId];
  if (step.do === "release") {
    const isOurs = (id: Id) => parts.some((p) => p.holds.some((h) => h.id === id && h.ours));
    if (step.holdIds.length === 0 || !step.holdIds.every(isOurs))
      throw new Broken("others' holds stay", "only holds of ours are released", show(step));
    count(tally, "we released");
    try {
      if (order) releaseHolds(shop, order, { ids: step.holdIds, externalId: null }, shop.appId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return "released";
  }
  if (!order) return "changed";
  const about = { reason: "INVENTORY_OUT_OF_STOCK", reasonNotes: null, externalId: holdHandle };
  try {
    const { hold } = holdFulfillmentOrder(
      shop,
      order,
      { ...about, handle: holdHandle, parts: step.lines },
      shop.appId,
    );
    count(tally, step.lines.length > 0 ? "we held a part" : "we held all");
    return { holdId: hold.id };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "DUPLICATE_FULFILLMENT_HOLD_HANDLE") return "duplicate";
    return error.code && changedMeanwhile.includes(error.code) ? "changed" : "not_possible";
  }
}

const changedMeanwhile = [
  "FULFILLMENT_ORDER_NOT_FOUND",
  "FULFILLMENT_ORDER_NOT_SPLITTABLE",
  "INVALID_LINE_ITEM_QUANTITY",
];

/** Mirrors recordHolds in app/database/holds.server.ts. */
function note(app: App, orderId: Id, known: KnownHold[]): void {
  const { memory, shop } = app;
  const ranks = (some: KnownHold[]) =>
    new Map(some.filter((k) => k.state === "held").map((k) => [k.partId, k.others]));
  const [was, is] = [ranks(memory.holds.get(orderId) ?? []), ranks(known)];
  // The key of the table.
  if (new Set(known.map((k) => `${k.partId} ${isOfNow(k)}`)).size < known.length)
    throw new Broken(
      "holds are told apart",
      "a fulfillment order has one state, and one memory",
      show(known),
    );
  if (known.length > 0) memory.holds.set(orderId, structuredClone(known));
  else memory.holds.delete(orderId);
  if (![...was.keys(), ...is.keys()].some((id) => was.get(id) !== is.get(id))) return;
  const items = new Set(memory.orders.get(orderId)!.lines.flatMap((l) => l.itemId ?? []));
  for (const itemId of items) {
    memory.changed.add(itemId);
    nudge(app, [{ queue: "recount", shop, itemId }]);
  }
}

/** Mirrors app/flows/release-settings-saved.server.ts. */
export function holdRulesSaved(app: App, rules: Memory["holdRules"]): void {
  const { memory } = app;
  memory.holdRules = rules;
  for (const [orderId, known] of memory.holds)
    memory.holds.set(
      orderId,
      known.filter((k) => k.state !== "not_held"),
    );
  const owed = [...memory.books.values()].flatMap((book) => book.owed.map((o) => o.orderId));
  const touched = [...memory.effects.values()].filter((e) => e.kind === "hold_waiting_part");
  lookAtHoldsAgain(app, [...new Set([...owed, ...memory.holds.keys(), ...touched.map((e) => e.target)])]);
}
