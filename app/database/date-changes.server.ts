import type { DateKind, DateRule, DateValue } from "../domain/date-rules.ts";
import type { Id } from "../domain/facts.ts";
import type { Level } from "../domain/level.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";

/** What a person changed of rules about dates. */
export type DateChange = {
  changeId: string;
  kind: DateKind;
  level: Level;
  /** By target, what was set there; null: nothing. */
  before: Record<Id, DateRule | null>;
  /** What was set for all of them; null: they were removed. */
  after: DateValue | null;
  at: string;
};

export async function recordDateChange(
  tx: Transaction,
  shop: string,
  change: Omit<DateChange, "at">,
  at: Date,
): Promise<void> {
  const { after, ...rest } = change;
  await tx.dateChange.create({ data: { shop, ...rest, after: after ?? Prisma.DbNull, at } });
}

/** Changes since a moment that were not taken back, the newest first. */
export async function dateChangesSince(
  db: Database,
  shop: string,
  kind: DateKind,
  since: Date,
): Promise<DateChange[]> {
  const rows = await db.dateChange.findMany({
    where: { shop, kind, at: { gte: since }, undoneAt: null },
    orderBy: [{ at: "desc" }, { changeId: "asc" }],
    take: 20,
  });
  return rows.map(toChange);
}

/** Null when it was taken back already. Nobody else takes it back meanwhile. */
export async function lockDateChange(
  tx: Transaction,
  shop: string,
  changeId: string,
): Promise<DateChange | null> {
  await tx.$executeRaw`
    select from date_change where shop = ${shop} and change_id = ${changeId}::uuid for update`;
  return dateChange(tx, shop, changeId);
}

/** Null when it was taken back already. */
export async function dateChange(
  db: Database | Transaction,
  shop: string,
  changeId: string,
): Promise<DateChange | null> {
  const row = await db.dateChange.findUnique({ where: { shop_changeId: { shop, changeId } } });
  return row && row.undoneAt === null ? toChange(row) : null;
}

export async function noteTakenBack(
  tx: Transaction,
  shop: string,
  changeId: string,
  at: Date,
): Promise<void> {
  await tx.dateChange.update({ where: { shop_changeId: { shop, changeId } }, data: { undoneAt: at } });
}

function toChange(row: Prisma.DateChangeGetPayload<object>): DateChange {
  const { shop: _shop, undoneAt: _undone, at, ...rest } = row;
  return {
    ...rest,
    kind: row.kind as DateKind,
    level: row.level as Level,
    before: row.before as DateChange["before"],
    after: row.after as DateValue | null,
    at: at.toISOString(),
  };
}
