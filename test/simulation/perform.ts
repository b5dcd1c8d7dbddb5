import { isDeepStrictEqual } from "node:util";
import type { EffectKind } from "#app/domain/effects.ts";
import type { Id } from "#app/domain/facts.ts";
import {
  publishedAvailability,
  publishedBackorders,
  type PublishedAvailability,
  type PublishedBackorders,
} from "#app/domain/published.ts";
import type { Job } from "#app/queues.ts";
import { leftToSell } from "#app/domain/brake.ts";
import { nudge, type App, type Next } from "./app.ts";
import { performSwitches } from "./brakes.ts";
import type { Chance } from "./chance.ts";
import { performHolds } from "./holds.ts";
import { isGone } from "./keep.ts";
import type { EffectRow, Memory } from "./memory.ts";
import { owedNow } from "./promises-reviewed.ts";
import { count } from "./tally.ts";

/** What Shopify holds of ours. */
export type Written = {
  availability: Map<Id, PublishedAvailability>;
  backorders: Map<Id, PublishedBackorders>;
  tags: Map<Id, { present: boolean }>;
  /** How often something was written. */
  count: number;
};

type Perform = Extract<Job, { queue: "perform" }>;
type Value = PublishedAvailability | PublishedBackorders | { present: boolean };

/**
 * Brings about everything of one kind that waits: looks up what should be, writes it, notes it down. In between the
 * book may change, the process may die, Shopify may refuse, or do it and lose the answer. Mirrors
 * app/effects/perform.server.ts and the performers.
 */
export function perform(app: App, job: Perform, chance: Chance): Next | null {
  const { memory, written, performing } = app;
  const { kind } = job;
  if (performing.has(kind)) {
    nudge(app, [job]);
    return null;
  }
  performing.add(kind);
  const over = (again: boolean) => {
    performing.delete(kind);
    if (again) nudge(app, [job]);
    return null;
  };
  if (kind === "hold_waiting_part") return performHolds(app, chance, over);
  if (kind === "switch_policy") return performSwitches(app, chance, over);
  const changed: { row: EffectRow; version: number; wanted: Value | null }[] = [];
  for (const row of memory.effects.values()) {
    if (row.done >= row.version || row.kind !== kind) continue;
    const { version } = row;
    const wanted = wantedNow(memory, kind, row.target, app.stage.now());
    const isThere =
      wanted === null || (row.written === null ? isNothing(wanted) : isDeepStrictEqual(row.written, wanted));
    if (isThere) row.done = version;
    // From here on nobody knows what Shopify holds, until it is noted: the next one compares with nothing.
    else {
      row.written = "unsure";
      changed.push({ row, version, wanted });
    }
  }
  if (changed.length === 0) return over(false);
  return () => {
    if (chance.happens(app.faults.refusals)) return over(true);
    for (const { row, wanted } of changed) {
      written.count++;
      placeOf(written, kind).set(row.target, wanted!);
    }
    if (chance.happens(app.faults.refusals)) {
      count(app.tally, "a write's answer was lost");
      return over(true);
    }
    return () => {
      for (const { row, version, wanted } of changed) {
        row.written = structuredClone(wanted);
        row.done = Math.max(row.done, version);
      }
      // Until nothing is left: something may have been recorded meanwhile.
      return over(true);
    };
  };
}

type ValueKind = Exclude<EffectKind, "switch_policy" | "hold_waiting_part">;

function placeOf(written: Written, kind: ValueKind): Map<Id, Value> {
  const places: Record<ValueKind, unknown> = {
    publish_availability: written.availability,
    write_order_backorders: written.backorders,
    tag_order: written.tags,
  };
  return places[kind] as Map<Id, Value>;
}

export function wantedNow(memory: Memory, kind: EffectKind, target: Id, now: Date): Value | null {
  switch (kind) {
    case "publish_availability": {
      if (memory.goneProducts.has(target)) return null;
      const rows = [...memory.books.values()].flatMap(({ availability }) => availability);
      const left = (a: { variantId: Id; cap: number | null }) =>
        leftToSell(a.cap, memory.braked.get(a.variantId)?.remaining ?? null);
      return publishedAvailability(
        rows.filter((a) => a.productId === target).map((a) => ({ ...a, cap: left(a) })),
      );
    }
    case "write_order_backorders": {
      if (isGone(memory, target)) return null;
      const entries = memory.ledgers.get(target)?.entries ?? [];
      const promised = (lineId: Id) => entries.findLast((e) => e.lineId === lineId)?.promisedOn ?? null;
      return publishedBackorders(
        owedNow(memory, target, now).map((l) => ({ ...l, promised: promised(l.lineId) })),
      );
    }
    case "tag_order":
      if (isGone(memory, target)) return null;
      return { present: owedNow(memory, target, now).length > 0 };
    // Their laws say what should be.
    case "switch_policy":
    case "hold_waiting_part":
      return null;
  }
}

function isNothing(value: Value): boolean {
  if ("present" in value) return !value.present;
  return "owed" in value ? value.owed === 0 : Object.keys(value.variants).length === 0;
}
