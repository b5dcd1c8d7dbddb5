import type { Found } from "./play.ts";

/** What whoever repairs it needs to see. */
export function reportOf(seed: number, length: number, { run, law, how, story, steps }: Found): string {
  return [
    `Broken: ${law}`,
    ...story.map((sentence) => `  ${sentence}`),
    `  ${how}`,
    `Run ${run}, ${steps} steps once shrunk. Again: node test/simulation/alerts/simulate.ts --seed ${seed} --runs ${run + 1} --steps ${length}`,
  ].join("\n");
}
