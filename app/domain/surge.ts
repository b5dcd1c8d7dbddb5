/** Units sold in the last seven days, what a week usually brings, and how many of them are beyond that. */
export type Surge = { sold: number; usual: number; units: number };

/** How many weeks before the last seven days say what is usual: at least, and at most. */
const fewestWeeks = 4;
export const mostWeeks = 8;

/**
 * Whether more was sold in the last seven days than chance explains: more than the mean of the weeks before plus
 * three standard deviations. The deviation is that of counts that come by chance, the root of the mean (a c-chart:
 * NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.1), or that of the weeks themselves where orders come in
 * lumps. Fewer than four weeks, or weeks without a sale, say nothing of what is usual.
 *
 * `weeks`: units sold, the last seven days first; only weeks of which every order is known.
 */
export function surgeOf(weeks: number[]): Surge | null {
  const [sold, ...before] = weeks.slice(0, 1 + mostWeeks);
  if (sold === undefined || before.length < fewestWeeks) return null;
  const mean = before.reduce((sum, n) => sum + n, 0) / before.length;
  if (mean === 0) return null;
  const variance = before.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (before.length - 1);
  const units = Math.floor(sold - mean);
  if (sold <= mean + 3 * Math.sqrt(Math.max(mean, variance)) || units < 1) return null;
  return { sold, usual: Math.round(mean), units };
}
