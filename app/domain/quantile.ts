import { survivalQuantile } from "./survival.ts";

/**
 * The smallest past value that the next one stays at or below with at least `percent` % certainty, as long as the
 * next is of the same kind as these. Null when there are too few to say so: rank ⌈(n+1)p⌉ is beyond the last.
 * In whole percents, since 0.8 · 5 in floats may be a little more than 4.
 */
export function conformalQuantile(values: number[], percent: number): number | null {
  const rank = Math.ceil(((values.length + 1) * percent) / 100);
  return [...values].sort((a, b) => a - b)[rank - 1] ?? null;
}

/** How many past values `percent` % need: 4 for 80 %, 9 for 90 %, 19 for 95 %. */
export function leastNeeded(percent: number): number {
  return Math.ceil(percent / (100 - percent));
}

/**
 * The same with deliveries that are still `open`, by their ages: they make it later, never earlier. The one asked
 * about counts as one more that takes longer than all; with nothing open that is the rank above.
 */
export function sureQuantile(closed: number[], open: number[], percent: number): number | null {
  if (open.length === 0) return conformalQuantile(closed, percent);
  return survivalQuantile(closed, [...open, Infinity], percent);
}
