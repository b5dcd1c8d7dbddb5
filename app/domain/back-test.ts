import { daysBetween } from "./days.ts";
import { delaysOf, type Past } from "./past-deliveries.ts";
import { sureQuantile } from "./quantile.ts";

export type BackTest = {
  /** How many of the predicted deliveries came on the predicted day or before. */
  met: number;
  of: number;
  /** Mean pinball loss in days × percent: of the learned days, of the stated ones, of the mean delay. */
  loss: { learned: number; asStated: number; mean: number };
};

/**
 * Would it have been right? Every past delivery is predicted from what was known when it was ordered: what had
 * arrived by then, and what was open then. `past` is oldest first.
 */
export function backTest(past: Past[], percent: number): BackTest {
  const sums = { learned: 0, asStated: 0, mean: 0 };
  let [met, of] = [0, 0];
  for (const [i, one] of past.entries()) {
    if (one.receivedOn === null) continue;
    const { closed, open } = delaysOf(knownOn(one.from, past.slice(0, i)), one.from);
    const predicted = sureQuantile(closed, open, percent);
    if (predicted === null) continue;
    const actual = daysBetween(one.base, one.receivedOn);
    of += 1;
    if (actual <= predicted) met += 1;
    sums.learned += pinball(actual, predicted, percent);
    sums.asStated += pinball(actual, 0, percent);
    sums.mean += pinball(actual, closed.reduce((sum, d) => sum + d, 0) / closed.length, percent);
  }
  const per = (sum: number) => (of === 0 ? 0 : sum / of);
  return {
    met,
    of,
    loss: { learned: per(sums.learned), asStated: per(sums.asStated), mean: per(sums.mean) },
  };
}

/** What arrived on that day or later was still open then. */
function knownOn(day: string, past: Past[]): Past[] {
  return past.map((p) => (p.receivedOn !== null && p.receivedOn < day ? p : { ...p, receivedOn: null }));
}

/** A day too late costs `percent`, a day too early the rest of 100: least where `percent` % come by then. */
export function pinball(actual: number, predicted: number, percent: number): number {
  return actual > predicted ? percent * (actual - predicted) : (100 - percent) * (predicted - actual);
}
