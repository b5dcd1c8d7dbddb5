import type { FaultSettings } from "#test/shopify-stand-in/faults.ts";
import { chanceOf, seedOfRun, type Chance } from "../chance.ts";
import { historyOf, type History } from "../history.ts";
import type { Profile } from "../profiles.ts";
import { timeActs } from "../time.ts";

export const memberNames = ["web", "worker 1", "worker 2"] as const;
export type MemberName = (typeof memberNames)[number];

/** kill -9. At a call: at its so-and-so-manieth of the round, before it arrives or before its answer comes home. */
export type Kill = {
  who: MemberName;
  at: "once" | "write arrives" | "write answered" | "read answered";
  nth: number;
};

/**
 * Every shop takes its step of this number, then this happens to all of them. Before the next round the app has so
 * much time, or, unless that takes seconds, all that it needs.
 */
export type Round = { number: number; kill: Kill | null; jumpMs: number; leisure: number | "all it needs" };

/** Shares of the app's requests that meet something. */
export type ApiFaults = {
  throttled: number;
  failed: number;
  answerLost: number;
  slow: number;
  stale: number;
};

export type Script = {
  seed: number;
  /** The runs whose histories are told side by side, each in a shop of its own. */
  tales: { run: number; history: History }[];
  /** The world's clock is moved to this moment before anybody comes; null: it is now. */
  startsAt: string | null;
  /** The history begins when the shops have been read for the first time, or while that goes on. */
  afterImport: boolean;
  webhooks: FaultSettings;
  api: ApiFaults;
  rounds: Round[];
};

const minute = 60_000;
const noFaults: ApiFaults = { throttled: 0, failed: 0, answerLost: 0, slow: 0, stale: 0 };

/** What happens in the world in which some runs of a seed are played at once. */
export function scriptOf(asked: { seed: number; runs: number[]; steps: number; profile: Profile }): Script {
  const { seed, runs, steps, profile } = asked;
  const chance = chanceOf(seedOfRun(seed, runs[0]!) ^ 0x5eed);
  const wild = profile === "wild";
  const mayFail = profile !== "calm";
  const faults: FaultSettings = {
    seed: chance.below(2 ** 31),
    drop: profile === "deaf" ? 1 : mayFail ? chance.pick([0, 0, 0.3, wild ? 0.6 : 1]) : 0,
    duplicate: mayFail ? chance.pick([0, 0.5]) : 0,
    reorder: mayFail ? chance.pick([0, 2000]) : 0,
    delay: mayFail ? chance.pick([0, [0, 1500], [0, 3 * 3_600_000]] as [number, ...[number, number][]]) : 0,
  };
  const some = (share: number) => (mayFail && (wild || chance.happens(0.4)) ? share : 0);
  const api = {
    throttled: some(0.05),
    failed: some(0.03),
    answerLost: some(0.04),
    slow: some(0.15),
    stale: some(0.05),
  };
  const kills = profile === "calm" ? 0 : wild ? 0.35 : chance.pick([0.1, 0.2, 0.3]);
  return {
    seed,
    tales: runs.map((run) => ({ run, history: withoutTime(seedOfRun(seed, run), steps) })),
    // Both changes of the clocks, a year's end and a leap day.
    startsAt: chance.pick([
      null,
      null,
      "2026-12-28T12:00:00Z",
      "2027-03-26T10:00:00Z",
      "2028-02-26T04:45:00Z",
    ]),
    afterImport: chance.happens(0.7),
    webhooks: faults,
    api: mayFail ? api : noFaults,
    rounds: Array.from({ length: steps }, (_, number) => ({
      number,
      kill: chance.happens(kills) ? anyKill(chance) : null,
      // A new day has everything counted anew: the end must come out right without.
      jumpMs: anyJump(chance) * (number < steps * 0.6 ? 1 : 0),
      leisure: chance.pick([0, 30, 200, "all it needs", "all it needs"]),
    })),
  };
}

/** Time is the same for all shops, so it passes between their steps. */
function withoutTime(seed: number, length: number): History {
  const { settings, steps } = historyOf(seed, 2 * length);
  return { settings, steps: steps.filter(({ act }) => !(act in timeActs)).slice(0, length) };
}

const anyKill = (chance: Chance): Kill => ({
  who: chance.pick(memberNames),
  at: chance.pick(["once", "write arrives", "write answered", "write answered", "read answered"]),
  nth: 1 + chance.below(4),
});

/** Fifty days in all, at most: Shopify hides older orders. */
function anyJump(chance: Chance): number {
  const what = chance.below(20);
  if (what < 3) return (1 + chance.below(40)) * minute;
  if (what < 6) return (1 + chance.below(23)) * 60 * minute;
  return what < 8 ? (1 + chance.below(4)) * 24 * 60 * minute : 0;
}
