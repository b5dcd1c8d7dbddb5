import { performance } from "node:perf_hooks";
import type { TestDatabase } from "#test/setup/database.ts";

/** What a bench may use. Everything random in it comes from `random`, so that a seed repeats a run. */
export type Lab = {
  quick: boolean;
  /** Also what takes a quarter of an hour and 20 GB to seed. */
  deep: boolean;
  rounds: number;
  random: () => number;
  /** A fresh database with all migrations, dropped when the run ends. */
  database(): Promise<TestDatabase>;
  /** CPU seconds of the database server so far; null where they cannot be read. */
  databaseCpu(): number | null;
  find(finding: Finding): void;
  /** A line for the raw file only. */
  note(record: Record<string, unknown>): void;
};

/**
 * One line of the table. Timings are compared with their goal and never fail a run; counts and controls do: a
 * count that misses, or a control that meets the goal it was made to miss.
 */
export type Finding = {
  what: string;
  unit: string;
  values: number[];
  goal?: Goal;
  kind?: "timing" | "count" | "control";
};
export type Goal = { atMost: number } | { atLeast: number };

export type Bench = (lab: Lab) => Promise<void>;

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of the others lie; NaN of none. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** A count must hold every time; a timing holds by its median. */
export function meets({ values, goal, kind }: Finding): boolean | null {
  if (!goal || values.length === 0) return null;
  const tested = kind === "count" ? values : [median(values)];
  return tested.every((v) => ("atMost" in goal ? v <= goal.atMost : v >= goal.atLeast));
}

/** Whether this line fails the run. */
export function fails(finding: Finding): boolean {
  const met = meets(finding);
  if (finding.kind === "control") return met !== false;
  return finding.kind === "count" && met === false;
}

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** Runs every mode once a round, in an order drawn anew each round: compared values are of the same minute. */
export async function alternate<Mode extends string, T>(
  lab: Pick<Lab, "rounds" | "random">,
  modes: readonly Mode[],
  run: (mode: Mode, round: number) => Promise<T>,
): Promise<Record<Mode, T[]>> {
  const results = Object.fromEntries(modes.map((mode) => [mode, [] as T[]])) as Record<Mode, T[]>;
  for (let round = 0; round < lab.rounds; round++) {
    for (const mode of shuffled(modes, lab.random)) results[mode].push(await run(mode, round));
  }
  return results;
}

/** The ratio of each round. */
export function ratios(candidate: number[], floor: number[]): number[] {
  return candidate.map((value, round) => value / floor[round]!);
}

export async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
