import { parseArgs } from "node:util";
import { playMany } from "./play.ts";
import { reportOf } from "./report.ts";

// node test/simulation/alerts/simulate.ts --runs 10000 --seed 7 [--steps 60]
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    steps: { type: "string", default: "60" },
  },
});
const [seed, runs, steps] = [Number(values.seed), Number(values.runs), Number(values.steps)];
const { found, tally } = playMany(seed, runs, steps);
console.log([...tally].map(([what, times]) => `${what}: ${times}`).join(", "));
console.log(
  found ? reportOf(seed, steps, found) : `No law is broken in ${runs} waiting lists of seed ${seed}.`,
);
process.exitCode = found ? 1 : 0;
