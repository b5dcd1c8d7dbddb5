import { shelfOf, type Place, type Served } from "./allocation.ts";
import { calendarFor } from "./calendar.ts";
import { dayIn } from "./days.ts";
import type { Day, Facts, Id, Tail } from "./facts.ts";
import { fillKept, keptOf } from "./kept-back.ts";
import { rankText } from "./rank.ts";
import { sourcesOf } from "./sources.ts";

/** Every place of the item where something is, is coming or is needed. */
export function locationsOf(facts: Facts): Id[] {
  const ids = [...facts.stock, ...facts.tails, ...facts.supplies].map((x) => x.locationId);
  const all = new Set(ids);
  for (const line of facts.lines) all.add(line.locationId);
  // An item that is stocked nowhere yet has its lead time all the same.
  return all.size === 0 ? [""] : [...all].sort();
}

/** Where the lines at hand begin: behind the tail, or at a full shelf. */
export function startAt(facts: Facts, locationId: Id, today: Day): Place {
  const supplies = facts.supplies.filter((s) => s.locationId === locationId);
  const tail = facts.tails.find((t) => t.locationId === locationId);
  if (tail) {
    const sources = sourcesOf(supplies, today, tail.supplies);
    return { shelf: tail.free, sources, lines: tail.lines, units: tail.outstanding };
  }
  const stock = facts.stock.find((s) => s.locationId === locationId);
  const sources = fillKept(stock, sourcesOf(supplies, today));
  return { shelf: shelfOf(stock) - keptOf(stock), sources, lines: 0, units: 0 };
}

/** Where the queue ends after these lines. */
export function tailAfter(facts: Facts, locationId: Id, now: Date, served: Served[], end: Place): Tail {
  const before = facts.tails.find((t) => t.locationId === locationId);
  let { owed, rank } = before ?? { owed: 0, rank: "" };
  for (const { line, ready } of served) owed += line.outstanding - ready;
  const last = served.at(-1);
  if (last) rank = rankText(last.line, facts.ranking);
  return {
    locationId,
    lines: end.lines,
    outstanding: end.units,
    owed,
    free: end.shelf,
    supplies: Object.fromEntries(end.sources.map((s) => [s.supply.deliveryId, s.free])),
    rank,
    facts: decidedBy(facts, locationId, now),
  };
}

/**
 * Whether the lines at hand can be served where the tails end, as if all lines were counted anew: nothing else that
 * decides has changed, and every line comes after the last one of its place.
 */
export function comeAfter(facts: Facts, now: Date): boolean {
  if (facts.pegs.length > 0) return false;
  if (facts.stock.some((s) => (s.kept ?? 0) > 0)) return false;
  const tails = new Map(facts.tails.map((t) => [t.locationId, t]));
  return (
    locationsOf(facts).every((id) => tails.get(id)?.facts === decidedBy(facts, id, now)) &&
    facts.lines.every((l) => rankText(l, facts.ranking) > tails.get(l.locationId)!.rank)
  );
}

/** All that lay on the shelf when its queue was counted. A tail itself only tells of what is not kept. */
export function lyingAt(tail: Tail | undefined): number {
  const [, , shelf] = JSON.parse(tail?.facts ?? "[]") as [Day?, boolean?, number?];
  return shelf ?? 0;
}

/** All that decides about a queue besides its lines: other text, other queue. */
function decidedBy(facts: Facts, locationId: Id, now: Date): string {
  const { tracked, supplies, pegs, ranking, leadTime, madeToOrderDays, calendar } = facts;
  const stock = facts.stock.find((s) => s.locationId === locationId);
  return JSON.stringify([
    dayIn(calendarFor(calendar, { locationId }).timeZone, now),
    stock !== undefined,
    shelfOf(stock),
    stock?.kept ?? 0,
    supplies
      .filter((s) => s.locationId === locationId)
      .sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1)),
    { tracked, pegs, ranking, leadTime, madeToOrderDays, calendar },
  ]);
}
