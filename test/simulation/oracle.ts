import type { Calendar, Day, DemandLine, Facts, Id } from "#app/domain/facts.ts";

/*
 * The rules of allocation once more, as plainly as they can be said: unit by unit, no sums, no queues, nothing shared
 * with app/domain. Slow, and that is its point.
 */

/** What one unit is served from. */
export type Source = "shelf" | "lead time" | "nothing" | { delivery: Id };

type Waiting = { delivery: Id; day: Day | null };

/** The source of every unit of every line. `since` says when a line's clock began. */
export function serveUnitByUnit(facts: Facts, since: (line: DemandLine) => Day, today: Day) {
  const served = new Map<Id, Source[]>();
  const shelf = new Map<Id, number>();
  const coming = new Map<Id, Waiting[]>();
  const places = new Set([...facts.stock, ...facts.supplies, ...facts.lines].map((x) => x.locationId));
  for (const place of places) {
    const level = facts.stock.find((s) => s.locationId === place);
    shelf.set(
      place,
      level?.active && level.onHand > level.unavailable ? level.onHand - level.unavailable : 0,
    );
    const units = facts.supplies
      .filter((s) => s.locationId === place)
      .flatMap((s) =>
        Array.from({ length: s.quantity }, () => ({ delivery: s.deliveryId, day: s.expectedOn })),
      );
    coming.set(place, units);
  }
  const queue = facts.tracked ? [...facts.lines].sort(oldestFirst) : [];
  for (const line of queue) {
    const sources: Source[] = [];
    served.set(line.id, sources);
    for (let unit = 0; unit < line.outstanding; unit++) {
      const onShelf = shelf.get(line.locationId)!;
      if (onShelf > 0) {
        shelf.set(line.locationId, onShelf - 1);
        sources.push("shelf");
      } else
        sources.push(
          nextFrom(coming.get(line.locationId)!, facts.leadTime?.days ?? null, since(line), today),
        );
    }
  }
  return { served, coming, places };
}

/** The next unit of what is still to come, taken off the list. */
function nextFrom(units: Waiting[], leadDays: number | null, since: Day, today: Day): Source {
  const take = (unit: Waiting): Source => {
    units.splice(units.indexOf(unit), 1);
    return { delivery: unit.delivery };
  };
  const best = (some: Waiting[]) => [...some].sort(soonestFirst)[0];
  const dated = best(units.filter((u) => u.day !== null && u.day >= today));
  if (dated) return take(dated);
  const leadIsAhead = leadDays !== null && later(since, leadDays) >= today;
  if (leadIsAhead) return "lead time";
  const anyTime = best(units.map((u) => ({ ...u, day: null })));
  if (anyTime) return take(units.find((u) => u.delivery === anyTime.delivery)!);
  return leadDays !== null ? "lead time" : "nothing";
}

/** The day a buyer of one more unit gets it: the best place's day, none when no place has one. */
export function quoteOfOneMore(facts: Facts, since: (line: DemandLine) => Day, today: Day): Day | null {
  const { coming, places } = serveUnitByUnit(facts, since, today);
  const days: Day[] = [];
  for (const place of places.size > 0 ? places : [""]) {
    const left = [...(coming.get(place) ?? [])];
    const source = nextFrom(left, facts.leadTime?.days ?? null, today, today);
    const day = dayOf(source, facts, today, today);
    if (day) days.push(day);
  }
  return days.sort()[0] ?? null;
}

/** When a unit from this source ships; null when nobody knows. */
export function dayOf(source: Source, facts: Facts, since: Day, today: Day): Day | null {
  if (source === "shelf") return today;
  if (source === "nothing") return null;
  const arrives =
    source === "lead time"
      ? later(since, facts.leadTime!.days)
      : facts.supplies.find((s) => s.deliveryId === source.delivery)!.expectedOn;
  return arrives === null || arrives < today ? null : leaves(arrives, facts.calendar);
}

/** Counts day by day: a closed day does nothing, an open one takes a day of handling off. */
export function leaves(arrival: Day, { handlingDays, workingDays }: Calendar): Day {
  const isOpen = (day: Day) => {
    const sundayFirst = new Date(`${day}T12:00:00Z`).getUTCDay();
    return workingDays.length === 0 || workingDays.includes(sundayFirst === 0 ? 7 : sundayFirst);
  };
  let open = 0;
  for (let ahead = 0; ; ahead++) {
    const day = later(arrival, ahead);
    if (isOpen(day) && ++open > handlingDays) return day;
  }
}

export const later = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export function oldestFirst(a: DemandLine, b: DemandLine): number {
  return Date.parse(a.placedAt) - Date.parse(b.placedAt) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
}

function soonestFirst(a: Waiting, b: Waiting): number {
  if (a.day !== b.day) return (a.day ?? "9999") < (b.day ?? "9999") ? -1 : 1;
  // Numbers by their size; ids of one length as text.
  return a.delivery.length - b.delivery.length || (a.delivery < b.delivery ? -1 : 1);
}
