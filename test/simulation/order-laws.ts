import { dayIn, daysBetween } from "#app/domain/days.ts";
import type { PromisePolicy } from "#app/domain/promise.ts";
import type { Day, Id } from "#app/domain/facts.ts";
import { firstOf, show, type Law } from "./laws.ts";
import type { Entry, Ledger } from "./memory.ts";
import type { Expected } from "./promises-reviewed.ts";

/** An order's promises after a review, with all that was expected of its lines in earlier reviews. */
export type Review = {
  orderId: Id;
  ledger: Ledger;
  before: { entries: Entry[]; closed: Ledger["closed"] };
  lines: Expected[];
  timeZone: string;
  policy: PromisePolicy;
  now: Date;
  /** What each review found, oldest first, this one last. */
  seen: Map<Id, Seen[]>;
};
export type Seen = { at: number; expected: Day | null; promised: Day | null; off: boolean };

const hours = 3_600_000;
const own = (ledger: { entries: Entry[] }, lineId: Id) => ledger.entries.filter((e) => e.lineId === lineId);
const today = ({ timeZone, now }: Review) => dayIn(timeZone, now);
const isNew = (review: Review) => review.ledger.entries.slice(review.before.entries.length);

/** Further from the promise than customers are asked to bear: some days, or a share of the time that is left. */
export function isOff(expected: Day | null, promised: Day | null, on: Day, policy: PromisePolicy): boolean {
  if (expected === null || promised === null) return expected !== promised;
  const left = Math.max(0, daysBetween(on, promised));
  return (
    Math.abs(daysBetween(promised, expected)) >
    Math.max(policy.toleranceDays, Math.floor(left * policy.toleranceShare))
  );
}

/** Worse: later, or no date where there was one. */
export const isWorse = (expected: Day | null, promised: Day | null): boolean =>
  expected === null || (promised !== null && expected > promised);

export const orderLaws: Law<Review>[] = [
  {
    name: "the ledger only grows",
    says: "what a customer was told stays written as it was",
    broken: ({ ledger, before }) =>
      show(ledger.entries.slice(0, before.entries.length)) === show(before.entries)
        ? null
        : "an entry changed",
  },
  {
    name: "versions have no gap",
    says: "the promises of a line are numbered from 1, and the first is a date",
    broken: ({ ledger }) =>
      firstOf(new Set(ledger.entries.map((e) => e.lineId)), (lineId) => {
        const entries = own(ledger, lineId);
        const isSound = entries.every((e, i) => e.version === i + 1 && (e.change === "first") === (i === 0));
        return isSound && entries[0]!.promisedOn !== null ? null : show(entries);
      }),
  },
  {
    name: "one message a day",
    says: "an order announces its changes at most once a day, all at once",
    broken: ({ ledger, timeZone }) => {
      // The merchant may say more.
      const ours = ledger.entries.filter((e) => e.version > 1 && !e.byHand);
      const moments = new Set(ours.map((e) => e.at));
      const days = [...moments].map((at) => dayIn(timeZone, new Date(at)));
      return new Set(days).size === days.length ? null : show(days);
    },
  },
  {
    name: "a promise is what is expected",
    says: "a new promise says the day the line is expected to ship, never a past one",
    broken: (review) =>
      firstOf(isNew(review), (e) => {
        const { expected } = review.lines.find((l) => l.lineId === e.lineId)!;
        if (e.promisedOn !== null && e.promisedOn < today(review)) return `${e.promisedOn} is past`;
        return e.promisedOn === expected ? null : `${e.promisedOn} instead of ${expected}`;
      }),
  },
  {
    name: "a first promise is made at once",
    says: "an owed line with a date has a promise as soon as it is looked at",
    broken: ({ ledger, lines }) =>
      firstOf(lines, ({ lineId, expected }) =>
        expected === null || own(ledger, lineId).length > 0 ? null : `line ${lineId} has none`,
      ),
  },
  {
    name: "no announcement without a cause",
    says: "a promise moves only when it is off by more than the tolerance and that held for a day, or cannot wait",
    broken: (review) =>
      firstOf(isNew(review), (e) => {
        const was = own(review.before, e.lineId).at(-1);
        if (!was || was.byHand) return null;
        const from = was.promisedOn;
        const { expected, material } = review.lines.find((l) => l.lineId === e.lineId)!;
        const on = today(review);
        if (!isOff(expected, from, on, review.policy)) return `${from} was good enough for ${expected}`;
        const worse = isWorse(expected, from);
        const wanted =
          expected === null ? "no_date" : from === null ? "new_date" : worse ? "later" : "earlier";
        if (e.change !== wanted) return `"${e.change}" instead of "${wanted}"`;
        const left = from === null ? null : daysBetween(on, from);
        if (worse && (material || (left !== null && left <= 1))) return null;
        if (left !== null && left <= review.policy.frozenDays) return `announced ${left} days before`;
        return heldFor(review, e.lineId, from) >= review.policy.confirmHours * hours
          ? null
          : "it had not held for a day";
      }),
  },
  {
    name: "what is off is announced or watched",
    says: "a date that leaves its tolerance is announced when its time has come, and watched until then",
    broken: (review) => {
      const on = today(review);
      const told = review.ledger.entries.some(
        (e) => e.version > 1 && dayIn(review.timeZone, new Date(e.at)) === on,
      );
      return firstOf(review.lines, ({ lineId, expected, material }) => {
        const last = own(review.ledger, lineId).at(-1);
        const watch = review.ledger.watches.get(lineId);
        // What the merchant promised is the merchant's to watch.
        if (!last || last.byHand) return null;
        if (!isOff(expected, last.promisedOn, on, review.policy))
          return watch ? `line ${lineId} is watched for nothing` : null;
        const worse = isWorse(expected, last.promisedOn);
        if (watch?.direction !== (worse ? "later" : "earlier")) return `line ${lineId} is not watched`;
        const left = last.promisedOn === null ? null : daysBetween(on, last.promisedOn);
        const isFrozen = left !== null && left <= review.policy.frozenDays;
        const isDue =
          (worse && (material || (left !== null && left <= 1))) ||
          (!isFrozen && heldFor(review, lineId, last.promisedOn) >= review.policy.confirmHours * hours);
        return isDue && !told ? `line ${lineId} should have been announced` : null;
      });
    },
  },
  {
    name: "a promise ends once",
    says: "a shipped line is kept or missed by its first date, once and for all",
    broken: ({ ledger, before }) =>
      firstOf(ledger.closed, ([lineId, outcome]) => {
        const old = before.closed.get(lineId);
        if (old) return show(old) === show(outcome) ? null : `line ${lineId} ended twice`;
        const first = own(ledger, lineId)[0]!.promisedOn;
        const kept = first === null ? null : outcome.shippedOn <= first;
        return outcome.kept === kept && outcome.first === first ? null : show(outcome);
      }),
  },
];

/** For how long every review has found the same kind of difference from the same promise. */
function heldFor(review: Review, lineId: Id, promised: Day | null): number {
  const seen = review.seen.get(lineId) ?? [];
  const worse = isWorse(seen.at(-1)!.expected, promised);
  let since = review.now.getTime();
  for (const one of [...seen].reverse()) {
    const same = one.promised === promised && one.off && isWorse(one.expected, promised) === worse;
    if (!same) break;
    since = one.at;
  }
  return review.now.getTime() - since;
}
