import { daysBetween } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import type { ForeseenLine, ForeseenSum, Outcome } from "#app/domain/slip.ts";
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
  { from, to, promised, lost }: Pick<ForeseenLine, "from" | "to" | "promised" | "lost">,
  day: (day: Day) => string,
): string {
  const uncovered = lost > 0 ? `; nothing known is coming for ${count(lost, "unit")} of it then` : "";
  const was = from ? day(from) : "no date";
  const is = to ? day(to) : "no date";
  const by = from && to ? daysBetween(from, to) : 0;
  const how = by === 0 ? "" : `, ${count(Math.abs(by), "day")} ${by > 0 ? "later" : "earlier"}`;
  const moves = from === to ? `${is}, as before` : `${was} becomes ${is}${how}`;
  return `${moves}${promised ? `; promised ${day(promised)}` : ""}${uncovered}`;
}

/** What becomes of those lines beside their promises: who gains, and who loses cover. */
export function gainWords({ gaining, losing }: Pick<ForeseenSum, "gaining" | "losing">): string[] {
  const gain = `${count(gaining, "line")} ${gaining === 1 ? "gets" : "get"} an earlier date`;
  const { lines, units } = losing;
  const lose = `${count(lines, "line")} ${lines === 1 ? "loses" : "lose"} cover: nothing known is coming for ${count(units, "unit")} then`;
  return [...(gaining > 0 ? [gain] : []), ...(lines > 0 ? [lose] : [])];
}
