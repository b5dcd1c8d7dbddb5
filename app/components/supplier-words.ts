import { leastNeeded } from "#app/domain/quantile.ts";
import type { SupplierRecord } from "#app/domain/supplier-record.ts";
import { count } from "./words.ts";

/** Instead of a real lead time, which takes deliveries to know. */
export function tooFew(statedDays: number | null): string {
  const known = "Too few deliveries to learn from";
  return statedDays === null ? `${known}.` : `${known}; using the stated lead time.`;
}

/** "8 of 10 within 27 days", or that it is not known yet. */
export function realLeadTime({ leadTimeDays }: Pick<SupplierRecord, "leadTimeDays">): string | null {
  return leadTimeDays === null ? null : `8 of 10 within ${count(leadTimeDays, "day")}`;
}

/** "14 of 18": how often it came on the day it stated first, or before. */
export function onTimeWords({ onTime, stated }: Pick<SupplierRecord, "onTime" | "stated">): string {
  return stated === 0 ? "Unknown" : `${onTime} of ${stated}`;
}

/** "2 early, 1 on the day, 11 late": by the day it stated first. */
export function punctualityWords({ delays }: Pick<SupplierRecord, "delays">): string {
  const early = delays.filter((d) => d.days < 0).length;
  const late = delays.filter((d) => d.days > 0).length;
  return `${early} early, ${delays.length - early - late} on the day, ${late} late`;
}

/** What its past deliveries teach about a stated day, in sentences. */
export function learnedWords({ buffers, stated, met, of }: SupplierRecord): string {
  const { half, eight, nine } = buffers;
  if (eight === null) {
    const missing = Math.max(1, leastNeeded(80) - stated);
    return `Needs ${count(missing, "more received delivery", "more received deliveries")} with a stated day. Until then the stated day is used, or what all your suppliers did.`;
  }
  const others = [
    ...(half === null ? [] : [`5 of 10 ${within(half)}`]),
    ...(nine === null ? [] : [`9 of 10 ${within(nine)}`]),
  ];
  const tested = of === 0 ? "" : ` Checked against what came next, this held ${met} of ${of} times.`;
  return `From ${count(stated, "past delivery", "past deliveries")}, 8 of 10 came ${within(eight)}${others.length > 0 ? ` (${others.join(", ")})` : ""}.${tested}`;
}

/** "at most 6 days after the stated day", "at least 2 days before the stated day". */
export function within(days: number): string {
  if (days === 0) return "by the stated day";
  return days > 0
    ? `at most ${count(days, "day")} after the stated day`
    : `at least ${count(-days, "day")} before the stated day`;
}
