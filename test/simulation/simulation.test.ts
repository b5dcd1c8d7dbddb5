import { expect, test } from "vitest";
import { historyOf } from "./history.ts";
import { playMany, report } from "./many.ts";
import { play } from "./run.ts";

/** SIMULATION_RUNS asks for more, PROPERTY_SEED repeats a failure that was printed. */
const runs = Number(process.env["SIMULATION_RUNS"] ?? 300);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);

test(`no law is broken in ${runs} histories of seed ${seed}`, { timeout: 300_000 }, () => {
  const found = playMany({ seed, from: 0, runs, steps: 40 });
  expect(found && report(seed, found)).toBeNull();
});

test("the same seed tells the same story", () => {
  for (const one of [1, 2, 3]) expect(play(historyOf(one, 40))).toEqual(play(historyOf(one, 40)));
});
