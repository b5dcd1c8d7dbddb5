import { addDays, daysBetween } from "./days.ts";
import type { Day, Delay, Span } from "./facts.ts";

export type SupplierClosed = Span & { name: string };

/** What was added to a supplier's day, and why. */
export type Added = {
  supplier: string;
  bufferDays: number;
  /** Of a disruption; 0: none. */
  delayDays: number;
  reason: string;
};

/** Overlapping and touching spans as one, earliest first. */
export function apart(spans: Span[]): Span[] {
  const found: Span[] = [];
  for (const { first, last } of [...spans].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = found.at(-1);
    if (before && first <= addDays(before.last, 1)) before.last = last > before.last ? last : before.last;
    else found.push({ first, last });
  }
  return found;
}

/** So many days after `from` on which the supplier works: its clock stands still while it is closed. */
export function openDaysAfter(from: Day, days: number, closed: Span[]): Day {
  let end = addDays(from, days);
  for (const { first, last } of closed) {
    if (last <= from) continue;
    if (first > end) break;
    const begins = first > from ? first : addDays(from, 1);
    end = addDays(end, daysBetween(begins, last) + 1);
  }
  return end;
}

/** The day with what a disruption adds to it. */
export function afterDelay(day: Day, delay: Delay | null): { day: Day; delayed: boolean } {
  const delayed = delay !== null && delay.days > 0 && day >= delay.first && day <= delay.last;
  return { day: delayed ? addDays(day, delay.days) : day, delayed };
}

/** A supplier's own day with the merchant's buffer and its disruption. */
export function withAdded(
  day: Day,
  { name, bufferDays, delay }: { name: string; bufferDays: number; delay: Delay | null },
): { day: Day; added: Added | null } {
  const buffered = addDays(day, bufferDays);
  const { day: late, delayed } = afterDelay(buffered, delay);
  const delayDays = delayed ? delay!.days : 0;
  if (bufferDays === 0 && delayDays === 0) return { day, added: null };
  return {
    day: late,
    added: { supplier: name, bufferDays, delayDays, reason: delayed ? delay!.reason : "" },
  };
}

/** "2 days of buffer added", "Acme: port strike, 5 days added": half a sentence. */
export function addedWords({ supplier, bufferDays, delayDays, reason }: Added): string {
  const days = (n: number) => `${n} ${n === 1 ? "day" : "days"}`;
  return [
    ...(bufferDays > 0 ? [`${days(bufferDays)} of buffer added`] : []),
    ...(delayDays > 0 ? [`${supplier}: ${reason}, ${days(delayDays)} added`] : []),
  ].join("; ");
}
