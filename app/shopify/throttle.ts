/** What we know of a shop's bucket of API points, between two answers of Shopify. */
export type Bucket = {
  update(status: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }): void;
  /** Seconds until a modest query can be paid. */
  secondsUntilFree(): number;
};

/** Room that is left for the app's other processes and for an answer dearer than expected. */
const reserve = 150;

export function makeBucket(now: () => number = () => performance.now()): Bucket {
  let known: { available: number; restoreRate: number; maximum: number; at: number } | null = null;
  return {
    update({ maximumAvailable, currentlyAvailable, restoreRate }) {
      known = { available: currentlyAvailable, restoreRate, maximum: maximumAvailable, at: now() };
    },
    secondsUntilFree() {
      if (!known || known.restoreRate <= 0) return 0;
      const restored = Math.min(
        known.maximum,
        known.available + ((now() - known.at) / 1000) * known.restoreRate,
      );
      const needed = Math.min(reserve, known.maximum) - restored;
      return needed > 0 ? needed / known.restoreRate : 0;
    },
  };
}
