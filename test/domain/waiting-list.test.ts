import { expect, test } from "vitest";
import { seedOfRun } from "#test/simulation/chance.ts";
import { actNames, historyOf, play, playMany } from "#test/simulation/alerts/play.ts";
import { reportOf } from "#test/simulation/alerts/report.ts";

/** PROPERTY_RUNS asks for more waiting lists, PROPERTY_SEED repeats a failure that was printed. */
const runs = 2 * Number(process.env["PROPERTY_RUNS"] ?? 500);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);
const steps = 60;

test(`no law is broken in ${runs} waiting lists of seed ${seed}`, { timeout: 300_000 }, () => {
  const { found, tally } = playMany(seed, runs, steps);
  expect(found && reportOf(seed, steps, found)).toBeNull();
  if (runs < 1000) return;
  // A simulation in which little happens proves little.
  const mails = ["sent", "unknown", "waiting", "refused"].map((state) => `a mail was ${state}`);
  for (const what of [...actNames, ...mails, "a wave", "a unit was kept"])
    expect(tally.get(what) ?? 0, what).toBeGreaterThan(0);
});

test("the same seed tells the same story of a list", () => {
  for (const run of [1, 2, 3]) {
    const history = historyOf(seedOfRun(7, run), steps);
    expect(play(history)).toEqual(play(history));
  }
});
