import type { WaveFacts } from "./wave.ts";

/** A list that units are kept for: who is still to be told, and what those who were told can rely on. */
export type ReadersList = {
  /** Who waits and was not told in this restock. */
  people: number;
  lastWave: Pick<NonNullable<WaveFacts["lastWave"]>, "at" | "underWay"> | null;
  /** The last of the units that first refusal keeps for one of them. */
  keptUntil: string | null;
  /** So long those who were told have the units for themselves and each other. */
  hours: number;
};

const quarterHour = 15 * 60_000;

/**
 * Until when units are kept for readers of the restock mail: as long as somebody is to be told, then for the time in
 * which those who were told first may buy. Null: nobody knows yet. A past time: they are to be let go.
 */
export function readersServedAt(lists: ReadersList[], now: Date): Date | null {
  if (lists.some((l) => l.people > 0)) return null;
  const ends = lists.flatMap(({ lastWave, keptUntil, hours }) => [
    ...(lastWave ? [Date.parse(lastWave.at) + hours * 3_600_000] : []),
    ...(keptUntil ? [Date.parse(keptUntil)] : []),
    // Nobody says when the last mail of a wave has left.
    ...(lastWave && lastWave.underWay > 0 ? [now.getTime() + quarterHour] : []),
  ]);
  return new Date(Math.max(...ends, now.getTime() - 1));
}
