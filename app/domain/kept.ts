import { daysBetween } from "./days.ts";
import type { Day } from "./facts.ts";

/** Promises that ended. Under twenty of them a share says more about chance than about the shop. */
export type KeptCounts = { kept: number; of: number };

const enoughForAShare = 20;

/** Whole percent, or null while there are too few to tell. */
export function keptPercent({ kept, of }: KeptCounts): number | null {
  return of < enoughForAShare ? null : Math.round((100 * kept) / of);
}

/** How late a line left by its first promise: 0 when it was kept, null when there never was a date. */
export function daysLate(first: Day | null, shippedOn: Day): number | null {
  return first === null ? null : Math.max(0, daysBetween(first, shippedOn));
}

/**
 * How much a promise was moved about: days moved, there and back, for each day of waiting. 0 is a date that stood;
 * "no date" in between moves nothing by itself, the date that follows does.
 */
export function instability(told: { promisedOn: Day | null; on: Day }[], until: Day): number {
  const dates = told.flatMap((t) => t.promisedOn ?? []);
  if (!told[0]) return 0;
  const moved = dates.slice(1).reduce((sum, date, i) => sum + Math.abs(daysBetween(dates[i]!, date)), 0);
  return moved / Math.max(1, daysBetween(told[0].on, until));
}
