import type { Day } from "../domain/facts.ts";

/** A `date` column comes and goes as midnight UTC of its day: no time zone is involved. */
export function dayOf(column: Date): Day {
  return column.toISOString().slice(0, 10);
}

export function toDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
