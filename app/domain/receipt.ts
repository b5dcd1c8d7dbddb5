import type { Id } from "./facts.ts";

/** Units of an item that somebody counted in, and how many of them the shelf was seen to get. */
export type Receipt = { id: Id; deliveryId: Id; locationId: Id; units: number; seen: number; at: string };

/** A shelf that rose. */
export type Rise = { locationId: Id; units: number; at: string };

/** What brought a rise. Without a receipt it is only probable. */
export type Source = { deliveryId: Id; receiptId: Id | null };

/** A receipt and Shopify's count of the same units may be this many days apart. */
export const apartDays = 3;

/**
 * Which receipt each rise is. Stock rises before or after somebody says why, and by other numbers: the newest rise is
 * looked at first, and takes from the oldest receipt there whose units no rise has explained. What had risen before
 * somebody counted fewer in was something else. A rise for which no receipt is left is probably of the delivery that was received there last before it.
 */
export function sourcesOf<R extends Rise>(
  receipts: Receipt[],
  rises: R[],
): { sources: Map<R, Source>; seen: Map<Id, number> } {
  const oldestFirst = [...receipts].sort(byTime);
  const seen = new Map(oldestFirst.map((r) => [r.id, r.seen]));
  const sources = new Map<R, Source>();
  for (const rise of [...rises].sort(byTime).reverse()) {
    const there = oldestFirst.filter((r) => r.locationId === rise.locationId);
    let units = rise.units;
    for (const { id, deliveryId, units: counted, at } of there) {
      const open = counted - seen.get(id)!;
      const taken = Math.min(units, open);
      if (taken <= 0 || (at > rise.at && open < units)) continue;
      seen.set(id, seen.get(id)! + taken);
      units -= taken;
      if (!sources.has(rise)) sources.set(rise, { deliveryId, receiptId: id });
    }
    const last = there.findLast((r) => r.at <= rise.at);
    if (last && !sources.has(rise)) sources.set(rise, { deliveryId: last.deliveryId, receiptId: null });
  }
  return { sources, seen };
}

function byTime(a: { at: string }, b: { at: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}
