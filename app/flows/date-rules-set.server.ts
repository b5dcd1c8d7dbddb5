import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { itemsUnder } from "../database/brake-rules.server.ts";
import type { Transaction } from "../database/client.server.ts";
import {
  dateChange,
  lockDateChange,
  noteTakenBack,
  recordDateChange,
  type DateChange,
} from "../database/date-changes.server.ts";
import { removeDateRules, rulesAt, saveDateRule, type Where } from "../database/date-rules.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import type { DateKind, DateRule, DateValue } from "../domain/date-rules.ts";
import { dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";
import { datesMayDiffer } from "./settings-saved.server.ts";

/** What shall be different about dates there; null: nothing any more. */
export type DateRuleAsked = { where: Where; kind: DateKind; value: DateValue | null };

/** The merchant says what is different about the dates of a part of the shop, or that nothing is. */
export async function dateRuleSet(world: World, shop: string, asked: DateRuleAsked): Promise<void> {
  const { where, kind, value } = asked;
  await world.db.$transaction(async (tx) => {
    const was = await rulesAt(tx, shop, where, kind);
    if (where.targets.every((id) => sameValue(was.get(id) ?? null, value))) return;
    const before = Object.fromEntries(where.targets.map((id) => [id, was.get(id) ?? null]));
    await write(tx, shop, asked, world.now());
    const change = { changeId: randomUUID(), kind, level: where.level, before, after: value };
    await recordDateChange(tx, shop, change, world.now());
    await rulesDiffer(world, tx, shop, where);
  });
}

/** Whom that would move, before it is saved. */
export function dateRuleForeseen(world: World, shop: string, asked: DateRuleAsked): Promise<DatesForeseen> {
  return datesForeseen(
    world,
    shop,
    (tx) => itemsOf(tx, shop, asked.where),
    (tx) => write(tx, shop, asked, world.now()),
  );
}

/** Why a change stays: it was taken back already, it is of another day, or something newer was said since. */
export type NotTakenBack = "gone" | "too_late" | "newer";

/** Takes a change back on the same day, as long as nothing newer was said of the same places. */
export async function dateRuleUndone(
  world: World,
  shop: string,
  changeId: string,
): Promise<"undone" | NotTakenBack> {
  const now = world.now();
  return world.db.$transaction(async (tx) => {
    const change = await lockDateChange(tx, shop, changeId);
    if (!change) return "gone";
    const zone = await timeZoneOf(tx, shop);
    if (dayIn(zone, new Date(change.at)) !== dayIn(zone, now)) return "too_late";
    const where = whereOf(change);
    const is = await rulesAt(tx, shop, where, change.kind);
    if (where.targets.some((id) => !sameValue(is.get(id) ?? null, change.after))) return "newer";
    await goBack(tx, shop, change, now);
    await noteTakenBack(tx, shop, changeId, now);
    await rulesDiffer(world, tx, shop, where);
    return "undone";
  });
}

/** Whom taking a change back would move. Null: it was taken back already. */
export async function dateRuleUndoForeseen(
  world: World,
  shop: string,
  changeId: string,
): Promise<DatesForeseen | null> {
  const change = await dateChange(world.db, shop, changeId);
  if (!change) return null;
  return datesForeseen(
    world,
    shop,
    (tx) => itemsOf(tx, shop, whereOf(change)),
    (tx) => goBack(tx, shop, change, world.now()),
  );
}

const whereOf = ({ level, before }: DateChange): Where => ({ level, targets: Object.keys(before) });

async function goBack(
  tx: Transaction,
  shop: string,
  { kind, level, before }: DateChange,
  now: Date,
): Promise<void> {
  for (const { value, setAt, targets } of waysBack(before))
    await write(tx, shop, { where: { level, targets }, kind, value }, setAt ?? now);
}

/** Places that had the same, together. What was set longer ago is so again: among collections that decides. */
function waysBack(before: DateChange["before"]) {
  const groups = Map.groupBy(Object.entries(before), ([, rule]) =>
    JSON.stringify(rule && [valueOf(rule), rule.setAt]),
  );
  return [...groups.values()].map((entries) => {
    const rule = entries[0]![1];
    return {
      value: rule && valueOf(rule),
      setAt: rule && new Date(rule.setAt),
      targets: entries.map(([id]) => id),
    };
  });
}

function valueOf(rule: DateRule): DateValue {
  return rule.kind === "calendar"
    ? { kind: rule.kind, calendar: rule.calendar }
    : { kind: rule.kind, days: rule.days };
}

function sameValue(rule: DateRule | null, value: DateValue | null): boolean {
  return isDeepStrictEqual(rule && valueOf(rule), value);
}

async function write(
  tx: Transaction,
  shop: string,
  { where, kind, value }: DateRuleAsked,
  at: Date,
): Promise<void> {
  if (value) await saveDateRule(tx, shop, where, value, at);
  else await removeDateRules(tx, shop, where, kind);
}

async function rulesDiffer(world: World, tx: Transaction, shop: string, where: Where): Promise<void> {
  await datesMayDiffer(world, tx, shop, await itemsUnder(tx, shop, where.level, where.targets), {
    kind: "settings_changed",
  });
}

async function itemsOf(tx: Transaction, shop: string, { level, targets }: Where): Promise<Id[] | null> {
  return level === "shop" ? null : itemsUnder(tx, shop, level, targets);
}
