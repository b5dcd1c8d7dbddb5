import { isDeepStrictEqual } from "node:util";
import {
  countingRules,
  itemCalendar,
  type DateKind,
  type DateRule,
  type DateRules,
  type DateValue,
  type OwnCalendar,
} from "../domain/date-rules.ts";
import type { Id, ShopCalendar } from "../domain/facts.ts";
import type { Level } from "../domain/level.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";
import { placesOf } from "./levels.server.ts";

/** Where rules are set: for collections, products or variants, or for the shop (target ""). */
export type Where = { level: Level; targets: Id[] };

export type RuleRow = {
  level: Level;
  target: Id;
  kind: DateKind;
  days: number | null;
  calendar: OwnCalendar | null;
  setAt: Date;
};

/** A product's own lead time stands at the product; there is one at most, so that nobody asks when it was set. */
export const ownLeadTimes = (shop: string) => Prisma.sql`
  select 'product' as level, product_id as target, 'lead_time' as kind, lead_time_days as days, null::jsonb as calendar,
    'epoch'::timestamptz as set_at
  from product where shop = ${shop} and lead_time_days is not null`;

/**
 * All rules that name a variant of each of these items, also those that narrower ones overrule. What is still owed of
 * a deleted variant leaves as it would have.
 */
export async function rulesNaming(
  db: Database | Transaction,
  shop: string,
  itemIds: Id[],
): Promise<(itemId: Id) => DateRule[]> {
  const items = [...new Set(itemIds)];
  const variants = Prisma.sql`select variant_id, product_id, item_id from variant v
    where shop = ${shop} and item_id = any(${items}) and (not gone
      or not exists (select 1 from variant w where w.shop = ${shop} and w.item_id = v.item_id and not w.gone))`;
  const rows = await db.$queryRaw<(RuleRow & { itemId: Id })[]>`
    select p.item_id as "itemId", r.level, r.target, r.kind, r.days, r.calendar, r.set_at as "setAt"
    from (${placesOf(shop, variants)}) p
    join date_rule r on r.shop = ${shop} and r.level = p.level and r.target = p.target
    union all
    select v.item_id, r.level, r.target, r.kind, r.days, r.calendar, r.set_at
    from (${variants}) v join (${ownLeadTimes(shop)}) r on r.target = v.product_id`;
  const found = new Map([...Map.groupBy(rows, (r) => r.itemId)].map(([id, some]) => [id, some.map(toRule)]));
  return (itemId) => found.get(itemId) ?? [];
}

/** What counts for each of these items. */
export async function dateRulesOf(
  db: Database | Transaction,
  shop: string,
  itemIds: Id[],
): Promise<(itemId: Id) => DateRules> {
  const rules = await rulesNaming(db, shop, itemIds);
  return (itemId) => countingRules(rules(itemId));
}

/** The calendar of each of these items. */
export async function itemCalendars(
  db: Database | Transaction,
  shop: string,
  calendar: ShopCalendar,
  itemIds: Id[],
): Promise<(itemId: Id) => ShopCalendar> {
  const rules = await dateRulesOf(db, shop, itemIds);
  return (itemId) => itemCalendar(calendar, rules(itemId));
}

/** How goods of these items are packed; where that differs among them, as the shop does. */
export async function packingOf(
  db: Database,
  shop: string,
  calendar: ShopCalendar,
  itemIds: Id[],
): Promise<
  Pick<ShopCalendar, "handlingDays" | "workingDays" | "closed" | "bufferDays"> & { differs?: boolean }
> {
  const calendars = await itemCalendars(db, shop, calendar, itemIds);
  const [first = calendar, ...others] = itemIds.map((id) => packing(calendars(id)));
  const differs = others.some((other) => !isDeepStrictEqual(other, first));
  return differs ? { ...packing(calendar), differs } : packing(first);
}

function packing({
  handlingDays,
  workingDays,
  closed,
  bufferDays,
}: Omit<ShopCalendar, "places" | "customs" | "timeZone" | "cutOff">) {
  return { handlingDays, workingDays, closed, ...(bufferDays !== undefined && { bufferDays }) };
}

/** Whether anything leaves on the day on which it arrives, by the shop's handling or by a rule. */
export async function leavesSameDay(tx: Transaction, shop: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ any: boolean }[]>`
    select handling_days = 0 or exists (
      select 1 from date_rule where shop = ${shop} and kind = 'handling' and days = 0) as any
    from shop where shop = ${shop}`;
  return row?.any ?? false;
}

/** By target, what is set there now. */
export async function rulesAt(
  tx: Database | Transaction,
  shop: string,
  { level, targets }: Where,
  kind: DateKind,
): Promise<Map<Id, DateRule>> {
  if (isOnProduct(level, kind)) {
    const rows = await tx.$queryRaw<RuleRow[]>`
      select level, target, kind, days, calendar, set_at as "setAt" from (${ownLeadTimes(shop)}) r
      where target = any(${targets})`;
    return new Map(rows.map((r) => [r.target, toRule(r)]));
  }
  const rows = await tx.dateRule.findMany({ where: { shop, level, target: { in: targets }, kind } });
  return new Map(rows.map((r) => [r.target, toRule(r as unknown as RuleRow)]));
}

/** One value at all of these places. */
export async function saveDateRule(
  tx: Transaction,
  shop: string,
  { level, targets }: Where,
  value: DateValue,
  at: Date,
): Promise<void> {
  const { kind } = value;
  const days = value.kind === "calendar" ? null : value.days;
  if (isOnProduct(level, kind)) {
    await tx.product.updateMany({
      where: { shop, productId: { in: targets } },
      data: { leadTimeDays: days },
    });
    return;
  }
  const calendar = value.kind === "calendar" ? JSON.stringify(value.calendar) : null;
  await tx.$executeRaw`
    insert into date_rule (shop, level, target, kind, days, calendar, set_at)
    select ${shop}, ${level}, target, ${kind}, ${days}, ${calendar}::jsonb, ${at}
    from unnest(${[...new Set(targets)].sort()}::text[]) as target
    on conflict (shop, level, target, kind)
      do update set days = excluded.days, calendar = excluded.calendar, set_at = excluded.set_at`;
}

export async function removeDateRules(
  tx: Transaction,
  shop: string,
  { level, targets }: Where,
  kind: DateKind,
): Promise<void> {
  if (isOnProduct(level, kind))
    await tx.product.updateMany({
      where: { shop, productId: { in: targets } },
      data: { leadTimeDays: null },
    });
  else await tx.dateRule.deleteMany({ where: { shop, level, target: { in: targets }, kind } });
}

const isOnProduct = (level: Level, kind: DateKind) => level === "product" && kind === "lead_time";

export function toRule({ level, target, kind, days, calendar, setAt }: RuleRow): DateRule {
  const on = { level, target, setAt: setAt.toISOString() };
  return kind === "calendar"
    ? { ...on, kind, calendar: calendar ?? { workingDays: [], keepsClosed: true, closed: [] } }
    : { ...on, kind, days: days ?? 0 };
}
