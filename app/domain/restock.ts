import type { State } from "./facts.ts";

/**
 * A restock is the time from when a variant came back until it has been gone for an hour: a level that flaps
 * between 0 and 1 makes one restock, and nobody is told twice about it.
 */
export const lullMinutes = 60;

/** What is known of a variant's restocks. `epoch` is the number of the last one, 0 before the first. */
export type Watch = { epoch: number; open: boolean; openedAt: string | null; outSince: string | null };

export const neverBack: Watch = { epoch: 0, open: false, openedAt: null, outSince: null };

/** Units that may be announced: what is left after everything owed. `null` units: Shopify does not count them. */
export type Shelf = { back: true; units: number | null } | { back: false; state: State; owed: number };

/**
 * What may be announced of a variant. Shopify's `available` has everything owed taken off already, and being
 * sellable without stock is not being back.
 */
export function shelfFor(
  seen: { state: State; free: number; owed: number; tracked: boolean },
  atPlace: number | null,
): Shelf {
  const { state, owed } = seen;
  if (state !== "in_stock") return { back: false, state, owed };
  if (!seen.tracked) return { back: true, units: null };
  const units = Math.min(seen.free, atPlace ?? seen.free);
  return units > 0 ? { back: true, units } : { back: false, state: "out_of_stock", owed };
}

/** The watch after another look at the shelf. */
export function look(watch: Watch, shelf: Shelf, now: Date): Watch {
  const gone = watch.outSince !== null && now.getTime() - Date.parse(watch.outSince) >= lullMinutes * 60_000;
  if (!shelf.back) {
    return { ...watch, open: watch.open && !gone, outSince: watch.outSince ?? now.toISOString() };
  }
  if (watch.open && !gone) return { ...watch, outSince: null };
  return { epoch: watch.epoch + 1, open: true, openedAt: now.toISOString(), outSince: null };
}
