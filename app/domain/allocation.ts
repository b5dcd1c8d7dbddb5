import type { Cover, Day, DemandLine, Peg, Stock } from "./facts.ts";
import { keptShelf, type KeptBack } from "./kept-back.ts";
import { allocatePegged } from "./pegs.ts";
import { hasDay, type Source } from "./sources.ts";

/** How the units of one line are served. `outstanding = ready + covers + uncovered`. */
export type Served = {
  line: DemandLine;
  ready: number;
  /** Shared between lines that are covered alike: never to be changed. */
  covers: Cover[];
  uncovered: number;
  unitsBefore: number;
};

/** Where a queue begins, or has come to: what nobody has taken, and how much was served before. */
export type Place = { shelf: number; sources: Source[]; lines: number; units: number };

/** Supply without a limit whose clock is the line's own: a lead time, or making it to order. Null: there is none. */
export type Clock = { kind: Exclude<Cover["kind"], "delivery">; day: (line: DemandLine) => Day } | null;

export type Queue = {
  start: Place;
  /** In the order in which they are served; every one needs something. */
  lines: DemandLine[];
  pegs: Peg[];
  clock: Clock;
  today: Day;
  /** Beside the shelf that the queue begins at. */
  kept?: KeptBack;
};

/** `readers`: of what is kept for readers of the restock mail, what nobody took. */
export type Allocated = { served: Served[]; end: Place; readers: number };

/** What can be promised from stock that is present: damaged and reserved units cover nothing. */
export function shelfOf(stock: Stock | undefined): number {
  return stock?.active ? Math.max(0, stock.onHand - stock.unavailable) : 0;
}

/**
 * Greedy in rank order from the earliest supply, at one location. With one item and one location this gives
 * rank 1 the earliest completion possible, among those rank 2, and so on.
 *
 * - the shelf serves line by line
 * - then deliveries by day, line by line; a line may be paid by several
 * - then the lead time or making it to order, which have no limit
 * - then deliveries without a usable day: one of those must not take a date away that those give
 * - the rest is uncovered: owed without a date
 *
 * It goes on where a queue had come to: all lines at once, or some and later those behind them, is the same.
 * Lines and supplies are each passed once. Pegs and pins have rules of their own: see pegs.ts.
 */
export function allocate(queue: Queue): Allocated {
  return queue.pegs.length > 0 ? allocatePegged(queue) : allocatePlain(queue);
}

function allocatePlain({ start, lines, clock, today, kept }: Queue): Allocated {
  const sources = start.sources.map((s) => ({ ...s }));
  const firstUndated = sources.findIndex((s) => !hasDay(s, today));
  const dated = counter(firstUndated < 0 ? sources : sources.slice(0, firstUndated));
  const undated = counter(firstUndated < 0 ? [] : sources.slice(firstUndated));

  let { shelf, units } = start;
  const keeping = keptShelf(kept);
  const served: Served[] = new Array<Served>(lines.length);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    let ready = shelf === 0 ? 0 : Math.min(line.outstanding, shelf);
    shelf -= ready;
    if (!keeping.isEmpty())
      ready += keeping.give(line, { need: line.outstanding - ready, taken: ready, asked: units });
    let need = line.outstanding - ready;
    let covers = need > 0 ? dated.whole(need) : none;
    if (covers) need = 0;
    else {
      covers = [];
      need -= dated.take(need, covers);
      const expectedOn = need > 0 && clock ? clock.day(line) : null;
      if (expectedOn === null || expectedOn < today) need -= undated.take(need, covers);
      if (expectedOn !== null && need > 0) {
        covers.push({ kind: clock!.kind, expectedOn, quantity: need });
        need = 0;
      }
    }
    served[i] = { line, ready, covers, uncovered: need, unitsBefore: units };
    units += line.outstanding;
  }
  const end = { shelf, sources, lines: start.lines + lines.length, units };
  return { served, end, readers: keeping.readers() };
}

const none: Cover[] = [];

/** Hands out units from the first source that has any. */
function counter(sources: Source[]) {
  let next = 0;
  let alike: Cover[][] = [];
  const cover = ({ supply }: Source, quantity: number): Cover => ({
    kind: "delivery",
    deliveryId: supply.deliveryId,
    quantity,
  });
  return {
    /** All that is needed from one source. Most lines of a queue need as much as another one did: they share. */
    whole(need: number): Cover[] | null {
      const source = sources[next];
      if (!source || source.free < need) return null;
      source.free -= need;
      const covers = (need < 100 && alike[need]) || [cover(source, need)];
      if (need < 100) alike[need] = covers;
      return covers;
    },
    /** Up to `need` units, from as many sources as it takes. */
    take(need: number, covers: Cover[]): number {
      let taken = 0;
      while (taken < need && next < sources.length) {
        const source = sources[next]!;
        const quantity = Math.min(need - taken, source.free);
        if (quantity > 0) covers.push(cover(source, quantity));
        source.free -= quantity;
        taken += quantity;
        if (source.free > 0) break;
        next++;
        alike = [];
      }
      return taken;
    },
  };
}
