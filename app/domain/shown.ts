import { isDay } from "./days.ts";
import type { Day, Id } from "./facts.ts";

/** What the theme's blocks put on a line and on the cart, for the record: see docs/storefront.md. */
export const shownKey = "_ships_by";
export const choiceKey = "Backorder shipping";

/** What an order carries of them. `shipsBy` null: the shopper was told that there is no date. */
export type Shown = { lines: { lineId: Id; shipsBy: Day | null }[]; together: boolean | null };

/** Undefined for what our blocks never write: a shopper's browser can send anything. */
export function readShown(value: unknown): Day | null | undefined {
  if (value === "unknown") return null;
  return typeof value === "string" && isDay(value) ? value : undefined;
}

export function readChoice(value: unknown): boolean | undefined {
  return value === "together" ? true : value === "as ready" ? false : undefined;
}

/** From when to when a product page gave a day for a variant; null: it does so still. */
export type OnPage = { since: Date; until: Date | null };

/** A cart may be older than its order, and our note of a page a moment younger than the page. */
const cartMs = 30 * 86_400_000;
const momentMs = 5 * 60_000;

/**
 * A shown day becomes a promise only if the product page did give it for that variant, no longer before the order
 * than a cart may stand: a shopper can write any day into a form.
 */
export function wasOnPage(page: OnPage | null, placedAt: Date): boolean {
  if (!page) return false;
  const at = placedAt.getTime();
  return (
    page.since.getTime() <= at + momentMs && (page.until === null || page.until.getTime() >= at - cartMs)
  );
}
