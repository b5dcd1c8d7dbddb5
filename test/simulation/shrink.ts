import type { History } from "./history.ts";
import { play } from "./run.ts";

/** Drops steps while the same law still breaks: first large parts, then single steps. */
export function shrink(history: History, law: string): History {
  let best = history;
  const fails = (steps: History["steps"]) => play({ ...history, steps }).broken?.law === law;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.steps.length;) {
      const steps = best.steps.toSpliced(at, size);
      if (fails(steps)) best = { ...best, steps };
      else at += size;
    }
  }
  return best;
}
