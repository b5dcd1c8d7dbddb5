import { isDeepStrictEqual } from "node:util";
import type { EffectKind } from "#app/domain/effects.ts";
import type { Id } from "#app/domain/facts.ts";
import {
  publishedAvailability,
  publishedBackorders,
  type PublishedAvailability,
  type PublishedBackorders,
} from "#app/domain/published.ts";
import { nudge, shop, type App } from "./app.ts";
import type { Chance } from "./chance.ts";
import type { Memory } from "./memory.ts";
import { owedNow } from "./promises-reviewed.ts";

/** What Shopify holds of ours. */
export type Written = {
  availability: Map<Id, PublishedAvailability>;
  backorders: Map<Id, PublishedBackorders>;
  tags: Map<Id, { present: boolean }>;
  /** How often something was written. */
  count: number;
};

type Value = PublishedAvailability | PublishedBackorders | { present: boolean };

/** Brings about everything of one kind that waits. Mirrors app/effects/perform.server.ts and the performers. */
export function perform(app: App, kind: EffectKind, chance: Chance): void {
  const { memory, written } = app;
  for (const row of memory.effects.values()) {
    if (!row.waiting || row.kind !== kind) continue;
    const wanted = wantedNow(memory, kind, row.target, app.stage.now());
    const isThere =
      wanted === null || (row.written === null ? isNothing(wanted) : isDeepStrictEqual(row.written, wanted));
    if (!isThere) {
      written.count++;
      // From here on nobody knows what Shopify holds, until it is noted: the next one compares with nothing.
      row.written = "unsure";
      placeOf(written, kind).set(row.target, wanted);
      // A process that dies between writing and noting it down: the same is written once more.
      if (chance.happens(app.crashes)) {
        nudge(app, [{ queue: "perform", shop, kind }]);
        return;
      }
      row.written = structuredClone(wanted);
    }
    row.waiting = false;
  }
}

function placeOf(written: Written, kind: EffectKind): Map<Id, Value> {
  const places: Record<EffectKind, unknown> = {
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
      return publishedAvailability(rows.filter((a) => a.productId === target));
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
  }
}

const isGone = (memory: Memory, orderId: Id) =>
  memory.orders.get(orderId)?.lines.some((l) => l.status === "DELETED") ?? false;

function isNothing(value: Value): boolean {
  if ("present" in value) return !value.present;
  return "owed" in value ? value.owed === 0 : Object.keys(value.variants).length === 0;
}
