import { backTest } from "./back-test.ts";
import { addDays, daysBetween } from "./days.ts";
import type { Day } from "./facts.ts";
import { delaysOf, groupsOf, onePerDelivery } from "./past-deliveries.ts";
import type { Asked, Basis, Group, Past, PastLine } from "./past-deliveries.ts";
import { sureQuantile } from "./quantile.ts";
import { conditionalResidual } from "./survival.ts";

/** "8 of 10": how sure an expected day is. */
export const surePercent = 80;

/** What a learned day rests on. It is stored with the delivery and shown beside the day. */
export type Evidence = {
  basis: Basis;
  group: Group;
  /** Past deliveries of the group that arrived. */
  n: number;
  percent: number;
  /** Days after the stated day, or after the order. */
  days: number;
  /** Of the past deliveries for which this rule could have named a day, how many came by then. */
  met: number;
  of: number;
  /** Overdue: so many of the `n` took even longer. Null: it is not overdue. */
  longer: number | null;
};

export type LearnedDate = { day: Day; evidence: Evidence };

/** A delivery that is still to come, by its supplier's words. */
export type Coming = Asked & { statedOn: Day | null; orderedOn: Day | null };

/**
 * The day by which a delivery has arrived in 8 of 10 cases, by what similar deliveries did: added to the day the
 * supplier states now, or without one to the day of the order. Null when no group, however wide, is large enough
 * or ever took as long as this one does already. Never before `today`.
 */
export function learnedDate(coming: Coming, lines: PastLine[], today: Day): LearnedDate | null {
  const basis: Basis = coming.statedOn ? "stated" : "ordered";
  const base = coming.statedOn ?? coming.orderedOn;
  if (base === null) return null;
  for (const [group, found] of groupsOf(coming, lines)) {
    const past = onePerDelivery(found, basis);
    const learned = daysFrom(past, base, basis, today);
    if (!learned) continue;
    const { met, of } = backTest(past, surePercent);
    const n = past.filter((p) => p.receivedOn !== null).length;
    const evidence = { basis, group, n, percent: surePercent, met, of, ...learned };
    return { day: addDays(base, learned.days), evidence };
  }
  return null;
}

function daysFrom(
  past: Past[],
  base: Day,
  basis: Basis,
  today: Day,
): Pick<Evidence, "days" | "longer"> | null {
  const { closed, open } = delaysOf(past, today);
  const days = sureQuantile(closed, open, surePercent);
  if (days === null) return null;
  const age = daysBetween(base, today) - 1;
  const overdue = days <= age || (basis === "stated" && age >= 0);
  if (!overdue) return { days, longer: null };
  const more = conditionalResidual(closed, open, age, surePercent);
  // Waiting one more day never makes a delivery come earlier.
  if (more === null) return null;
  return { days: Math.max(days, age + more), longer: closed.filter((d) => d > age).length };
}
