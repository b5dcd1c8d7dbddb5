import type { Place } from "./allocation.ts";
import { clockStarts, madeOn } from "./calendar.ts";
import { packedFrom, shipDay, workingDayFrom } from "./days.ts";
import type { AvailabilityBecause, Calendar, Day, Facts } from "./facts.ts";
import { arrivalAfter, leadTimeBecause } from "./lead-time.ts";
import { hasDay } from "./sources.ts";

/** When units sold now would ship, and what from. */
export type Quote = { shipsBy: Day | null; because: AvailabilityBecause };

/** What can be sold from each moment on without taking it from somebody later: the least balance from then on. */
export function availableToPromise(balances: number[]): number[] {
  const least = [...balances];
  for (let i = least.length - 2; i >= 0; i--) least[i] = Math.min(least[i]!, least[i + 1]!);
  return least;
}

/** The first moment from which so many units can be promised; -1: never. What can be promised never falls again. */
export function firstToPromise(promisable: number[], units: number): number {
  let [low, high] = [0, promisable.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (promisable[middle]! >= units) high = middle;
    else low = middle + 1;
  }
  return low < promisable.length ? low : -1;
}

/**
 * The earliest day for so many units at one place, after everybody in the queue is served: the day of one more line
 * at its end. Supply without a usable day gives no date. `from` is tomorrow once the cut-off has passed.
 */
export function quote(
  units: number,
  left: Place,
  { leadTime, madeToOrderDays }: Pick<Facts, "leadTime" | "madeToOrderDays">,
  calendar: Calendar,
  today: Day,
  from: Day = today,
): Quote {
  const leaves = (day: Day) => (day < from ? workingDayFrom(from, calendar) : day);
  const dated = left.sources.filter((s) => hasDay(s, today) && s.free > 0);
  const undated = left.sources.filter((s) => !hasDay(s, today) && s.free > 0);
  const balances = running([left.shelf, ...dated.map((s) => s.free)]);
  const found = firstToPromise(availableToPromise(balances), units);
  if (found === 0)
    return {
      shipsBy: leaves(packedFrom(today, calendar)),
      because: { kind: "units_free", units: left.shelf },
    };
  const last = dated.at(-1);
  if (found > 0) {
    const { supply, free } = dated[found - 1]!;
    const { reference, expectedOn } = supply;
    return {
      shipsBy: leaves(shipDay(expectedOn!, calendar)),
      because: { kind: "delivery_free", reference, expectedOn: expectedOn!, units: free },
    };
  }
  // What a lead time or a maker adds comes beside the deliveries that were not enough.
  const notBefore = (day: Day) => {
    const dayOfRest = last ? leaves(shipDay(last.supply.expectedOn!, calendar)) : day;
    return dayOfRest > day ? dayOfRest : day;
  };
  if (leadTime) {
    const starts = clockStarts(calendar, from);
    return {
      shipsBy: notBefore(shipDay(arrivalAfter(leadTime, starts), calendar)),
      because: leadTimeBecause(leadTime, starts),
    };
  }
  if (madeToOrderDays !== null) {
    return {
      shipsBy: notBefore(madeOn(calendar, from, madeToOrderDays)),
      because: { kind: "made_to_order", days: madeToOrderDays },
    };
  }
  const rest = units - balances.at(-1)!;
  const reached = undated[firstToPromise(running(undated.map((s) => s.free)), rest)]?.supply;
  if (!reached) return { shipsBy: null, because: { kind: "nothing_coming" } };
  const { reference, expectedOn } = reached;
  return expectedOn === null
    ? { shipsBy: null, because: { kind: "delivery_without_date", reference } }
    : { shipsBy: null, because: { kind: "delivery_overdue", reference, expectedOn } };
}

/** Units that can still be sold with a date at a place. */
export function datedUnits(left: Place, today: Day): number {
  return left.sources.reduce((sum, s) => sum + (hasDay(s, today) ? s.free : 0), left.shelf);
}

/** The better of two quotes: any date beats none, an earlier date beats a later one. */
export function earlier(a: Quote, b: Quote): Quote {
  if (a.shipsBy === null) return b.shipsBy === null && a.because.kind !== "nothing_coming" ? a : b;
  return b.shipsBy !== null && b.shipsBy < a.shipsBy ? b : a;
}

function running(numbers: number[]): number[] {
  let sum = 0;
  return numbers.map((n) => (sum += n));
}
