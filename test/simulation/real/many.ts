import "./through-stand-in.ts";
import type { Profile } from "../profiles.ts";
import { count, type Tally } from "../tally.ts";
import { playReal, type Told } from "./play.ts";
import { scriptOf, type Script } from "./script.ts";
import { startServer, type Server } from "./server.ts";
import { shrinkReal } from "./shrink.ts";

export type Asked = {
  seed: number;
  from: number;
  runs: number;
  steps: number;
  atOnce: number;
  profile: Profile;
  /** After this many seconds a failure is not shrunk any further. */
  shrinkSeconds: number;
};

export type Found = { asked: Asked; script: Script; told: Told };
export type Played = { found: Found | null; tally: Tally; runs: number };

/** Plays runs of a seed, some at once in a world of their own, and stops at the first that breaks a law. */
export async function playManyReal(
  asked: Asked,
  say: (line: string) => void = () => {},
  given?: Server,
): Promise<Played> {
  const server = given ?? (await startServer());
  const tally: Tally = new Map();
  const play = async (script: Script) => playReal(script, await server.fresh());
  try {
    for (const [first, runs] of worldsOf(asked)) {
      const began = performance.now();
      const script = scriptOf({ ...asked, runs });
      const told = await play(script);
      for (const [what, times] of told.tally) count(tally, what, times);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const kills = told.tally.get("kill -9") ?? 0;
      say(
        `runs ${first} to ${runs.at(-1)}: ${told.broken ? told.broken.law : "no law broken"}, ${kills} kills, ${seconds} s`,
      );
      if (!told.broken) continue;
      say(told.broken.how);
      const small = await shrinkReal(script, told, play, asked.shrinkSeconds);
      return { tally, runs: first - asked.from, found: { asked, ...small } };
    }
    return { tally, runs: asked.runs, found: null };
  } finally {
    if (!given) await server.stop();
  }
}

/** Runs are told together from a multiple of `atOnce` on, so that each has the same company when it is repeated. */
function* worldsOf({ from, runs, atOnce }: Asked): Generator<[first: number, runs: number[]]> {
  for (let first = from - (from % atOnce); first < from + runs; first += atOnce)
    yield [first, Array.from({ length: atOnce }, (_, n) => first + n)];
}

/** What whoever repairs it needs to see. */
export function reportReal({ asked, script, told }: Found): string {
  const { run, law, how } = told.broken!;
  const { seed, steps, atOnce, profile } = asked;
  const story = told.story.filter((one) => run === null || one.run === null || one.run === run);
  const first = script.tales[0]!.run;
  const again = `npm run simulate -- --real --seed ${seed} --run ${run ?? first} --steps ${steps} --at-once ${atOnce} --profile ${profile}`;
  return [
    `Broken: ${law}`,
    ...story.map((one) => `  ${one.run === null ? "" : `${one.run}: `}${one.says}`),
    `  ${how}`,
    `${script.rounds.length} of ${steps} rounds, ${script.tales.length} shops, webhooks ${JSON.stringify(script.webhooks)}, API ${JSON.stringify(script.api)}.`,
    `Again: ${again}`,
  ].join("\n");
}
