import type { DateValue } from "#app/domain/date-rules.ts";
import { addDays } from "#app/domain/days.ts";
import type { Id } from "#app/domain/facts.ts";
import type { Level } from "#app/domain/level.ts";
import { tierName, type Tier } from "#app/domain/tiers.ts";
import { nudge, type App } from "./app.ts";
import { collectionRead, dateRuleSet, dateRuleUndone } from "./date-rules.ts";
import { groupsSaved, groupsUndone } from "./groups.ts";
import type { Act, Step } from "./history.ts";
import type { Memory } from "./memory.ts";
import { keepUnits, listsOf, nudgeLists, signUp, waitingFor } from "./readers.ts";
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
    const { itemId, locationId, ...asked } = anyKept(app.stage, step);
    const kept = isAwaited(memory, itemId) ? asked : { ...asked, readers: 0 };
    if (kept.units + kept.readers === 0 && !memory.kept.get(itemId)?.has(locationId)) return null;
    keepUnits(memory, itemId, locationId, kept);
    nudge(app, [{ queue: "recount", shop, itemId }]);
    nudgeLists(app, itemId);
    recount(app, itemId);
    return keptInWords(app.stage, { itemId, locationId, ...kept });
  },
  keep_for_readers(app, step) {
    const { memory, shop } = app;
    const itemId = pick(
      [...memory.books.keys()].filter((id) => isAwaited(memory, id)),
      step.which,
    );
    if (itemId === undefined) return null;
    const locationId = pick(placesOwing(app, itemId), step.other)!;
    const { units = 0 } = memory.kept.get(itemId)?.get(locationId) ?? {};
    const kept = { units, readers: step.units };
    keepUnits(memory, itemId, locationId, kept);
    nudge(app, [{ queue: "recount", shop, itemId }]);
    nudgeLists(app, itemId);
    recount(app, itemId);
    return keptInWords(app.stage, { itemId, locationId, ...kept });
  },
  sign_up(app, { which, other }) {
    const stays = other % 5 === 0;
    const variantId = pick(app.stage.variants, which)!.id;
    if (!signUp(app, variantId, stays)) return null;
    return `somebody wants to hear of ${variantName(app.stage, variantId)}${stays ? ", each time" : ""}`;
  },
  leave_list(app, { which, other }) {
    const found = pick([...app.memory.lists], which);
    const person = found && pick(waitingFor(found[1]), other);
    if (!person) return null;
    person.state = "left";
    found[1].leftAt = app.stage.now().toISOString();
    return `somebody leaves the list of ${variantName(app.stage, found[0])}`;
  },
  alerts(app) {
    const { memory, shop } = app;
    memory.alertsOn = !memory.alertsOn;
    const lists = [...memory.lists.keys()];
    nudge(
      app,
      lists.map((variantId) => ({ queue: "alerts", shop, variantId, place: "" })),
    );
    return `restock mails are ${memory.alertsOn ? "on" : "off"}`;
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

export function anyKept({ items, locationIds }: Stage, { which, other, units, days }: Step) {
  const where = { itemId: pick(items, which)!.id, locationId: pick(locationIds, other)! };
  return { ...where, units: days % 2 === 0 ? units - 1 : 0, readers: days % 5 };
}

const isAwaited = (memory: Memory, itemId: Id) =>
  listsOf(memory, itemId).some(([, list]) => waitingFor(list).length > 0);

/** Where something is owed of an item; else anywhere. */
export function placesOwing({ memory, stage }: Pick<App, "memory" | "stage">, itemId: Id): Id[] {
  const owing = stage.locationIds.filter((id) =>
    memory.books.get(itemId)?.owed.some((o) => o.locationId === id),
  );
  return owing.length > 0 ? owing : stage.locationIds;
}

const variantName = ({ variants }: Stage, id: Id) => `item ${variants.findIndex((v) => v.id === id) + 1}`;

export function keptInWords(
  { items, locationIds }: Stage,
  { itemId, locationId, units, readers }: ReturnType<typeof anyKept>,
): string {
  const item = items.findIndex((i) => i.id === itemId) + 1;
  return `${units} of item ${item} are kept for the shop floor of location ${locationIds.indexOf(locationId) + 1}, ${readers} for readers`;
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
