import { daysBetween } from "./days.ts";
import type { Day } from "./facts.ts";

/**
 * What a customer was told, apart from what we expect. Expectations move freely; a promise moves only by an
 * announcement, so that a date that wobbles and recovers costs nobody a message.
 */
export type PromisePolicy = {
  /** Differences up to this many days stay silent, or up to this share of the time left, whichever is more. */
  toleranceDays: number;
  toleranceShare: number;
  /** A different date has to hold for this long before it is announced. */
  confirmHours: number;
  /** So close to the promised day nothing is said of a better date, and of a worse one only when it is sure. */
  frozenDays: number;
};

export const defaultPolicy: PromisePolicy = {
  toleranceDays: 2,
  toleranceShare: 0.2,
  confirmHours: 24,
  frozenDays: 3,
};

/** The last entry of a line's ledger. `promisedOn` is null when the customer was told that there is no date. */
export type Promised = { promisedOn: Day | null; version: number };

export type PromiseChange = "first" | "later" | "earlier" | "no_date" | "new_date";
/** A line of the ledger, oldest first; the first one is the promise by which the shop is judged. */
export type PromiseEntry = Promised & { change: PromiseChange; at: string };

/**
 * An expectation that differs from the promise, and since when it does in the same direction. Sure: the merchant said
 * that it holds.
 */
export type Watch = { direction: "later" | "earlier"; since: string; sure?: true };

export type PromiseFacts = {
  /** When the line ships by what is known now; null: nobody knows. */
  expected: Day | null;
  last: Promised | null;
  /** The day that the product page gave the customer before the sale. */
  shown?: Day | null;
  watch: Watch | null;
  /** The supply that stood behind the promise was cut or cancelled: waiting cannot heal that. */
  material: boolean;
  /** The order was already told something today: one message a day. */
  toldToday: boolean;
  /** How many times the date got worse before. */
  slips: number;
  /** The merchant gave the date by hand, knowing what was expected then. */
  byHand?: { expected: Day | null } | null;
};

export type PromiseDecision =
  /** Nothing was promised and nothing can be. */
  | { kind: "none" }
  | { kind: "promise"; promisedOn: Day; shown?: true }
  | { kind: "keep"; watch: Watch | null }
  | {
      kind: "announce";
      promisedOn: Day | null;
      change: Exclude<PromiseChange, "first">;
      days: number | null;
      /** Over 30 days, a second slip or no date at all: the customer should be offered a way out. */
      offerCancellation: boolean;
    };

const hour = 3_600_000;

/** Whether the promise of one line moves now. Rules: allocation.md §6; scenarios H8, H9, H21, H24. */
export function decidePromise(
  facts: PromiseFacts,
  today: Day,
  now: Date,
  policy: PromisePolicy,
): PromiseDecision {
  const { expected, last, watch, toldToday } = facts;
  if (!last && facts.shown) return { kind: "promise", promisedOn: facts.shown, shown: true };
  if (!last) return expected ? { kind: "promise", promisedOn: expected } : { kind: "none" };
  if (expected === last.promisedOn) return { kind: "keep", watch: null };
  const direction = isLater(expected, last.promisedOn) ? "later" : "earlier";
  if (within(expected, last.promisedOn, today, policy)) return { kind: "keep", watch: null };

  const since = watch?.direction === direction ? watch.since : now.toISOString();
  const sure = watch?.direction === direction && watch.sure === true;
  const watching: PromiseDecision = { kind: "keep", watch: { direction, since, ...(sure && { sure }) } };
  if (toldToday) return watching;
  const confirmed = sure || now.getTime() - Date.parse(since) >= policy.confirmHours * hour;
  const daysLeft = last.promisedOn === null ? null : daysBetween(today, last.promisedOn);
  const frozen = !sure && daysLeft !== null && daysLeft <= policy.frozenDays;
  const lastCall = daysLeft !== null && daysLeft <= 1;
  // Nothing was learned since the merchant decided: it is theirs to decide again.
  if (facts.byHand && expected === facts.byHand.expected && !lastCall) return watching;

  if (direction === "later") {
    // One day before the promised day there is no time left to hope for a recovery.
    if (!facts.material && !lastCall && (frozen || !confirmed)) return watching;
    return announce(expected, last.promisedOn, facts.slips);
  }
  // A better date than one given by hand is the merchant's to give.
  if (facts.byHand) return { kind: "keep", watch: null };
  if (frozen || !confirmed) return watching;
  return announce(expected, last.promisedOn, facts.slips);
}

/** What a new date means to somebody who was told another one before. */
export function changeOf(promised: Promised | null, to: Day | null): PromiseChange | null {
  if (!promised) return to === null ? null : "first";
  const from = promised.promisedOn;
  if (from === to) return null;
  if (to === null) return "no_date";
  if (from === null) return "new_date";
  return to > from ? "later" : "earlier";
}

function announce(expected: Day | null, promised: Day | null, slips: number): PromiseDecision {
  if (expected === null)
    return { kind: "announce", promisedOn: null, change: "no_date", days: null, offerCancellation: true };
  if (promised === null)
    return {
      kind: "announce",
      promisedOn: expected,
      change: "new_date",
      days: null,
      offerCancellation: false,
    };
  const days = daysBetween(promised, expected);
  const later = days > 0;
  return {
    kind: "announce",
    promisedOn: expected,
    change: later ? "later" : "earlier",
    days,
    offerCancellation: later && (days > 30 || slips > 0),
  };
}

function isLater(expected: Day | null, promised: Day | null): boolean {
  return expected === null || (promised !== null && expected > promised);
}

/** So many days of difference nobody is told of, with so many days to go. */
export function toleratedDays(left: number, policy: Pick<PromisePolicy, "toleranceDays" | "toleranceShare">) {
  return Math.max(policy.toleranceDays, Math.floor(left * policy.toleranceShare));
}

function within(expected: Day | null, promised: Day | null, today: Day, policy: PromisePolicy): boolean {
  if (expected === null || promised === null) return false;
  const left = Math.max(0, daysBetween(today, promised));
  return Math.abs(daysBetween(promised, expected)) <= toleratedDays(left, policy);
}

/** Whether a promise was kept, judged by the first date the customer was given. */
export function wasKept(first: Day | null, shippedOn: Day): boolean | null {
  return first === null ? null : shippedOn <= first;
}
