import type { DateValue } from "#app/domain/date-rules.ts";
import { addDays } from "#app/domain/days.ts";
import type { Id } from "#app/domain/facts.ts";
import type { Level } from "#app/domain/level.ts";
import { tierName, type Tier } from "#app/domain/tiers.ts";
import { nudge, type App } from "./app.ts";
import { collectionRead, dateRuleSet, dateRuleUndone } from "./date-rules.ts";
import { groupsSaved, groupsUndone } from "./groups.ts";
import type { Act, Step } from "./history.ts";
import { recount } from "./recount.ts";
import type { Stage } from "./stage.ts";

type Happens = (app: App, step: Step) => string | null;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** What the merchant says of who comes first, of the shop floor, and of dates for a part of the shop. */
export const ruleActs = {
  groups(app, step) {
    const groups = anyGroups(step);
    groupsSaved(app, groups);
    return groupsInWords(groups);
  },
  groups_undone: (app) => (groupsUndone(app) ? "groups are as they were before" : null),
  keep_back(app, step) {
    const { memory, shop } = app;
    const { itemId, locationId, units } = anyKept(app.stage, step);
    const places = memory.kept.get(itemId) ?? new Map<Id, number>();
    if (units === 0 && !places.has(locationId)) return null;
    if (units === 0) places.delete(locationId);
    else places.set(locationId, units);
    memory.kept.set(itemId, places);
    memory.changed.add(itemId);
    nudge(app, [{ queue: "recount", shop, itemId }]);
    recount(app, itemId);
    return keptInWords(app.stage, { itemId, locationId, units });
  },
  date_rule(app, step) {
    const { where, value } = anyDateRule(app.stage, step);
    if (where.level === "collection") collectionRead(app, where.target);
    if (!dateRuleSet(app, { ...where, kind: value.kind }, value)) return null;
    return `dates of a ${where.level}: ${JSON.stringify(value)}`;
  },
  date_rule_off(app, { which }) {
    const rule = pick(app.memory.dateRules, which);
    if (!rule || !dateRuleSet(app, rule, null)) return null;
    return `no ${rule.kind} of a ${rule.level} of its own any more`;
  },
  date_rule_undone(app, { which }) {
    const change = pick(app.memory.dateChanges, which);
    if (!change || !dateRuleUndone(app, change)) return null;
    return `the change of a ${change.kind} of a ${change.level} is taken back`;
  },
} satisfies Partial<Record<Act, Happens>>;

/** Tags are written in one way by staff and in another in the settings now and then. */
const allGroups: Tier[] = [
  { by: "order_tag", tag: "vip" },
  { by: "b2b" },
  { by: "customer_tag", tag: "Wholesale" },
];

/** Some of them, in any order; now and then none. */
export function anyGroups({ which, other, units }: Step): Tier[] {
  const from = which % allGroups.length;
  const turned = [...allGroups.slice(from), ...allGroups.slice(0, from)];
  return (other % 2 === 0 ? turned : turned.toReversed()).slice(0, units % 4);
}

export const groupsInWords = (groups: Tier[]) =>
  `served first: ${groups.map(tierName).join(", then ") || "nobody"}`;

export function anyKept({ items, locationIds }: Stage, { which, other, units }: Step) {
  return { itemId: pick(items, which)!.id, locationId: pick(locationIds, other)!, units: units - 1 };
}

export function keptInWords(
  { items, locationIds }: Stage,
  { itemId, locationId, units }: ReturnType<typeof anyKept>,
): string {
  const item = items.findIndex((i) => i.id === itemId) + 1;
  return `${units} of item ${item} are kept for the shop floor of location ${locationIds.indexOf(locationId) + 1}`;
}

export function anyDateRule(
  stage: Stage,
  { which, other, units, days, luck }: Step,
): { where: { level: Level; target: Id }; value: DateValue } {
  const variant = pick(stage.variants, which)!;
  const kind = (["lead_time", "handling", "buffer", "calendar"] as const)[luck % 4]!;
  const level = (["variant", "product", "collection", "shop"] as const)[other % (kind === "buffer" ? 4 : 3)]!;
  const targets: Record<Level, Id> = {
    ...{ shop: "", product: variant.productId, variant: variant.id },
    collection: pick(Object.keys(stage.shop.collections), which)!,
  };
  const first = addDays(stage.now().toISOString().slice(0, 10), days);
  const calendar = {
    workingDays: [
      [1, 2, 3, 4, 5],
      [6, 7],
      [1, 2, 3, 4, 5, 6, 7],
    ][units % 3]!,
    keepsClosed: units % 2 === 0,
    closed: units > 2 ? [{ first, last: addDays(first, units), name: "Stocktaking" }] : [],
  };
  const value: DateValue =
    kind === "calendar" ? { kind, calendar } : { kind, days: kind === "lead_time" ? 1 + days : units - 1 };
  return { where: { level, target: targets[level] }, value };
}
