import { daysBetween } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import { count } from "./words.ts";

export type Lateness = { lateSince: Day | null; promisedOn: Day | null; shipsBy: Day | null };

/** How late, in words and a number: the badge alone says neither. Null when it is not late. */
export function lateWords({ lateSince, promisedOn, shipsBy }: Lateness, today: Day): string | null {
  if (lateSince === null) return null;
  const expected = shipsBy !== null && shipsBy > today ? shipsBy : today;
  if (promisedOn !== null && promisedOn < today)
    return `${count(daysBetween(promisedOn, expected), "day")} late`;
  if (lateSince < today) {
    const days = count(daysBetween(lateSince, today), "day");
    return promisedOn === null ? `${days} late` : `Supply ${days} overdue`;
  }
  if (shipsBy === null || promisedOn === null) return "The promise can't be kept";
  return `Expected ${count(daysBetween(promisedOn, shipsBy), "day")} after the promise`;
}
