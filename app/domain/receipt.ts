import type { Id } from "./facts.ts";

/** Units of an item that somebody counted in, and how many of them the shelf was seen to get. */
export type Receipt = { id: Id; deliveryId: Id; locationId: Id; units: number; seen: number; at: string };

/** What brought a rise. Without a receipt the delivery is only probable; without both nothing is known. */
export type Source = { deliveryId: Id | null; receiptId: Id | null };

/** A shelf that rose, and what is said of it. */
export type Rise = Source & { locationId: Id; units: number; at: string };

/** A receipt and Shopify's count of the same units may be this many days apart. */
export const apartDays = 3;

/**
 * Which receipt each rise is. Stock rises before or after somebody says why, and by other numbers: the newest rise is
 * looked at first, and takes from the oldest receipt there whose units no rise has explained. What had risen before
 * somebody counted fewer in was something else. What had risen before is of a receipt only until a later rise
 * explains all of that. A rise for which no receipt is left is probably of the delivery that was received there last
 * before it. Rises of which a receipt is known for good are left out.
 */
export function sourcesOf<R extends Rise>(
  receipts: Receipt[],
  rises: R[],
): { sources: Map<R, Source>; seen: Map<Id, number> } {
  const oldestFirst = [...receipts].sort(byTime);
  const seen = new Map(oldestFirst.map((r) => [r.id, r.seen]));
  const open = rises.filter(({ receiptId, at, units }) => {
    if (receiptId === null) return true;
    const of = receipts.find((r) => r.id === receiptId);
    if (!of || of.at <= at) return false;
    // Others may have taken some of what it had: of that nothing is free.
    seen.set(of.id, Math.max(takenForGood(of, rises), seen.get(of.id)! - units));
    return true;
  });
  const sources = new Map<R, Source>();
  for (const rise of open.sort(byTime).reverse()) {
    const there = oldestFirst.filter((r) => r.locationId === rise.locationId);
    let left = rise.units;
    let source: Source | null = null;
    for (const { id, deliveryId, units, at } of there) {
      const taken = Math.min(left, units - seen.get(id)!);
      const fits = at <= rise.at || taken === left || rise.receiptId === id;
      if (taken <= 0 || !fits) continue;
      seen.set(id, seen.get(id)! + taken);
      left -= taken;
      source ??= { deliveryId, receiptId: id };
    }
    const last = there.findLast((r) => r.at <= rise.at);
    sources.set(rise, source ?? { deliveryId: last?.deliveryId ?? null, receiptId: null });
  }
  return { sources, seen };
}

/** Of a receipt, by rises since then that are of it. */
function takenForGood({ id, units, at }: Receipt, rises: Rise[]): number {
  const own = rises.filter((r) => r.receiptId === id && r.at >= at);
  return Math.min(
    units,
    own.reduce((sum, r) => sum + r.units, 0),
  );
}

function byTime(a: { at: string }, b: { at: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}
