import fc from "fast-check";

const runs = Number(process.env["PROPERTY_RUNS"] ?? 500);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);

/**
 * Asserts a property. A failure prints the seed, the path and the smallest counterexample; PROPERTY_SEED repeats
 * it, PROPERTY_RUNS asks for more.
 */
export function always<T extends [unknown, ...unknown[]]>(
  ...args: [...arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> }, holds: (...values: T) => void]
): void {
  fc.assert(fc.property<T>(...args), { seed, numRuns: runs });
}
