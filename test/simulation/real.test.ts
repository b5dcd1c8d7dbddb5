import { expect, test } from "vitest";
import { testDatabase } from "#test/setup/database.ts";
import { playManyReal, reportReal } from "./real/many.ts";

/** SIMULATION_SEED repeats a failure that was printed. `npm run simulate -- --real` plays more. */
const seed = Number(process.env["SIMULATION_SEED"] ?? Date.now() % 2 ** 31);

test(
  `no law is broken in a shop whose processes are killed, seed ${seed}`,
  { timeout: 420_000 },
  async () => {
    const asked = {
      seed,
      from: 0,
      runs: 2,
      steps: 12,
      atOnce: 2,
      profile: "wild" as const,
      shrinkSeconds: 0,
    };
    const { found, tally } = await playManyReal(asked, undefined, {
      fresh: testDatabase,
      stop: async () => {},
    });
    expect(found && reportReal(found)).toBeNull();
    expect(tally.get("kill -9")).toBeGreaterThan(0);
  },
);
