import type { Allocated, Queue, Served } from "./allocation.ts";
import type { Cover, Day, DemandLine, Peg } from "./facts.ts";
import { keptShelf } from "./kept-back.ts";
import { compareIds } from "./rank.ts";
import { hasDay, type Source } from "./sources.ts";

/** Part of a source that is kept for a line: what a peg promises, as far as the line still needs it. */
type Right = { source: Source; quantity: number; kept: number };
type Waiting = {
  line: DemandLine;
  ready: number;
  need: number;
  covers: Cover[];
  pins: Right[];
  pegs: Right[];
};

/**
 * Allocation where parts of deliveries are meant for some lines.
 *
 * 1. pins: each takes what is pinned, needed and really there, before everybody
 * 2. the shelf, line by line; what nobody needs of it then goes to pinned lines in place of what they took: nothing
 *    is owed while units lie there, or the debts of a place would not be what Shopify is short of. Of what is kept they
 *    have what every line may have of it: somebody who buys it takes nothing from them
 * 3. deliveries, line by line, earliest first: all that is left, less what is kept for others by their pegs
 *
 * A peg is a right and not a duty: its owner takes an earlier delivery if one is free. Serving pegged deliveries
 * first would make somebody later by giving him a delivery of his own.
 */
export function allocatePegged({ start, lines, pegs, clock, today, kept }: Queue): Allocated {
  const sources = start.sources.map((s) => ({ ...s }));
  const waiting = withRights(lines, pegs, sources);
  for (const w of heldFirst(waiting)) for (const pin of w.pins) take(w, pin.source, pin.quantity);

  let { shelf, units } = start;
  const keeping = keptShelf(kept);
  // What pins bring is not asked of the shelf.
  let asked = units;
  for (const w of waiting) {
    const { need } = w;
    w.ready = Math.min(need, shelf);
    shelf -= w.ready;
    if (!keeping.isEmpty()) w.ready += keeping.give(w.line, { need: need - w.ready, taken: w.ready, asked });
    w.need -= w.ready;
    asked += need;
  }

  for (const w of waiting) {
    const before = w.ready;
    shelf -= fromShelf(w, shelf);
    if (keeping.isEmpty()) continue;
    const need = w.covers.reduce((sum, c) => sum + c.quantity, 0);
    fromShelf(w, keeping.give(w.line, { need, taken: w.ready - before, asked }));
  }

  const short = () => waiting.filter((w) => w.need > 0);
  handOut(
    sources.filter((s) => hasDay(s, today)),
    short(),
  );
  // As in the plain queue: a lead time that still gives a date comes before deliveries that give none.
  byClock((day) => day >= today);
  handOut(
    sources.filter((s) => !hasDay(s, today)),
    short(),
  );
  byClock(() => true);

  function byClock(isUsable: (day: Day) => boolean): void {
    if (!clock) return;
    for (const w of short()) {
      const expectedOn = clock.day(w.line);
      if (!isUsable(expectedOn)) continue;
      w.covers.push({ kind: clock.kind, expectedOn, quantity: w.need });
      w.need = 0;
    }
  }
  const served = waiting.map(({ line, ready, covers, need: uncovered }): Served => {
    const unitsBefore = units;
    units += line.outstanding;
    return { line, ready, covers, uncovered, unitsBefore };
  });
  const end = { shelf, sources, lines: start.lines + lines.length, units };
  return { served, end, readers: keeping.readers() };
}

/** Units of the shelf in place of deliveries that are to come, the last ones first. */
function fromShelf(w: Waiting, shelf: number): number {
  let taken = 0;
  for (const { source } of [...w.pins].reverse()) {
    const at = w.covers.findIndex((c) => c.kind === "delivery" && c.deliveryId === source.supply.deliveryId);
    const cover = w.covers[at];
    if (!cover || taken === shelf) continue;
    const quantity = Math.min(cover.quantity, shelf - taken);
    taken += quantity;
    source.free += quantity;
    cover.quantity -= quantity;
    if (cover.quantity === 0) w.covers.splice(at, 1);
  }
  w.ready += taken;
  return taken;
}

/**
 * Of a line in several parts the one that we hold waits for what is pinned, so that the others get the shelf: else each
 * count would undo the split for which it was held.
 */
const heldFirst = (waiting: Waiting[]): Waiting[] =>
  [...Map.groupBy(waiting, (w) => w.line.lineId).values()].flatMap((parts) =>
    parts.length === 1 ? parts : [...parts].sort((a, b) => isHeld(b) - isHeld(a)),
  );

const isHeld = ({ line }: Waiting) => Number(line.waits ?? false);

/** A pin or peg names an order line; its fulfillment lines here share it: what we hold first, then by their ids. */
function withRights(lines: DemandLine[], pegs: Peg[], sources: Source[]): Waiting[] {
  const waiting = lines.map((line): Waiting => {
    return { line, ready: 0, need: line.outstanding, covers: [], pins: [], pegs: [] };
  });
  const ofLine = Map.groupBy(waiting, (w) => w.line.lineId);
  for (const source of sources) {
    for (const peg of pegs.filter((p) => p.deliveryId === source.supply.deliveryId)) {
      let left = peg.quantity;
      const owners = [...(ofLine.get(peg.lineId) ?? [])].sort(
        (a, b) => isHeld(b) - isHeld(a) || compareIds(a.line.id, b.line.id),
      );
      for (const w of owners) {
        const quantity = Math.min(left, w.line.outstanding);
        left -= quantity;
        if (quantity > 0) w[peg.kind === "pin" ? "pins" : "pegs"].push({ source, quantity, kept: 0 });
      }
    }
  }
  // Stable: the pinned ones keep their order among themselves, and so do the others.
  const pinned = new Set(waiting.flatMap((w) => (w.pins.length > 0 ? w.line.lineId : [])));
  return waiting.sort((a, b) => Number(pinned.has(b.line.lineId)) - Number(pinned.has(a.line.lineId)));
}

/** Step 3 for sources of one kind, in their order. */
function handOut(sources: Source[], waiting: Waiting[]): void {
  const kept = new Map<Source, number>(sources.map((s) => [s, 0]));
  const keep = (right: Right, units: number) => {
    kept.set(right.source, kept.get(right.source)! + units - right.kept);
    right.kept = units;
  };
  for (const w of waiting) {
    let need = w.need;
    for (const right of w.pegs) {
      const { source, quantity } = right;
      if (!kept.has(source)) continue;
      keep(right, Math.min(need, quantity, source.free - kept.get(source)!));
      need -= right.kept;
    }
  }
  let first = 0;
  // Nobody has to be looked at twice: where a line stays short, all that is left is kept for lines that need it.
  for (const w of waiting) {
    for (const right of w.pegs) if (kept.has(right.source)) keep(right, 0);
    while (sources[first]?.free === 0) first++;
    for (let i = first; i < sources.length && w.need > 0; i++)
      take(w, sources[i]!, sources[i]!.free - kept.get(sources[i]!)!);
  }
}

function take(w: Waiting, source: Source, most: number): void {
  const quantity = Math.min(w.need, most, source.free);
  if (quantity <= 0) return;
  source.free -= quantity;
  w.need -= quantity;
  const { deliveryId } = source.supply;
  const same = w.covers.find((c) => c.kind === "delivery" && c.deliveryId === deliveryId);
  if (same) same.quantity += quantity;
  else w.covers.push({ kind: "delivery", deliveryId, quantity });
}
