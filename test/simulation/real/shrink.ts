import type { playReal, Told } from "./play.ts";
import type { Script } from "./script.ts";

type Play = (script: Script) => ReturnType<typeof playReal>;

/**
 * Leaves out what is not needed to break the same law: other shops, faults, kills, rounds. Timing differs from one
 * telling to the next, so what is kept breaks it now and then; what was dropped was not needed once.
 */
export async function shrinkReal(
  script: Script,
  told: Told,
  play: Play,
  seconds: number,
): Promise<{ script: Script; told: Told }> {
  let best = { script, told };
  const until = Date.now() + seconds * 1000;
  const attempt = async (smaller: Script): Promise<boolean> => {
    if (Date.now() > until) return false;
    const again = await play(smaller);
    if (again.broken?.law !== told.broken!.law) return false;
    best = { script: smaller, told: again };
    return true;
  };

  const { run } = told.broken!;
  const alone = script.tales.filter((tale) => tale.run === run);
  if (alone.length > 0) await attempt({ ...best.script, tales: alone });
  const noApi = { throttled: 0, failed: 0, answerLost: 0, slow: 0, stale: 0 };
  await attempt({ ...best.script, api: noApi });
  await attempt({ ...best.script, webhooks: {} });
  await attempt({ ...best.script, rounds: best.script.rounds.map((r) => ({ ...r, kill: null })) });
  for (
    let size = Math.ceil(best.script.rounds.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < best.script.rounds.length && Date.now() < until;) {
      if (!(await attempt({ ...best.script, rounds: best.script.rounds.toSpliced(at, size) }))) at += size;
    }
  }
  return best;
}
