import type { Calendar, Day, DemandLine, Facts, Id, Supply } from "#app/domain/facts.ts";

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
  const floor = new Map<Id, number>();
  const readers = new Map<Id, number>();
  const soonestToday = (a: Waiting, b: Waiting) => soonestFirst(asOf(a, today), asOf(b, today));
  const coming = new Map<Id, Waiting[]>();
  const places = new Set([...facts.stock, ...facts.supplies, ...facts.lines].map((x) => x.locationId));
  for (const place of places) {
    const level = facts.stock.find((s) => s.locationId === place);
    const { onShelf, kept, forReaders } = shelfAt(facts, place);
    shelf.set(place, onShelf - kept);
    floor.set(place, kept);
    readers.set(place, forReaders);
    const units = facts.supplies
      .filter((s) => s.locationId === place && s.confirmed)
      .flatMap((s) =>
        Array.from({ length: s.quantity }, () => ({ delivery: s.deliveryId, day: s.expectedOn })),
      );
    // What is missing on the shop floor is taken off what comes first.
    const missing = level?.active ? (level.kept ?? 0) - kept : 0;
    coming.set(place, units.sort(soonestToday).slice(missing));
  }
  const queue = facts.tracked ? [...facts.lines].sort(firstServed(facts)) : [];
  const sourcesOf = (line: DemandLine) => {
    if (!served.has(line.id)) served.set(line.id, []);
    return served.get(line.id)!;
  };
  // Of a line in parts the one that we hold waits for what is pinned.
  const parts = (line: DemandLine) =>
    queue.filter((l) => l.lineId === line.lineId && l.locationId === line.locationId);
  const lines = queue.filter((line) => parts(line)[0] === line).map(parts);
  for (const line of lines.flatMap((l) => [...l.filter((p) => p.waits), ...l.filter((p) => !p.waits)])) {
    for (const { delivery, quantity } of pinsOf(facts, line, today)) {
      for (let unit = 0; unit < quantity; unit++) {
        const units = coming.get(line.locationId)!;
        const at = units.findIndex((u) => u.delivery === delivery);
        if (at < 0 || sourcesOf(line).length === line.outstanding) break;
        units.splice(at, 1);
        sourcesOf(line).push({ delivery });
      }
    }
  }
  const pinned = (l: DemandLine) => sourcesOf(l).filter((s) => typeof s === "object");
  // Pins ask nothing of the shelf.
  const asks = new Map(queue.map((l) => [l.id, l.outstanding - pinned(l).length]));
  const askedBy = (some: DemandLine[], { locationId }: DemandLine) =>
    some.reduce((units, l) => units + (l.locationId === locationId ? asks.get(l.id)! : 0), 0);
  /** One unit of the shelf at a time; false: there is none for the line. `sold`: what others ask for before it. */
  const helps = (line: DemandLine, sold: number) => {
    const { locationId } = line;
    const level = shelfAt(facts, locationId);
    // An order line of which some units wait does not wait for fewer by what is kept.
    const waited = waitedBefore(facts, locationId).get(line.lineId);
    const needed = parts(line).reduce((units, l) => units + l.outstanding, 0);
    const has = () => parts(line).flatMap((l) => sourcesOf(l).filter((s) => s === "shelf")).length;
    // What is kept for readers is for whoever did not wait, also while others do.
    const asReader = readers.get(locationId)!;
    let [taken, given] = [0, 0];
    return () => {
      if (shelf.get(locationId)! > 0) {
        shelf.set(locationId, shelf.get(locationId)! - 1);
        taken++;
        return true;
      }
      // Shopify sells what is kept, too: whoever bought it has it, and whoever waits keeps what was theirs.
      if (floor.get(locationId)! === 0 || (waited !== undefined && has() >= needed - waited)) return false;
      if (taken + given >= level.onShelf - sold && given >= asReader) return false;
      floor.set(locationId, floor.get(locationId)! - 1);
      readers.set(locationId, Math.max(0, readers.get(locationId)! - 1));
      given++;
      return true;
    };
  };
  for (const line of queue) {
    const sources = sourcesOf(line);
    const helped = helps(line, askedBy(queue.slice(0, queue.indexOf(line)), line));
    while (sources.length < line.outstanding && helped()) sources.push("shelf");
  }
  // What nobody needs of it takes the place of what was pinned, the latest first.
  for (const line of queue) {
    const sources = sourcesOf(line);
    const days = new Map(facts.supplies.map((s) => [s.deliveryId, s]));
    const helped = helps(line, askedBy(queue, line));
    for (;;) {
      const last = pinned(line).sort((a, b) =>
        soonest(days.get(b.delivery)!, days.get(a.delivery)!, today),
      )[0];
      if (!last || !helped()) break;
      sources[sources.indexOf(last)] = "shelf";
      coming
        .get(line.locationId)!
        .push({ delivery: last.delivery, day: days.get(last.delivery)!.expectedOn });
    }
  }
  for (const line of queue) {
    const sources = sourcesOf(line);
    while (sources.length < line.outstanding)
      sources.push(nextFrom(coming.get(line.locationId)!, facts.leadTime?.days ?? null, since(line), today));
  }
  return { served, coming, places, readers };
}

/** What lies there, how much of it is kept, and how much of that for readers: the shop floor has its own first. */
export function shelfAt({ stock }: Facts, place: Id): { onShelf: number; kept: number; forReaders: number } {
  const level = stock.find((s) => s.locationId === place);
  const onShelf = level?.active && level.onHand > level.unavailable ? level.onHand - level.unavailable : 0;
  const [wanted, wantedByReaders] = [level?.kept ?? 0, level?.keptForReaders ?? 0];
  const kept = Math.min(wanted, onShelf);
  return { onShelf, kept, forReaders: Math.max(0, kept - (wanted - wantedByReaders)) };
}

/** By order line, units that waited at the last count, where its parts are now. */
export function waitedBefore({ book, lines }: Facts, place: Id): Map<Id, number> {
  const waited = new Map<Id, number>();
  for (const { id, lineId, locationId, owed } of book.owed) {
    const now = lines.find((l) => l.id === id)?.locationId ?? locationId;
    if (now === place) waited.set(lineId, (waited.get(lineId) ?? 0) + owed);
  }
  return waited;
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
export function quoteOfOneMore(
  facts: Facts,
  since: (line: DemandLine) => Day,
  today: Day,
  policy: "CONTINUE" | "DENY",
): Day | null {
  const { coming, places, readers } = serveUnitByUnit(facts, since, today);
  // Who may order now has what is kept for readers.
  const isKept = policy === "CONTINUE" && [...readers.values()].some((units) => units > 0);
  const days: Day[] = isKept ? [leaves(today, { ...facts.calendar, bufferDays: 0 })] : [];
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
export function leaves(expected: Day, calendar: Calendar): Day {
  const { handlingDays, workingDays, closed, bufferDays = 0 } = calendar;
  const arrival = later(expected, bufferDays);
  const isOpen = (day: Day) => {
    if (closed.includes(day)) return false;
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

/** Who is pinned, then whom the merchant prefers, who does not yield, whose group comes first, who needs it first, who waits longest. */
export function firstServed(facts: Facts): (a: DemandLine, b: DemandLine) => number {
  const { by, paidFirst } = facts.ranking;
  const place = (line: DemandLine) => [
    facts.lines.some(
      (l) => l.lineId === line.lineId && pinsOf(facts, l, "").length > 0 && l.locationId === line.locationId,
    )
      ? "0"
      : "1",
    line.priority > 0 ? "0" : "1",
    paidFirst && (!line.paid || line.held) ? "1" : "0",
    String(line.tier ?? "everybody else"),
    by === "required" ? (line.requiredOn ?? "9999-99-99") : "",
  ];
  return (a, b) => {
    const [first, second] = [place(a).join(" "), place(b).join(" ")];
    return first === second ? oldestFirst(a, b) : first < second ? -1 : 1;
  };
}

/** How many units of which delivery are pinned to a line, soonest first; parts of one order line share a pin. */
function pinsOf(facts: Facts, line: DemandLine, today: Day): { delivery: Id; quantity: number }[] {
  if (line.outstanding === 0) return [];
  const owners = facts.lines
    .filter((l) => l.lineId === line.lineId && l.locationId === line.locationId && l.outstanding > 0)
    .sort((a, b) => Number(b.waits ?? 0) - Number(a.waits ?? 0) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const coming = facts.supplies.filter((s) => s.confirmed && s.locationId === line.locationId);
  const pins = coming
    .sort((a, b) => soonest(a, b, today))
    .flatMap((s) => facts.pegs.filter((p) => p.deliveryId === s.deliveryId));
  const own = pins.filter((p) => p.lineId === line.lineId && p.kind === "pin");
  return own.flatMap(({ deliveryId: delivery, quantity }) => {
    let left = quantity;
    for (const owner of owners) {
      const share = Math.min(left, owner.outstanding);
      if (owner.id === line.id) return share > 0 ? [{ delivery, quantity: share }] : [];
      left -= share;
    }
    return [];
  });
}

export function oldestFirst(a: DemandLine, b: DemandLine): number {
  const numbers = (l: DemandLine) => [Date.parse(l.placedAt), l.orderId, l.waits ? 1 : 0, l.id].map(BigInt);
  const [first, second] = [numbers(a), numbers(b)];
  const differs = first.findIndex((n, i) => n !== second[i]);
  return differs < 0 ? 0 : first[differs]! < second[differs]! ? -1 : 1;
}

/** A day that has passed is none. */
function soonest(a: Supply, b: Supply, today: Day): number {
  const waiting = ({ deliveryId: delivery, expectedOn: day }: Supply) => asOf({ delivery, day }, today);
  return soonestFirst(waiting(a), waiting(b));
}

const asOf = ({ delivery, day }: Waiting, today: Day): Waiting => ({
  delivery,
  day: day !== null && day >= today ? day : null,
});

function soonestFirst(a: Waiting, b: Waiting): number {
  if (a.day !== b.day) return (a.day ?? "9999") < (b.day ?? "9999") ? -1 : 1;
  // Numbers by their size; ids of one length as text.
  return a.delivery.length - b.delivery.length || (a.delivery < b.delivery ? -1 : 1);
}
