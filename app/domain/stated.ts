import type { Day } from "./facts.ts";

/**
 * The day that the supplier stated first: what past deliveries are measured by, however often it moved later. A
 * draft states nothing yet, and a day that is corrected on the day it was entered was a typing mistake.
 */
export function firstStated(
  first: Day | null,
  stated: Day | null,
  { confirmed, enteredOn, today }: { confirmed: boolean; enteredOn: Day; today: Day },
): Day | null {
  if (!confirmed) return null;
  return enteredOn === today ? stated : (first ?? stated);
}
