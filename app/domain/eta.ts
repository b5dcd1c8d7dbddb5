import type { Because } from "./because.ts";
import { afterWorkingDays, shipDay, workingDayFrom } from "./days.ts";
import type { Calendar, Cover, Day, Supply } from "./facts.ts";

/** A covered part of a line with the day it ships by; null when the day is unknown or has passed. */
export type DatedCover = { cover: Cover; reference: string | null; shipsBy: Day | null; because: Because };

/**
 * The day for each covered part, looked up at its supply now. Supply that should have come before today gives
 * no date: late goods are not a promise. `from` is tomorrow once the cut-off of today has passed.
 */
export function coverDates(
  covers: Cover[],
  supplies: Pick<Supply, "deliveryId" | "reference" | "expectedOn">[],
  calendar: Calendar,
  today: Day,
  from: Day = today,
): DatedCover[] {
  const leaves = (day: Day) => (day < from ? workingDayFrom(from, calendar) : day);
  return covers.map((cover) => {
    const units = cover.quantity;
    if (cover.kind === "lead_time") {
      const shipsBy = cover.expectedOn >= today ? leaves(shipDay(cover.expectedOn, calendar)) : null;
      return { cover, reference: null, shipsBy, because: { kind: "covered_by_lead_time", units, shipsBy } };
    }
    if (cover.kind === "made_to_order") {
      // Packing is a part of making it; papers are not.
      const packed = afterWorkingDays(cover.expectedOn, calendar.customsDays ?? 0, calendar);
      const shipsBy = cover.expectedOn >= today ? leaves(packed) : null;
      return { cover, reference: null, shipsBy, because: { kind: "made_to_order", units, shipsBy } };
    }
    const supply = supplies.find((s) => s.deliveryId === cover.deliveryId);
    const reference = supply?.reference ?? "a delivery";
    const expectedOn = supply?.expectedOn ?? null;
    const shipsBy = expectedOn && expectedOn >= today ? leaves(shipDay(expectedOn, calendar)) : null;
    return {
      cover,
      reference,
      shipsBy,
      because: { kind: "covered_by_delivery", units, reference, expectedOn, shipsBy },
    };
  });
}

/** One day for the whole line: the latest of its parts. No day without full cover. */
export function lineShipsBy(line: { uncovered: number }, dated: Pick<DatedCover, "shipsBy">[]): Day | null {
  if (line.uncovered > 0) return null;
  let latest: Day | null = null;
  for (const { shipsBy } of dated) {
    if (shipsBy === null) return null;
    if (latest === null || shipsBy > latest) latest = shipsBy;
  }
  return latest;
}
