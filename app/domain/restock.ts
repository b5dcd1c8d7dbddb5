import type { Availability, Id, State } from "./facts.ts";

/**
 * A restock is the time from when a variant came back until it has been gone for an hour: a level that flaps
 * between 0 and 1 makes one restock, and nobody is told twice about it.
 */
export const lullMinutes = 60;

/** What is known of a variant's restocks. `epoch` is the number of the last one, 0 before the first. */
export type Watch = { epoch: number; open: boolean; openedAt: string | null; outSince: string | null };

export const neverBack: Watch = { epoch: 0, open: false, openedAt: null, outSince: null };

/**
 * Units that may be announced: what is left after everything owed. `null` units: Shopify does not count them. `kept`:
 * for readers while others wait; they can be bought only where Shopify sells beyond its stock.
 */
export type Shelf =
  | { back: true; units: number | null; kept?: true }
  | { back: false; state: State | "not_on_sale"; owed: number; kept?: number };

/** A variant that is gone, or whose product is not active: nobody can buy it. */
export const notOnSale: Shelf = { back: false, state: "not_on_sale", owed: 0 };

/**
 * What may be announced of a variant. Shopify's `available` has everything owed taken off already, and being
 * sellable without stock is not being back, unless units are kept for readers (`kept`): who orders then gets them.
 */
export function shelfFor(
  seen: { state: State; free: number; owed: number; tracked: boolean },
  atPlace: number | null,
  kept = 0,
): Shelf {
  const { state, owed } = seen;
  if (state === "backorder" && kept > 0) return { back: true, units: kept, kept: true };
  if (state !== "in_stock") return { back: false, state, owed, ...(kept > 0 && { kept }) };
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

/**
 * Lists to look at after a recount: of variants that came back or went, and those of a single place always, since goods
 * that move between places leave the shop's sum as it was. So do those that are kept back (`keeping`).
 */
export function alertsToReview<List extends { variantId: Id; place: string }>(
  was: Pick<Availability, "variantId" | "state" | "free">[],
  is: Pick<Availability, "variantId" | "state" | "free">[],
  lists: List[],
  keeping = false,
): List[] {
  const back = (a: Pick<Availability, "state" | "free"> | undefined) =>
    a === undefined ? "unknown" : `${a.state} ${a.free > 0}`;
  return lists.filter(({ variantId, place }) => {
    const of = (a: { variantId: Id }) => a.variantId === variantId;
    return place !== "" || keeping || back(was.find(of)) !== back(is.find(of));
  });
}
