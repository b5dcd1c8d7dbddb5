import type { Because } from "../domain/because.ts";
import type { Effect, EffectKind } from "../domain/effects.ts";
import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { atTheEnd } from "./last-acts.server.ts";

export type EffectRow = { target: Id; version: number; written: unknown; because: Because };

/**
 * One row per target: "this has to be brought up to date". Recording it again while it waits costs nothing, and a
 * performance that began before sees by the version that it has to run once more.
 */
export function recordEffects(tx: Transaction, shop: string, effects: Effect[], at: Date): Promise<void> {
  return atTheEnd(tx, "effects", effects, (all) => insert(tx, shop, all, at));
}

/** The same effect on many targets, for one reason. */
export function recordEffectOn(
  tx: Transaction,
  shop: string,
  kind: EffectKind,
  targets: Id[],
  because: Because,
  at: Date,
): Promise<void> {
  const effects = targets.map((target) => ({ kind, target, because }));
  return recordEffects(tx, shop, effects, at);
}

async function insert(tx: Transaction, shop: string, effects: Effect[], at: Date): Promise<void> {
  const newest = [...new Map(effects.map((e) => [`${e.kind}/${e.target}`, e])).values()];
  // Always in one order, so that two transactions never wait for each other in a circle.
  newest.sort((a, b) => (a.kind + a.target < b.kind + b.target ? -1 : 1));
  if (newest.length === 0) return;
  // Thousands of orders may share a reason, which is long.
  const reasons = [...new Set(newest.map((e) => e.because))];
  const numbers = new Map(reasons.map((because, i) => [because, i + 1]));
  await tx.$executeRaw`
    insert into effect (shop, kind, target, because, recorded_at)
    select ${shop}, kind, target, ((${reasons.map((r) => JSON.stringify(r))}::text[])[reason])::jsonb, ${at}
    from unnest(${newest.map((e) => e.kind)}::text[], ${newest.map((e) => e.target)}::text[],
      ${newest.map((e) => numbers.get(e.because)!)}::int[]) as e(kind, target, reason)
    on conflict (shop, kind, target) do update
      set version = effect.version + 1, because = excluded.because, recorded_at = excluded.recorded_at, attempts = 0, problem = null`;
}

/** It was recorded, and not performed since. */
export async function effectWaits(
  tx: Transaction,
  shop: string,
  kind: EffectKind,
  target: Id,
): Promise<boolean> {
  const row = await tx.effect.findUnique({
    where: { shop_kind_target: { shop, kind, target } },
    select: { version: true, doneVersion: true },
  });
  return row !== null && row.doneVersion < row.version;
}

/** What waits to be performed besides these, oldest first. Given-up effects wait for a person instead. */
export async function undoneEffects(
  db: Database,
  shop: string,
  kind: EffectKind,
  limit: number,
  besides: Id[] = [],
): Promise<EffectRow[]> {
  const rows = await db.$queryRaw<EffectRow[]>`
    select target, version, written, because from effect
    where shop = ${shop} and kind = ${kind} and done_version < version and attempts < ${attemptsBeforeGivenUp}
      and not target = any(${besides})
    order by recorded_at, target limit ${limit}`;
  return rows;
}

/** Stands in `written` from before a write until its answer: what Shopify holds may be the old or the new value. */
export const unsure = "unsure";

export async function effectsUnsure(
  db: Database,
  shop: string,
  kind: EffectKind,
  targets: Id[],
): Promise<void> {
  // In the order in which effects are recorded: two transactions must not wait for each other in a circle.
  await db.$executeRaw`
    with locked as (
      select target from effect where shop = ${shop} and kind = ${kind} and target = any(${targets})
      order by target collate "C" for update)
    update effect e set written = ${JSON.stringify(unsure)}::jsonb
    from locked where e.shop = ${shop} and e.kind = ${kind} and e.target = locked.target`;
}

/** Marks a version as done. A version that was recorded meanwhile stays undone. */
export async function effectDone(
  tx: Transaction,
  shop: string,
  kind: EffectKind,
  { target, version }: { target: Id; version: number },
  written: unknown,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    update effect set done_version = greatest(done_version, ${version}), written = ${JSON.stringify(written)}::jsonb,
      performed_at = ${at}, attempts = 0, problem = null
    where shop = ${shop} and kind = ${kind} and target = ${target}`;
}

export async function effectFailed(
  db: Database,
  shop: string,
  kind: EffectKind,
  target: Id,
  problem: string,
): Promise<void> {
  await db.effect.updateMany({
    where: { shop, kind, target },
    data: { attempts: { increment: 1 }, problem: problem.slice(0, 500) },
  });
}

/** What was recorded and not performed since: the job that should do it was lost. */
export async function forgottenEffects(
  db: Database,
  olderThan: Date,
): Promise<{ shop: string; kind: EffectKind }[]> {
  return db.$queryRaw`
    select distinct e.shop, e.kind from effect e join shop s on s.shop = e.shop
    where s.installed and e.done_version < e.version and e.recorded_at < ${olderThan} and e.attempts < ${attemptsBeforeGivenUp}
    limit 1000`;
}

/** A "no" of Shopify is asked again this often, by later cycles; then it is shown and waits for a person. */
export const attemptsBeforeGivenUp = 3;

export async function retryEffect(
  db: Database,
  shop: string,
  kind: EffectKind,
  target: Id,
): Promise<boolean> {
  const { count } = await db.effect.updateMany({
    where: { shop, kind, target },
    data: { attempts: 0, problem: null },
  });
  return count > 0;
}
