import {
  brake,
  policyFor,
  soldTooMany,
  type Braked,
  type BrakeRule,
  type Policy,
  type SetRule,
  type Verdict,
  type Wish,
} from "#app/domain/brake.ts";
import type { Facts, Id, Tail } from "#app/domain/facts.ts";
import { narrowest, type Level } from "#app/domain/level.ts";
import { outlookOf } from "#app/domain/outlook.ts";
import { productChanged, updateVariant } from "#test/shopify-stand-in/shop/products.ts";
import { nudge, type App, type Next } from "./app.ts";
import type { Chance } from "./chance.ts";
import type { EffectRow, Memory } from "./memory.ts";
import { recordEffects } from "./recount.ts";
import { count } from "./tally.ts";

/** What the brake thinks of a variant, and what it did to it. See app/database/braked-variants.server.ts. */
export type BrakedRow = Omit<Braked, "policy" | "discontinued"> & {
  variantId: Id;
  productId: Id;
  itemId: Id;
  rule: string;
  wish: Wish;
  remaining: number | null;
  outstanding: number;
  excess: number;
  lookAt: string | null;
  sending: Policy | null;
  /** How often people had said something when the app last looked. */
  heard: number;
};

const keyOf = (level: Level, target: Id) => `${level}/${target}`;

/** The narrowest. Mirrors rulesFor in app/database/brake-rules.server.ts. */
function ruleFor({ brakes, collections }: Memory, of: { variantId: Id; productId: Id }): SetRule | null {
  const { variantId, productId } = of;
  const inside = [...collections].flatMap(([id, products]) => (products.includes(productId) ? id : []));
  const places = [
    ...[keyOf("variant", variantId), keyOf("product", productId), keyOf("shop", "")],
    ...inside.map((id) => keyOf("collection", id)),
  ];
  return narrowest(places.flatMap((place) => brakes.get(place) ?? []));
}

const neverSwitched = { found: null, wrote: null, switchedAt: null, stopped: null } as const;

/** After a count. Mirrors app/flows/brake-applied.server.ts. */
export function brakeApplied(app: App, facts: Facts, tails: Tail[], now: Date): void {
  const { memory, shop } = app;
  const outlook = outlookOf(facts, tails, now);
  for (const variant of facts.variants) {
    const { variantId, productId, policy } = variant;
    const rule = ruleFor(memory, variant);
    const row = memory.braked.get(variantId) ?? null;
    if (!rule && !row) continue;
    const verdict = brake(rule, outlook, { ...neverSwitched, ...row, ...variant }, now);
    const shown = memory.books.get(facts.itemId)!.availability.find((a) => a.variantId === variantId);
    const asked: Parameters<typeof recordEffects>[1] = [];
    const because = { kind: "settings_changed" } as const;
    if (shown?.state === "backorder" && (row?.remaining ?? null) !== verdict.remaining)
      asked.push({ kind: "publish_availability", target: productId, because });
    const record = () => {
      recordEffects(memory, asked);
      nudge(
        app,
        asked.map(({ kind }) => ({ queue: "perform", shop, kind })),
      );
    };
    if (row && !rule && isDone(row, policy)) {
      record();
      memory.braked.delete(variantId);
      continue;
    }
    const more = soldTooMany(row, { outstanding: outlook.outstanding, excess: verdict.excess });
    if (more > 0 && verdict.wish !== "as_found") count(app.tally, "sold beyond the brake");
    const fresh = { sending: null, heard: timesOf(app, variantId) };
    memory.braked.set(variantId, {
      ...neverSwitched,
      ...fresh,
      ...row,
      ...{ variantId, productId, itemId: facts.itemId, outstanding: outlook.outstanding },
      ...verdictOf(verdict),
      rule: rule ? keyOf(rule.level, rule.target) : "",
    });
    if (mustAsk(verdict, row, policy)) asked.push({ kind: "switch_policy", target: productId, because });
    record();
  }
  for (const row of memory.braked.values())
    if (row.itemId === facts.itemId && !facts.variants.some((v) => v.variantId === row.variantId))
      memory.braked.delete(row.variantId);
}

const verdictOf = ({ wish, remaining, excess, lookAt }: Verdict) => ({ wish, remaining, excess, lookAt });

function isDone(row: BrakedRow, policy: Policy): boolean {
  if (row.stopped || row.sending) return false;
  const isAsFound = row.found === null || (row.found === policy && (row.wrote ?? policy) === policy);
  // Mirrors letGo in app/database/braked-variants.server.ts.
  return isAsFound && (row.wrote === null || row.found === row.wrote);
}

function mustAsk({ wish }: Verdict, row: BrakedRow | null, policy: Policy): boolean {
  const wanted = policyFor(wish, row?.found ?? null);
  if (wanted !== null && wanted !== policy) return true;
  return row !== null && (row.sending !== null || (row.wrote !== null && row.wrote !== policy));
}

type Switch = { variantId: Id; from: Policy; to: Policy };

/** The switches of the next product that waits for some. Mirrors app/effects/switch-policy.server.ts. */
export function performSwitches(app: App, chance: Chance, over: (again: boolean) => null): Next | null {
  const { memory, stage, faults } = app;
  const row = [...memory.effects.values()].find((e) => e.done < e.version && e.kind === "switch_policy");
  if (!row) return over(false);
  const { version } = row;
  const done = (written: unknown) => {
    Object.assign(row, { written, done: Math.max(row.done, version) });
    return over(true);
  };
  const asked = structuredClone(rowsOf(memory, row.target)).filter(
    (r) => policyFor(wishOf(r), r.found) !== null || r.wrote !== null || r.sending !== null,
  );
  if (asked.length === 0) return done(row.written);
  return () => {
    if (chance.happens(faults.refusals)) return over(true);
    const actual = new Map<Id, Policy>();
    const times = new Map<Id, number>();
    for (const { variantId } of asked) {
      const variant = stage.shop.variants[variantId];
      if (variant) actual.set(variantId, variant.inventoryPolicy);
      times.set(variantId, timesOf(app, variantId));
    }
    return () => {
      const switches = noted(app, asked, actual, times);
      if (switches.length === 0) return done(row.written);
      return send(app, chance, row, switches, times, over, () => done({ switches }));
    };
  };
}

const rowsOf = ({ braked }: Memory, productId: Id) =>
  [...braked.values()].filter((r) => r.productId === productId);
const wishOf = (row: BrakedRow): Wish => (row.stopped ? "as_found" : row.wish);

/** What arrived after all, and what somebody changed by hand. */
function noted(app: App, asked: BrakedRow[], actual: Map<Id, Policy>, times: Map<Id, number>): Switch[] {
  const { memory } = app;
  const changed = new Set<Id>();
  const switches: Switch[] = [];
  for (const was of asked) {
    const { variantId } = was;
    const is = actual.get(variantId);
    if (!is) continue;
    const row = memory.braked.get(variantId);
    const said = times.get(variantId)!;
    const arrived = was.sending !== null && was.sending === is;
    const byHand = was.sending === null && was.wrote !== null && was.wrote !== is;
    // Said while a switch was under way, or taken back before anybody looked: nobody can know.
    if (said !== was.heard && (was.sending !== null || (was.wrote !== null && !byHand))) miss(app, variantId);
    if (row) row.heard = said;
    if (row && arrived) settled(app, row, is, changed);
    if (row && was.sending !== null && !arrived)
      Object.assign(row, { sending: null, found: row.wrote && row.found });
    if (row && byHand) {
      count(app.tally, "switched by hand");
      Object.assign(row, { wish: "as_found", found: null, wrote: null, lookAt: null });
      Object.assign(row, { sending: null, stopped: "by_hand" });
      changed.add(row.itemId);
    }
    const known = memory.variants.get(variantId);
    if (known && known.policy !== is) {
      known.policy = is;
      changed.add(was.itemId);
    }
    const to = policyFor(wishOf(was), was.found);
    if (to !== null && to !== is && !byHand) switches.push({ variantId, from: is, to });
  }
  countAgain(app, changed);
  return switches;
}

function send(
  app: App,
  chance: Chance,
  effect: EffectRow,
  wanted: Switch[],
  times: Map<Id, number>,
  over: (again: boolean) => null,
  done: () => null,
): Next {
  const { memory, stage, faults } = app;
  effect.written = "unsure";
  const switches = wanted.filter((s) => memory.braked.has(s.variantId));
  for (const { variantId, from, to } of switches) {
    const row = memory.braked.get(variantId)!;
    row.found ??= from;
    row.sending = to;
  }
  return () => {
    if (chance.happens(faults.refusals)) return over(true);
    for (const { variantId, to } of switches) {
      const variant = stage.shop.variants[variantId];
      const product = variant && stage.shop.products[variant.productId];
      if (!variant || !product) continue;
      if (timesOf(app, variantId) !== times.get(variantId)) miss(app, variantId);
      updateVariant(stage.shop, variant, { inventoryPolicy: to });
      productChanged(stage.shop, product);
    }
    count(app.tally, "the brake switched", switches.length);
    if (chance.happens(faults.refusals)) {
      count(app.tally, "a switch's answer was lost");
      return over(true);
    }
    return () => {
      const changed = new Set<Id>();
      for (const { variantId, to } of switches) {
        const row = memory.braked.get(variantId);
        if (row) settled(app, row, to, changed);
      }
      countAgain(app, changed);
      return done();
    };
  };
}

/** Mirrors countAgain in app/effects/switch-policy.server.ts. */
function countAgain(app: App, items: Set<Id>): void {
  const { shop } = app;
  const jobs = [...items].flatMap((itemId) => [
    { queue: "recount", shop, itemId } as const,
    { queue: "read", shop, what: "item", id: itemId } as const,
  ]);
  nudge(app, jobs);
}

/** Mirrors noteSwitched in app/database/brake-switches.server.ts. */
function settled({ memory, stage }: App, row: BrakedRow, to: Policy, changed: Set<Id>): void {
  Object.assign(row, { wrote: to, sending: null, switchedAt: stage.now().toISOString() });
  const known = memory.variants.get(row.variantId);
  if (known) known.policy = to;
  changed.add(row.itemId);
}

/** The app could not know what people said last. */
function miss({ stage }: App, variantId: Id): void {
  const word = stage.words.get(variantId);
  if (word) word.missed = true;
}

const timesOf = ({ stage }: App, variantId: Id) => stage.words.get(variantId)?.times ?? 0;

/** Null takes it off. Mirrors app/flows/brake-set.server.ts. */
export function brakeSet(app: App, level: Level, target: Id, rule: BrakeRule | null): void {
  const { memory, stage } = app;
  const setAt = stage.now().toISOString();
  if (rule) memory.brakes.set(keyOf(level, target), { ...rule, level, target, setAt });
  else memory.brakes.delete(keyOf(level, target));
  brakesMayDiffer(app, ({ variantId, productId }) =>
    level === "collection"
      ? (memory.collections.get(target)?.includes(productId) ?? false)
      : level === "shop" || (level === "product" ? productId : variantId) === target,
  );
}

export function brakesTurnedOff(app: App): void {
  app.memory.brakes.clear();
  brakesMayDiffer(app, () => true);
}

function brakesMayDiffer(app: App, concerns: (v: { variantId: Id; productId: Id }) => boolean): void {
  const { memory, shop } = app;
  for (const variant of memory.variants.values()) {
    if (variant.gone || !concerns(variant)) continue;
    const row = memory.braked.get(variant.variantId);
    if (row) row.switchedAt = null;
    nudge(app, [{ queue: "recount", shop, itemId: variant.itemId }]);
  }
}

/** Mirrors app/flows/brake-held.server.ts. */
export function brakeStopped(app: App, productId: Id, isStopped: boolean): void {
  const rows = rowsOf(app.memory, productId).filter((r) => (r.stopped === null) === isStopped);
  for (const row of rows) {
    row.stopped = isStopped ? "put_back" : null;
    nudge(app, [{ queue: "recount", shop: app.shop, itemId: row.itemId }]);
  }
}
