import { seedOfRun } from "./chance.ts";
import { historyOf } from "./history.ts";
import { play, type Told } from "./run.ts";
import { shrink } from "./shrink.ts";

export type Found = {
  run: number;
  law: string;
  how: string;
  steps: number;
  shrunk: Told & { steps: number };
};

/** Plays runs `from` to `from + runs - 1` of a seed, and stops at the first that breaks a law. */
export function playMany({
  seed,
  from,
  runs,
  steps,
}: {
  seed: number;
  from: number;
  runs: number;
  steps: number;
}): Found | null {
  for (let run = from; run < from + runs; run++) {
    const history = historyOf(seedOfRun(seed, run), steps);
    const { broken } = play(history);
    if (!broken) continue;
    const small = shrink(history, broken.law);
    return { run, ...broken, steps, shrunk: { ...play(small), steps: small.steps.length } };
  }
  return null;
}

/** What whoever repairs it needs to see. */
export function report(seed: number, { run, steps, shrunk, ...found }: Found): string {
  const { law, how } = shrunk.broken ?? found;
  return [
    `Broken: ${law}`,
    ...shrunk.story.map((sentence) => `  ${sentence}`),
    `  ${how}`,
    `${shrunk.steps} of ${steps} steps. Again: npm run simulate -- --seed ${seed} --run ${run} --steps ${steps}`,
  ].join("\n");
}
