import { calendarFor, leavesFrom } from "./calendar.ts";
import { dayIn, packedFrom, workingDayFrom } from "./days.ts";
import { coverDates, lineShipsBy } from "./eta.ts";
import type { Day, Facts, Id } from "./facts.ts";
import { plan } from "./plan.ts";
import { decidePromise, type PromiseEntry, type PromisePolicy } from "./promise.ts";

/** An owed order line whose day or cover a change would take or move. Null: no day. */
export type Move = {
  orderId: Id;
  lineId: Id;
  owed: number;
  from: Day | null;
  to: Day | null;
  /** Units for which nothing known would be coming any more. */
  lost: number;
};

/**
 * Who would be moved by changes of deliveries, of who is served first or of what dates are made of: the same plan
 * twice, once as it is and once as it would be. So what is shown before saving is what saving does. A line that has
 * its units now and would have to give them up leaves the day on which it could have left; one that would get them
 * comes to it.
 */
export function movesTo(
  facts: Facts,
  changed: Partial<Omit<Facts, "itemId" | "tails" | "variants" | "book">>,
  now: Date,
): Move[] {
  const before = daysOfLines(facts, now);
  const after = daysOfLines({ ...facts, ...changed }, now);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((lineId): Move[] => {
    const [was, is] = [before.get(lineId), after.get(lineId)];
    const { orderId, owed, readyOn } = (was ?? is)!;
    const from = was ? was.day : readyOn;
    const to = is ? is.day : readyOn;
    const lost = Math.max(0, (is?.uncovered ?? 0) - (was?.uncovered ?? 0));
    return from === to && lost === 0 ? [] : [{ orderId, lineId, owed, from, to, lost }];
  });
}

/** An owed order line, the day on which all its parts will have left, and that on which they could if they lay here. */
type DayOfLine = { orderId: Id; owed: number; uncovered: number; day: Day | null; readyOn: Day };

function daysOfLines(facts: Facts, now: Date): Map<Id, DayOfLine> {
  const lines = new Map<Id, DayOfLine>();
  const countries = new Map(facts.lines.map((l) => [l.id, l.country ?? null]));
  for (const part of plan(facts, now).book.owed) {
    const place = { locationId: part.locationId, country: countries.get(part.id) ?? null };
    const calendar = calendarFor(facts.calendar, place);
    const today = dayIn(calendar.timeZone, now);
    const from = leavesFrom(calendar, now);
    const dates = coverDates(part.covers, facts.supplies, calendar, today, from);
    const day = lineShipsBy(part, dates);
    const packed = packedFrom(today, calendar);
    const other = lines.get(part.lineId);
    lines.set(part.lineId, {
      orderId: part.orderId,
      owed: part.owed + (other?.owed ?? 0),
      uncovered: part.uncovered + (other?.uncovered ?? 0),
      day: other ? later(other.day, day) : day,
      readyOn: packed < from ? workingDayFrom(from, calendar) : packed,
    });
  }
  return lines;
}

function later(a: Day | null, b: Day | null): Day | null {
  return a === null || b === null ? null : a > b ? a : b;
}

/**
 * What becomes of a promise if the change holds.
 *
 * - `none`: nothing was promised to this customer
 * - `kept`: the new day is inside what was promised, or inside the tolerance
 * - `told`: the customer is told the new day once it has held
 * - `must_agree`: over 30 days, a second delay or no day: the customer should be offered to cancel
 * - `better`: the new day is earlier than the promised one
 */
export type Outcome = "none" | "kept" | "told" | "must_agree" | "better";

/** `entries` are the line's own, oldest first. */
export function outcomeOf(
  { to }: Pick<Move, "to">,
  entries: PromiseEntry[],
  today: Day,
  now: Date,
  policy: PromisePolicy,
): Outcome {
  const last = entries.at(-1) ?? null;
  if (!last) return "none";
  const isWorse = to === null || (last.promisedOn !== null && to > last.promisedOn);
  const slips = entries.filter((e) => e.change === "later" || e.change === "no_date").length;
  // As it will stand when the new day has held for long enough.
  const watch = { direction: isWorse ? "later" : "earlier", since: "1970-01-01T00:00:00Z" } as const;
  const facts = { expected: to, last, watch, material: true, toldToday: false, slips };
  const decision = decidePromise(facts, today, now, policy);
  if (!isWorse) return to === last.promisedOn || decision.kind === "keep" ? "kept" : "better";
  if (decision.kind === "announce") return decision.offerCancellation ? "must_agree" : "told";
  return "kept";
}

/** A moved line with what its customer was promised, for the eyes of the merchant. */
export type ForeseenLine = Move & {
  orderName: string;
  title: string;
  value: number;
  promised: Day | null;
  outcome: Outcome;
  /** The group of orders that are served before others, 1 before 2. Null: it is in none. */
  group: number | null;
};

/** What a change comes to: an order with two lines is one order. */
export type ForeseenSum = {
  orders: number;
  value: number;
  /** Lines that get another day. */
  counts: Record<Outcome, number>;
  /** Lines that get an earlier day, or one at all. */
  gaining: number;
  /** Lines that lose cover, and the units for which nothing known is coming then. */
  losing: { lines: number; units: number };
  /** Orders that the shop serves before others. */
  inGroups: number;
};

/** How much a change hits. */
export function sumOf(lines: ForeseenLine[]): ForeseenSum {
  const counts: Record<Outcome, number> = { must_agree: 0, told: 0, none: 0, kept: 0, better: 0 };
  for (const { outcome, from, to } of lines) if (from !== to) counts[outcome]++;
  const losing = lines.filter((l) => l.lost > 0);
  return {
    counts,
    gaining: lines.filter(({ from, to }) => to !== null && (from === null || to < from)).length,
    losing: { lines: losing.length, units: losing.reduce((sum, l) => sum + l.lost, 0) },
    orders: new Set(lines.map((l) => l.orderId)).size,
    value: lines.reduce((sum, l) => sum + l.value, 0),
    inGroups: new Set(lines.flatMap((l) => (l.group === null ? [] : l.orderId))).size,
  };
}

export type Foreseen = {
  /** What would be expected, after what was learned of the supplier. */
  expectedOn: Day | null;
  /** Lines that get another day, those that need an answer first. */
  lines: ForeseenLine[];
};
