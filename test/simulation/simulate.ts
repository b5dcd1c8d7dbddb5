import { parseArgs } from "node:util";
import { playMany, report } from "./many.ts";

/*
 * npm run simulate -- --runs 1000 --seed 7 [--steps 40]     plays 1000 histories
 * npm run simulate -- --seed 7 --run 123 [--steps 40]       plays one of them again
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    steps: { type: "string", default: "40" },
    run: { type: "string" },
  },
});
const [seed, steps] = [Number(values.seed), Number(values.steps)];
const one = values.run === undefined ? null : Number(values.run);
const runs = one === null ? Number(values.runs) : 1;

const began = performance.now();
const { found, tally } = playMany({ seed, from: one ?? 0, runs, steps });
const seconds = (performance.now() - began) / 1000;
if (found) {
  console.log(report(seed, found));
  console.log(`Seed ${seed}: broken after ${found.run + 1 - (one ?? 0)} runs.`);
  process.exitCode = 1;
} else {
  console.log(
    [...tally]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, times]) => `${what} ${times}`)
      .join(", "),
  );
  const perMinute = Math.round((runs / seconds) * 60);
  console.log(
    `Seed ${seed}: ${runs} runs of ${steps} steps, no law broken, ${seconds.toFixed(1)} s (${perMinute} runs a minute).`,
  );
}
