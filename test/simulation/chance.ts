/** Everything random in a run comes from one seed, so that a run can be repeated. */
export type Chance = {
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
};

/** mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (n) => Math.floor(next() * n),
    happens: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}

/** The seed of one run among many. */
export const seedOfRun = (seed: number, run: number): number =>
  (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b)) >>> 0;
