import type { Id, Tail } from "./facts.ts";

/** Access that drafting a transfer needs; asked for when the merchant wants it. */
export const draftScopes = ["write_inventory_transfers"] as const;

/** Units that lie free at one place and are owed at another: move the fulfillment order, or transfer stock. */
export type Suggestion = { fromLocationId: Id; toLocationId: Id; units: number; free: number };

/** No unit is suggested twice; the fullest shelf first, so that few places take part. */
export function suggestions(tails: Pick<Tail, "locationId" | "owed" | "free">[]): Suggestion[] {
  const byId = (a: { locationId: Id }, b: { locationId: Id }) => (a.locationId < b.locationId ? -1 : 1);
  const givers = tails
    .filter((t) => t.free > 0 && t.owed === 0)
    .map((t) => ({ ...t, left: t.free }))
    .sort((a, b) => b.free - a.free || byId(a, b));
  const found: Suggestion[] = [];
  for (const taker of tails.filter((t) => t.owed > 0).sort(byId)) {
    let short = taker.owed;
    for (const giver of givers) {
      const units = Math.min(short, giver.left);
      if (units === 0) continue;
      giver.left -= units;
      short -= units;
      const { locationId: fromLocationId, free } = giver;
      found.push({ fromLocationId, toLocationId: taker.locationId, units, free });
    }
  }
  return found;
}
