import { dateChangesSince } from "#app/database/date-changes.server.ts";
import { dateKinds } from "#app/domain/date-rules.ts";
import { collectionRead } from "#app/flows/collection-read.server.ts";
import { dateRuleSet, dateRuleUndone } from "#app/flows/date-rules-set.server.ts";
import { tiersSaved, tiersUndone } from "#app/flows/tiers-saved.server.ts";
import type { DateKind } from "#app/domain/date-rules.ts";
import type { Level } from "#app/domain/level.ts";
import type { Act, Step } from "../history.ts";
import { anyDateRule, anyGroups, groupsInWords } from "../rule-acts.ts";
import type { Place } from "./merchant-acts.ts";

type Happens = (place: Place, step: Step) => Promise<string | null>;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** The same as in memory, through the flows that the admin's pages call. */
export const ruleActs = {
  async groups({ world, shop }, step) {
    const groups = anyGroups(step);
    await tiersSaved(world, shop, groups);
    return groupsInWords(groups);
  },
  async groups_undone({ world, shop }) {
    return (await tiersUndone(world, shop)) ? "groups are as they were before" : null;
  },
  async date_rule({ world, shop, stage }, step) {
    const { where, value } = anyDateRule(stage, step);
    if (where.level === "collection") await collectionRead(world, shop, where.target);
    const asked = { where: { level: where.level, targets: [where.target] }, kind: value.kind, value };
    await dateRuleSet(world, shop, asked);
    return `dates of a ${where.level}: ${JSON.stringify(value)}`;
  },
  async date_rule_off({ world, shop }, { which }) {
    const rules = await world.db.dateRule.findMany({
      where: { shop },
      orderBy: [{ level: "asc" }, { target: "asc" }, { kind: "asc" }],
    });
    const rule = pick(rules, which);
    if (!rule) return null;
    const where = { level: rule.level as Level, targets: [rule.target] };
    await dateRuleSet(world, shop, { where, kind: rule.kind as DateKind, value: null });
    return `no ${rule.kind} of a ${rule.level} of its own any more`;
  },
  async date_rule_undone({ world, shop, stage }, { which, other }) {
    const since = new Date(stage.now().getTime() - 2 * 86_400_000);
    const changes = await dateChangesSince(world.db, shop, pick(dateKinds, other)!, since);
    const change = pick(changes, which);
    const done = change && (await dateRuleUndone(world, shop, change.changeId));
    return done === "undone" ? `the change of a ${change!.kind} of a ${change!.level} is taken back` : null;
  },
} satisfies Partial<Record<Act, Happens>>;
