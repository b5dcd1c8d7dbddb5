import { quietHours, type Line } from "#app/domain/wave.ts";

/** Somebody who waits and has not been told in this restock, in the order of asking. */
export type Waiting = { id: string; toldAt: string | null };

/** What app/database/subscriptions.server.ts reads of a list; `most` as there. */
export function lineUp(waiting: Waiting[], now: Date, most: number | null = null): Line {
  const quietSince = now.getTime() - quietHours * 3_600_000;
  const ready = waiting.filter((w) => w.toldAt === null || Date.parse(w.toldAt) <= quietSince);
  const told = waiting.flatMap((w) => w.toldAt ?? []).sort();
  return {
    people: waiting.length,
    ready: ready.length,
    toldFirst: told.length === waiting.length ? (told[0] ?? null) : null,
    first: ready.slice(0, most ?? undefined).map((w) => w.id),
  };
}
