import { seedOfRun } from "./chance.ts";
import { historyOf } from "./history.ts";
import type { Profile } from "./profiles.ts";
import { play, type Told } from "./run.ts";
import { shrink } from "./shrink.ts";
import { count, type Tally } from "./tally.ts";

export type Found = {
  run: number;
  law: string;
  how: string;
  steps: number;
  shrunk: Told & { steps: number };
};

export type Played = { found: Found | null; tally: Tally };

/** Plays runs `from` to `from + runs - 1` of a seed, and stops at the first that breaks a law. */
export function playMany({ seed, from, runs, steps, profile }: Asked): Played {
  const total: Tally = new Map();
  for (let run = from; run < from + runs; run++) {
    const history = historyOf(seedOfRun(seed, run), steps, profile);
    const { broken, tally } = play(history);
    for (const [what, times] of tally) count(total, what, times);
    if (!broken) continue;
    const small = shrink(history, broken.law);
    return {
      tally: total,
      found: { run, ...broken, steps, shrunk: { ...play(small), steps: small.steps.length } },
    };
  }
  return { tally: total, found: null };
}

export type Asked = { seed: number; from: number; runs: number; steps: number; profile: Profile };

/** What whoever repairs it needs to see. */
export function report({ seed, profile }: Asked, { run, steps, shrunk, ...found }: Found): string {
  const { law, how } = shrunk.broken ?? found;
  return [
    `Broken: ${law}`,
    ...shrunk.story.map((sentence) => `  ${sentence}`),
    `  ${how}`,
    `${shrunk.steps} of ${steps} steps. Again: npm run simulate -- --seed ${seed} --run ${run} --steps ${steps} --profile ${profile}`,
  ].join("\n");
}
