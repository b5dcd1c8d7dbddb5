import { addDays } from "./days.ts";
import type { Cover, Day, DemandLine, LeadTime, Stock, Supply } from "./facts.ts";

/** How the units of one line are served. `quantity = ready + covers + uncovered`. */
export type Served = {
  line: DemandLine;
  ready: number;
  covers: Cover[];
  uncovered: number;
  unitsBefore: number;
};

/** What is left of the shelf and of each supply after every line is served. */
export type Leftover = { shelf: number; supplies: { supply: Supply; free: number }[] };

/** First come, first served; equal times by id, so that the order is total and never flickers. */
export function byPlacement(a: DemandLine, b: DemandLine): number {
  return a.placedAt < b.placedAt ? -1 : a.placedAt > b.placedAt ? 1 : compareIds(a.id, b.id);
}

function hasDay(supply: Supply, today: Day): boolean {
  return supply.expectedOn !== null && supply.expectedOn >= today;
}

/** Dated supply first, earliest first; supply without a usable day comes last. */
function byDate(today: Day) {
  const rank = (s: Supply) => (hasDay(s, today) ? s.expectedOn! : "9999-99-99");
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
 * - then deliveries without a usable day: one of those must not take a date away that the lead time gives
 * - the rest is uncovered: owed without a date
 *
 * O(L log L + S log S): each supply is left behind once it is used up.
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
  const dated = supplies.filter((s) => hasDay(s.supply, input.today));
  const undated = supplies.slice(dated.length);

  let shelf = input.shelf;
  let unitsBefore = 0;
  const served: Served[] = [];
  for (const line of lines) {
    const ready = Math.min(line.outstanding, shelf);
    shelf -= ready;
    let need = line.outstanding - ready;
    const covers: Cover[] = [];
    const leadDay = input.leadTime && addDays(input.owedSince(line), input.leadTime.days);
    const byLeadTime = () => {
      if (need > 0) covers.push({ kind: "lead_time", expectedOn: leadDay!, quantity: need });
      need = 0;
    };
    need -= takeFrom(dated, need, covers);
    if (leadDay !== null && leadDay >= input.today) byLeadTime();
    need -= takeFrom(undated, need, covers);
    if (leadDay !== null) byLeadTime();
    served.push({ line, ready, covers, uncovered: need, unitsBefore });
    unitsBefore += line.outstanding;
  }
  return { served, left: { shelf, supplies } };
}

/** Takes up to `need` units from the front. What is used up leaves the queue, not the list of what was there. */
function takeFrom(queue: { supply: Supply; free: number }[], need: number, covers: Cover[]): number {
  let taken = 0;
  while (taken < need && queue.length > 0) {
    const source = queue[0]!;
    const quantity = Math.min(need - taken, source.free);
    covers.push({ kind: "delivery", deliveryId: source.supply.deliveryId, quantity });
    source.free -= quantity;
    taken += quantity;
    if (source.free === 0) queue.shift();
  }
  return taken;
}
