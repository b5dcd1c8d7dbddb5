import type { DemandLine, Id, Ranking } from "./facts.ts";
import { ranked } from "./rank.ts";

/** A line that would have another place in its queue: 1 is served first. */
export type NewPlace = { orderId: Id; lineId: Id; tier: number | null; from: number; to: number };

type Queue = { lines: DemandLine[]; ranking: Ranking };

/** Who would overtake and who would be overtaken in the queues of one item, if its lines were ranked otherwise. */
export function newPlaces(was: Queue, is: Queue): NewPlace[] {
  const before = placesOf(was);
  return [...placesOf(is)].flatMap(([id, { line, place: to }]): NewPlace[] => {
    const from = before.get(id)?.place ?? to;
    const { orderId, lineId, tier = null } = line;
    return from === to ? [] : [{ orderId, lineId, tier, from, to }];
  });
}

function placesOf({ lines, ranking }: Queue): Map<Id, { line: DemandLine; place: number }> {
  const queues = Map.groupBy(ranked(lines, ranking), (l) => l.locationId);
  return new Map(
    [...queues.values()].flatMap((queue) =>
      queue.map((line, i) => [line.id, { line, place: i + 1 }] as const),
    ),
  );
}
