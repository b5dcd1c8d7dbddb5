import { clockStarts, leavesFrom, madeOn } from "./calendar.ts";
import type { Calendar, Day, DemandLine, Facts } from "./facts.ts";
import { arrivalAfter } from "./lead-time.ts";

/**
 * What covers a line without a limit, by a clock of the line's own: the lead time's starts when it is first owed,
 * that of making it to order when it was ordered. Past the cut-off both start on the next working day.
 */
export function lineClock(
  { leadTime, madeToOrderDays }: Pick<Facts, "leadTime" | "madeToOrderDays">,
  calendar: Calendar,
  owedSince: (line: DemandLine) => string,
): { kind: "lead_time" | "made_to_order"; day: (line: DemandLine) => Day } | null {
  const from = (at: string) => leavesFrom(calendar, new Date(at));
  if (leadTime)
    return {
      kind: "lead_time",
      day: (line) => arrivalAfter(leadTime, clockStarts(calendar, from(owedSince(line)))),
    };
  if (madeToOrderDays === null) return null;
  return { kind: "made_to_order", day: (line) => madeOn(calendar, from(line.placedAt), madeToOrderDays) };
}
