import { addDays } from "./days.ts";
import type { Cover, Day, DemandLine, LeadTime, Stock, Supply } from "./facts.ts";

/** How the units of one line are served. `quantity = ready + covers + uncovered`. */
export type Served = { line: DemandLine; ready: number; covers: Cover[]; uncovered: number; unitsBefore: number };

/** What is left of the shelf and of each supply after every line is served. */
export type Leftover = { shelf: number; supplies: { supply: Supply; free: number }[] };

/** First come, first served; equal times by id, so that the order is total and never flickers. */
export function byPlacement(a: DemandLine, b: DemandLine): number {
  return a.placedAt < b.placedAt ? -1 : a.placedAt > b.placedAt ? 1 : compareIds(a.id, b.id);
}

/** Dated supply first, earliest first; supply without a usable day comes last. */
function byDate(today: Day) {
  const rank = (s: Supply) => (s.expectedOn !== null && s.expectedOn >= today ? s.expectedOn : "9999-99-99");
  return (a: Supply, b: Supply) =>
    rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : compareIds(a.deliveryId, b.deliveryId);
}

/** Numeric ids of different length must not compare as text ("9" > "10"). */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** What can be promised from stock that is present: damaged and reserved units cover nothing. */
export function shelfOf(stock: Stock | undefined): number {
  return stock?.active ? Math.max(0, stock.onHand - stock.unavailable) : 0;
}

/**
 * Greedy in rank order from the earliest supply, at one location. With one item and one location this gives
 * rank 1 the earliest completion possible, among those rank 2, and so on.
 *
 * - the shelf serves line by line, oldest first
 * - then deliveries by day, line by line; a line may be paid by several
 * - then the lead time, which has no limit and whose clock starts when the line was first owed
 * - the rest is uncovered: owed without a date
 *
 * O(L log L + S log S): supplies are consumed with one moving index.
 */
export function allocate(input: {
  lines: DemandLine[];
  shelf: number;
  supplies: Supply[];
  leadTime: LeadTime | null;
  owedSince: (line: DemandLine) => Day;
  today: Day;
}): { served: Served[]; left: Leftover } {
  const lines = [...input.lines].filter((l) => l.outstanding > 0).sort(byPlacement);
  const supplies = input.supplies
    .filter((s) => s.quantity > 0)
    .sort(byDate(input.today))
    .map((supply) => ({ supply, free: supply.quantity }));

  let shelf = input.shelf;
  let next = 0;
  let unitsBefore = 0;
  const served: Served[] = [];
  for (const line of lines) {
    const ready = Math.min(line.outstanding, shelf);
    shelf -= ready;
    let need = line.outstanding - ready;
    const covers: Cover[] = [];
    while (need > 0 && next < supplies.length) {
      const source = supplies[next]!;
      const quantity = Math.min(need, source.free);
      if (quantity > 0) covers.push({ kind: "delivery", deliveryId: source.supply.deliveryId, quantity });
      source.free -= quantity;
      need -= quantity;
      if (source.free === 0) next++;
    }
    if (need > 0 && input.leadTime) {
      const expectedOn = addDays(input.owedSince(line), input.leadTime.days);
      covers.push({ kind: "lead_time", expectedOn, quantity: need });
      need = 0;
    }
    served.push({ line, ready, covers, uncovered: need, unitsBefore });
    unitsBefore += line.outstanding;
  }
  return { served, left: { shelf, supplies } };
}
