import { isDeepStrictEqual } from "node:util";
import { recordWhy } from "../database/book.server.ts";
import {
  effectDone,
  effectFailed,
  type EffectRow,
  effectsUnsure,
  undoneEffects,
  unsure,
} from "../database/effects.server.ts";
import { isInstalled } from "../database/shops.server.ts";
import type { EffectKind } from "../domain/effects.ts";
import type { Id } from "../domain/facts.ts";
import type { Reason } from "../domain/differences.ts";
import { ShopifyRefused, ShopifyUnavailable } from "../shopify/errors.ts";
import type { World } from "../world.ts";
import { holdWaitingPart } from "./hold-waiting-part.server.ts";
import type { Performer } from "./performer.ts";
import { publishAvailability } from "./publish-availability.server.ts";
import { switchPolicy } from "./switch-policy.server.ts";
import { tagOrder } from "./tag-order.server.ts";
import { writeOrderBackorders } from "./write-order-backorders.server.ts";

/** Complete by type: a new effect does not compile until it has a performer. */
const performers = {
  publish_availability: publishAvailability,
  tag_order: tagOrder,
  write_order_backorders: writeOrderBackorders,
  hold_waiting_part: holdWaitingPart,
  switch_policy: switchPolicy,
} satisfies Record<EffectKind, unknown> as unknown as Record<EffectKind, Performer>;

/**
 * Brings about everything of one kind that waits in one shop. Values are read from the book at this moment; what
 * Shopify holds already is not written again. A crash between writing and noting it down costs one repetition of
 * the same value. Throws when Shopify cannot answer now; what it refuses is noted with its reason and left. What fails
 * for a fault of ours does not keep the rest from being done: it is thrown at the end, for another try.
 */
export async function perform(world: World, shop: string, kind: EffectKind): Promise<void> {
  const performer = performers[kind];
  // One writer at a time for a kind in a shop: a slow one cannot put an old value over a newer one.
  await world.lock("perform", `${shop}/${kind}`, async () => {
    if (!(await isInstalled(world.db, shop))) return;
    const faults = new Map<Id, unknown>();
    for (;;) {
      const rows = await undoneEffects(world.db, shop, kind, performer.together, [...faults.keys()]);
      if (rows.length === 0) break;
      const wanted = await performer.wanted(
        world,
        shop,
        rows.map((r) => r.target),
      );
      const changed = rows.filter((row) => !isThere(row.written, wanted.get(row.target), performer));
      await done(rows.filter((row) => !changed.includes(row)));
      await write(changed);

      async function write(some: EffectRow[]): Promise<void> {
        if (some.length === 0) return;
        // A write may arrive and its answer be lost, to a crash or a time-out: then nothing counts as there.
        await effectsUnsure(
          world.db,
          shop,
          kind,
          some.map((r) => r.target),
        );
        try {
          await performer.write(
            world,
            shop,
            some.map(({ target }) => ({ target, value: wanted.get(target) })),
          );
          await done(some, wanted);
        } catch (error) {
          if (error instanceof ShopifyUnavailable) throw error;
          const { target } = some[0]!;
          // All or nothing: find the one that Shopify does not take.
          if (some.length > 1) for (const one of some) await write([one]);
          else if (error instanceof ShopifyRefused)
            await effectFailed(world.db, shop, kind, target, error.message);
          else faults.set(target, error);
        }
      }
    }
    for (const [target, fault] of faults)
      world.log.error({ err: fault, shop, kind, target }, "effect failed");
    if (faults.size > 0) throw [...faults.values()][0];
  });

  async function done(rows: EffectRow[], written?: Map<string, unknown>): Promise<void> {
    if (rows.length === 0) return;
    const at = world.now();
    await world.db.$transaction(async (tx) => {
      // In the order in which effects are recorded, as everybody who locks several.
      for (const row of rows.toSorted((a, b) => (a.target < b.target ? -1 : 1)))
        await effectDone(tx, shop, kind, row, written ? written.get(row.target) : row.written, at);
      if (written)
        await recordWhy(
          tx,
          shop,
          rows.flatMap((row) => reason(row.target, written.get(row.target))),
          at,
        );
    });
  }

  function reason(target: string, value: unknown): Reason[] {
    const result = performer.result(value);
    if (result === null) return [];
    const because = { kind: "performed", effect: kind, result } as const;
    const ofProduct = kind === "publish_availability" || kind === "switch_policy";
    return [ofProduct ? { productId: target, because } : { orderId: target, because }];
  }
}

/** Nothing to write: it is there already, or there was never anything and nothing has to be said. */
function isThere(written: unknown, wanted: unknown, performer: Performer): boolean {
  if (wanted === null || wanted === undefined) return true;
  if (written === unsure || performer.looksFirst) return false;
  return written === null ? performer.isNothing(wanted) : isDeepStrictEqual(written, wanted);
}
