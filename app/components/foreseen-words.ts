import { daysBetween } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import type { ForeseenLine, Outcome } from "#app/domain/slip.ts";
import { count } from "./words.ts";

/** In the order in which a merchant needs to know. */
export const outcomeWords: Record<Outcome, string> = {
  must_agree: "the customer must agree, or a refund is due",
  told: "the customer is told the new date",
  none: "nothing was promised",
  kept: "not told, still inside what was promised",
  better: "earlier than promised",
};

/** "Nov 28 becomes Dec 8, 10 days later; promised Nov 28". */
export function moveWords(
  { from, to, promised }: Pick<ForeseenLine, "from" | "to" | "promised">,
  day: (day: Day) => string,
): string {
  const was = from ? day(from) : "no date";
  const is = to ? day(to) : "no date";
  const by = from && to ? daysBetween(from, to) : 0;
  const how = by === 0 ? "" : `, ${count(Math.abs(by), "day")} ${by > 0 ? "later" : "earlier"}`;
  return `${was} becomes ${is}${how}${promised ? `; promised ${day(promised)}` : ""}`;
}
