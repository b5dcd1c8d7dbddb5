import type { Day, Id, Supply } from "./facts.ts";
import { compareIds } from "./rank.ts";

/** Units of a supply that nobody has taken yet. */
export type Source = { supply: Supply; free: number };

/** A delivery whose day has passed has none: it may come any time or never. */
export function hasDay({ supply: { expectedOn } }: Source, today: Day): boolean {
  return expectedOn !== null && expectedOn >= today;
}

/**
 * What is coming to a place, those with a usable day first, earliest first; `free` says what a queue has left of
 * them. Drafts pay nothing.
 */
export function sourcesOf(supplies: Supply[], today: Day, free?: Record<Id, number>): Source[] {
  const sources = supplies
    .filter((s) => s.confirmed && s.quantity > 0)
    .map((supply) => ({ supply, free: free ? (free[supply.deliveryId] ?? 0) : supply.quantity }));
  const rank = (s: Source) => (hasDay(s, today) ? s.supply.expectedOn! : "9999-99-99");
  return sources.sort((a, b) =>
    rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : compareIds(a.supply.deliveryId, b.supply.deliveryId),
  );
}
