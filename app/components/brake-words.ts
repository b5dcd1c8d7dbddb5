import type { BrakeRule } from "#app/domain/brake.ts";
import type { Level } from "#app/domain/level.ts";
import { count } from "./words.ts";

export const acceptWords: Record<BrakeRule["accept"], string> = {
  never: "Never",
  cap: "Up to a number of units owed",
  dated: "As far as dated supply reaches",
  always: "Always",
};

/** "Up to 12 units owed, ships within 30 days, stops 2 units early". */
export function ruleText(rule: BrakeRule): string {
  const { accept, cap, farthestDays, margin, opens } = rule;
  const parts = [
    accept === "cap" ? `Up to ${count(cap ?? 0, "unit")} owed` : acceptWords[accept],
    ...(farthestDays !== null ? [`ships within ${count(farthestDays, "day")}`] : []),
    ...(margin > 0 ? [`stops ${count(margin, "unit")} early`] : []),
    ...(opens ? ["also sells what Shopify stops at zero"] : []),
  ];
  return parts.join(", ");
}

/** Where a rule was set, for a list. */
export const setOnWords: Record<Level, string> = {
  shop: "Whole shop",
  collection: "Collection",
  product: "Product",
  variant: "Variant",
};

/** The address where a brake is set. */
export function brakeAddress(level: Level, targets: string[] = []): string {
  const params = new URLSearchParams({ level });
  for (const target of level === "shop" ? [] : targets) params.append("target", target);
  return `/app/policies/brake?${params}`;
}
