import { parseArgs } from "node:util";
import { playMany, report } from "./many.ts";
import { profileOf } from "./profiles.ts";
import type { Tally } from "./tally.ts";

/*
 * npm run simulate -- --runs 1000 --seed 7 [--steps 40] [--profile wild]     plays 1000 histories in memory
 * npm run simulate -- --seed 7 --run 123 [--steps 40] [--profile wild]       plays one of them again
 * … --real [--at-once 8] [--shrink 300]       on the real app: a database, two workers, a web process, kill -9
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    steps: { type: "string" },
    run: { type: "string" },
    profile: { type: "string", default: "mixed" },
    real: { type: "boolean", default: false },
    "at-once": { type: "string", default: "8" },
    shrink: { type: "string", default: "300" },
  },
});
const { real } = values;
const seed = Number(values.seed);
const steps = Number(values.steps ?? (real ? 20 : 40));
const from = Number(values.run ?? 0);
const runs = values.run === undefined ? Number(values.runs ?? (real ? 8 : 1000)) : 1;
const asked = { seed, from, runs, steps, profile: profileOf(values.profile) };

const began = performance.now();
const { broken, tally } = await (real ? onTheRealApp() : inMemory());
const seconds = (performance.now() - began) / 1000;
console.log(
  [...tally]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${what} ${times}`)
    .join(", "),
);
if (broken) {
  console.log(broken);
  process.exitCode = 1;
} else {
  const perMinute = Math.round((runs / seconds) * 60);
  console.log(
    `Seed ${seed}: ${runs} runs of ${steps} steps, no law broken, ${seconds.toFixed(1)} s (${perMinute} runs a minute).`,
  );
}
process.exit();

type Outcome = { broken: string | null; tally: Tally };

async function inMemory(): Promise<Outcome> {
  const { found, tally } = playMany(asked);
  const after = found && `Seed ${seed}: broken after ${found.run + 1 - from} runs.`;
  return { tally, broken: found && `${report(asked, found)}\n${after}` };
}

async function onTheRealApp(): Promise<Outcome> {
  const { playManyReal, reportReal } = await import("./real/many.ts");
  const [atOnce, shrinkSeconds] = [Number(values["at-once"]), Number(values.shrink)];
  const say = (line: string) => console.log(line);
  const { found, tally } = await playManyReal({ ...asked, atOnce, shrinkSeconds }, say);
  return { tally, broken: found && reportReal(found) };
}
