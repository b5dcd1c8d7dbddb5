/** Which shops Shopify does not answer for: while one is silent only one request at a time tries it. */
export type Silence = {
  /** Seconds to wait before asking for this shop; 0 to ask now. */
  secondsToWait(shop: string): number;
  answered(shop: string): void;
  silent(shop: string): void;
};

const firstWait = 10;
const longestWait = 120;

/**
 * A request that hangs holds its worker until it times out. Hundreds of them of one shop would hold all workers,
 * so after the first the others go back to the queue at once, until a single request finds Shopify answering.
 */
export function watchSilence(now: () => number = () => performance.now() / 1000): Silence {
  const shops = new Map<string, { until: number; wait: number }>();
  return {
    secondsToWait(shop) {
      const known = shops.get(shop);
      if (!known) return 0;
      const left = known.until - now();
      if (left > 0) return left;
      // This request tries; the others wait for what comes of it.
      known.until = now() + known.wait;
      return 0;
    },
    answered: (shop) => void shops.delete(shop),
    silent(shop) {
      const wait = Math.min(longestWait, (shops.get(shop)?.wait ?? firstWait / 2) * 2);
      shops.set(shop, { until: now() + wait, wait });
    },
  };
}
