import type { Facts, Id } from "./facts.ts";

/** Shopify says that `committed` units are promised at a location; the open orders we can read need `outstanding`. */
export type Drift = { locationId: Id; committed: number; outstanding: number };

/** How long facts may disagree because some of them are still on their way. */
export const settleSeconds = 5;

/**
 * The identity that the book rests on: what open fulfillment orders need at a location is what Shopify has committed
 * there, so that the sum of what is owed equals Shopify's own shortage, max(0, committed - max(0, on hand -
 * unavailable)). Where it does not hold, one of the two is wrong or not seen: an order older than we may read, a
 * refund without restock, a reservation by another app.
 */
export function driftOf(facts: Pick<Facts, "tracked" | "stock" | "lines" | "tails">): Drift[] {
  if (!facts.tracked) return [];
  const needed = new Map<Id, number>();
  for (const { locationId, outstanding } of [...facts.tails, ...facts.lines])
    needed.set(locationId, (needed.get(locationId) ?? 0) + outstanding);
  return facts.stock.flatMap(({ locationId, committed, active }) => {
    const outstanding = needed.get(locationId) ?? 0;
    return active && outstanding !== committed ? [{ locationId, committed, outstanding }] : [];
  });
}

/** The likely cause, in words for the merchant. */
export function likelyCause({ committed, outstanding }: Drift): string {
  return committed > outstanding
    ? "Shopify keeps units for something that Shipsby cannot read: an order older than 60 days, a draft that reserves stock, or another app."
    : "Orders need units that Shopify has not committed: usually a refund without restock, or a change that is still on its way.";
}
