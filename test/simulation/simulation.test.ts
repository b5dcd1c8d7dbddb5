import { expect, test } from "vitest";
import { acts, historyOf } from "./history.ts";
import { playMany, report } from "./many.ts";
import { play } from "./run.ts";

/** SIMULATION_RUNS asks for more, PROPERTY_SEED repeats a failure that was printed. */
const runs = Number(process.env["SIMULATION_RUNS"] ?? 300);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);

test(`no law is broken in ${runs} histories of seed ${seed}`, { timeout: 300_000 }, () => {
  const asked = { seed, from: 0, runs, steps: 40, profile: "mixed" as const };
  const { found, tally } = playMany(asked);
  expect(found && report(asked, found)).toBeNull();
  if (runs < 300) return;
  // A simulation in which little happens proves little.
  const changes = ["first", "later", "earlier", "no_date", "kept", "missed"].map((c) => `promise: ${c}`);
  const mishaps = ["a process died", "a read was refused", "a write's answer was lost", "old news"];
  const news = ["webhook lost", "webhook late", "several shops", "went on at the end of a queue"];
  const ours = ["we held a part", "we held all", "we released", "the brake switched", "switched by hand"];
  const compared = "an order was compared with groups";
  const wanted = [...acts, ...changes, ...mishaps, ...news, ...ours, compared, "owed at the end"];
  // What is rare may be missing in so few histories, but never much of it.
  expect(wanted.filter((what) => !tally.has(what)).length).toBeLessThan(4);
});

test("the same seed tells the same story", () => {
  for (const one of [1, 2, 3]) expect(play(historyOf(one, 40))).toEqual(play(historyOf(one, 40)));
});
