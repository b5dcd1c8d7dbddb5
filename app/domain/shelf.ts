import type { Id, Tail } from "./facts.ts";
import { lyingAt } from "./tail.ts";

/** What a queue is served from: units that its lines took, and those that nobody took. */
export function shelfAt(tail: Tail | undefined): number {
  return tail ? tail.outstanding - tail.owed + tail.free : 0;
}

/**
 * By how many units a shelf is fuller than before, with what is kept there: who waits gets units that are not kept any
 * more, and nothing came.
 */
export function riseOf(was: Tail | undefined, is: Tail | undefined): number {
  return lyingAt(is) - lyingAt(was);
}

/** Shelves that are fuller than before, and by how many units. */
export function risesOf(before: Tail[], after: Tail[]): { locationId: Id; units: number }[] {
  return after.flatMap((is) => {
    const units = riseOf(
      before.find((t) => t.locationId === is.locationId),
      is,
    );
    return units > 0 ? [{ locationId: is.locationId, units }] : [];
  });
}

/** How a shelf changed between two counts. */
export type ShelfMove = {
  locationId: Id;
  /** Units that left it though no order that we know of took them. */
  fell: number;
  rose: boolean;
};

/**
 * Shelves that are emptier than the orders between two counts explain, or fuller. Every unit that orders need less
 * counts as shipped from it, so that `fell` is never more than is gone. `came`: what lines that are new to the queues
 * need, by location.
 */
export function shelfMoves(before: Tail[], after: Tail[], came: Map<Id, number>): ShelfMove[] {
  return before.flatMap((was) => {
    const { locationId } = was;
    const is = after.find((t) => t.locationId === locationId);
    if (!is) return [];
    const lower = shelfAt(was) - shelfAt(is);
    const shipped = Math.max(0, was.outstanding + (came.get(locationId) ?? 0) - is.outstanding);
    const fell = Math.max(0, lower - shipped);
    return fell > 0 || lower < 0 ? [{ locationId, fell, rose: lower < 0 }] : [];
  });
}

/**
 * Units that a shelf lost without an order, after it fell again or orders were heard of that took theirs before they
 * were counted (`sold`). Transfers that left (`sent`) explain what fell now, and nothing that fell before.
 */
export function fallOf(
  was: number,
  fell: number,
  { sold, sent }: { sold: number; sent: number } = { sold: 0, sent: 0 },
): number {
  return Math.max(0, was + Math.max(0, fell - sent) - sold);
}
