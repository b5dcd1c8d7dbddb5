import { addDays, daysBetween } from "./days.ts";
import type { AvailabilityBecause, Day, LeadTime, Pace } from "./facts.ts";
import type { Level } from "./level.ts";
import { afterDelay, openDaysAfter } from "./supplier-days.ts";

/**
 * The lead time of an item where no delivery covers it: the variant's or the product's own, else its collection's,
 * its supplier's, the shop's. What is made to order needs none of the last three: nothing is bought for it.
 */
export function leadTimeOf(days: {
  /** The narrowest that was set for the item itself or for a collection of it. */
  own: { days: number; level: Level } | null;
  supplier: number | null;
  shop: number | null;
  madeToOrder: number | null;
  /** Of the supplier, if there is one and anything is unusual about it. */
  pace?: Pace | null;
}): LeadTime | null {
  const pace = days.pace ? { pace: days.pace } : {};
  const { own } = days;
  if (own && (own.level === "variant" || own.level === "product"))
    return { days: own.days, setOn: own.level, ...pace };
  if (days.madeToOrder !== null) return null;
  if (own) return { days: own.days, setOn: own.level, ...pace };
  if (days.supplier !== null) return { days: days.supplier, setOn: "supplier", ...pace };
  return days.shop === null ? null : { days: days.shop, setOn: "shop", ...pace };
}

/** When what is ordered on a day arrives: its supplier's closed days do not count, and a disruption adds to them. */
export function arrivalAfter({ days, pace }: LeadTime, from: Day): Day {
  return pace ? afterDelay(openDaysAfter(from, days, pace.closed), pace.delay).day : addDays(from, days);
}

/** Why it takes that long. */
export function leadTimeBecause(leadTime: LeadTime, from: Day): AvailabilityBecause {
  const { days, setOn, pace } = leadTime;
  if (!pace) return { kind: "lead_time", days, setOn };
  const open = openDaysAfter(from, days, pace.closed);
  const closedDays = daysBetween(addDays(from, days), open);
  const delayed = pace.delay && afterDelay(open, pace.delay).delayed ? pace.delay : null;
  if (closedDays === 0 && !delayed) return { kind: "lead_time", days, setOn };
  return {
    kind: "lead_time",
    days,
    setOn,
    supplier: pace.supplier,
    ...(closedDays > 0 && { closedDays }),
    ...(delayed && { delayDays: delayed.days, reason: delayed.reason }),
  };
}

/** The same in words. */
export function leadTimeWords(b: Extract<AvailabilityBecause, { kind: "lead_time" }>): string {
  const n = (count: number) => `${count} ${count === 1 ? "day" : "days"}`;
  const closed = b.closedDays ? `; ${b.supplier} is closed for ${n(b.closedDays)} of that time` : "";
  const late = b.delayDays ? `; ${b.supplier}: ${b.reason}, ${n(b.delayDays)} added` : "";
  return `the lead time set for the ${b.setOn} is ${n(b.days)}${closed}${late}`;
}
