import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { effectWaits, recordEffects } from "../database/effects.server.ts";
import {
  addPromise,
  closePromise,
  ledgerOf,
  lockPromises,
  setWatch,
  shippedLines,
  type Ledger,
} from "../database/promises.server.ts";
import { expectedOfOrder } from "../database/published.server.ts";
import { shownOf, type ShownLine } from "../database/shown.server.ts";
import { promisePolicy } from "../database/settings.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { Reason } from "../domain/differences.ts";
import { decidePromise, wasKept } from "../domain/promise.ts";
import type { World } from "../world.ts";

/**
 * Compares what is expected for each owed line of an order with what its customer was told, and moves the promise
 * where the rules say so. All lines that move in one review are one announcement. The ledger is only ever added to.
 */
export async function promisesReviewed(world: World, shop: string, orderId: Id): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await lockPromises(tx, shop, orderId);
    const now = world.now();
    const ledger = await ledgerOf(tx, shop, orderId);
    const { lines, timeZone } = await expectedOfOrder(tx, shop, orderId, now);
    const today = dayIn(timeZone, now);
    const policy = await promisePolicy(tx, shop);
    const why: Reason[] = [];
    let moved = false;
    const fresh = lines.some(({ lineId }) => !ledger.entries.some((e) => e.lineId === lineId));
    const shown = fresh ? await shownOf(tx, shop, orderId) : new Map<Id, ShownLine>();

    const toldToday = ledger.entries.some((e) => e.version > 1 && dayIn(timeZone, new Date(e.at)) === today);
    for (const { lineId, expected, material } of lines) {
      const own = ledger.entries.filter((e) => e.lineId === lineId);
      const last = own.at(-1) ?? null;
      const slips = own.filter((e) => e.change === "later" || e.change === "no_date").length;
      const byHand = last?.because.kind === "promise_set" ? last.because : null;
      const watch = ledger.watches.get(lineId) ?? null;
      const seen = shown.get(lineId);
      const decision = decidePromise(
        {
          expected,
          last,
          shown: seen?.believed ? seen.shipsBy : null,
          watch,
          material,
          toldToday,
          slips,
          byHand,
        },
        today,
        now,
        policy,
      );
      const entry = { orderId, lineId, version: (last?.version ?? 0) + 1, author: "Shipsby", at: now };
      if (decision.kind === "keep") {
        if (JSON.stringify(decision.watch) !== JSON.stringify(watch))
          await setWatch(tx, shop, orderId, lineId, decision.watch);
      } else if (decision.kind === "promise") {
        const { promisedOn } = decision;
        const because: Because = { kind: "promised", promisedOn, ...(decision.shown && { shown: true }) };
        const author = decision.shown ? "The product page" : entry.author;
        await addPromise(tx, shop, { ...entry, promisedOn, change: "first", because, author });
        // What the page said may be overtaken already: the rules for later changes take it from here.
        if (promisedOn !== expected) await world.nudge([{ queue: "promises", shop, orderId }], tx);
        why.push({ orderId, lineId, because });
        moved = true;
      } else if (decision.kind === "announce") {
        const { promisedOn, change, offerCancellation } = decision;
        const from = last?.promisedOn ?? null;
        const because: Because = { kind: "promise_moved", change, from, to: promisedOn, offerCancellation };
        await addPromise(tx, shop, { ...entry, promisedOn, change, because });
        await setWatch(tx, shop, orderId, lineId, null);
        why.push({ orderId, lineId, because });
        moved = true;
      }
    }
    why.push(...(await closeShipped(tx, shop, orderId, ledger, new Set(lines.map((l) => l.lineId)), today)));
    await recordWhy(tx, shop, why, now);
    const kind = "write_order_backorders";
    if (moved) await recordEffects(tx, shop, [{ kind, target: orderId, because: why[0]!.because }], now);
    // Whoever asked for this review may have left the order to be written: once, with what it promises now.
    if (moved || (await effectWaits(tx, shop, kind, orderId)))
      await world.nudge([{ queue: "perform", shop, kind }], tx);
  });
}

/** A promised line that has left the shop was kept or missed, once and for all. */
async function closeShipped(
  tx: Transaction,
  shop: string,
  orderId: Id,
  ledger: Ledger,
  owed: Set<Id>,
  today: Day,
): Promise<Reason[]> {
  // Also of a line that left once and came back: should it be owed again, its day begins anew.
  for (const lineId of ledger.watches.keys())
    if (!owed.has(lineId)) await setWatch(tx, shop, orderId, lineId, null);
  const open = new Set(
    ledger.entries.map((e) => e.lineId).filter((id) => !owed.has(id) && !ledger.closed.has(id)),
  );
  if (open.size === 0) return [];
  const shipped = await shippedLines(tx, shop, orderId);
  const why: Reason[] = [];
  for (const lineId of open) {
    if (!shipped.has(lineId)) continue;
    const own = ledger.entries.filter((e) => e.lineId === lineId);
    const first = own[0]!.promisedOn;
    const kept = wasKept(first, today);
    await closePromise(tx, shop, {
      orderId,
      lineId,
      first,
      last: own.at(-1)!.promisedOn,
      shippedOn: today,
      kept,
    });
    why.push({ orderId, lineId, because: { kind: "promise_kept", kept, first, shippedOn: today } });
  }
  return why;
}
