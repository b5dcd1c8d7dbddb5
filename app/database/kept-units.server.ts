import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

/** Whose unit: a person on a list, and the restock they were told of. */
export type KeptFor = { subscriptionId: string; turn: number };

/** asked: Shopify may have been asked; kept; bought; over: it is for sale again, or could never be kept. */
export type KeptState = "asked" | "kept" | "bought" | "over";

export type KeptUnit = KeptFor & {
  variantId: Id;
  place: string;
  state: KeptState;
  draftId: Id;
  url: string;
  until: Date;
};

export async function keptUnit(
  db: Database | Transaction,
  shop: string,
  { subscriptionId, turn }: KeptFor,
): Promise<KeptUnit | null> {
  const row = await db.keptUnit.findUnique({
    where: { shop_subscriptionId_turn: { shop, subscriptionId, turn } },
  });
  return row && { ...row, state: row.state as KeptState };
}

/** Written before Shopify is asked. True when it had been asked before, and nobody knows what came of it. */
export async function askForUnit(
  db: Database,
  shop: string,
  unit: KeptFor & { variantId: Id; place: string; until: Date },
): Promise<boolean> {
  const { count } = await db.keptUnit.createMany({
    data: { shop, ...unit, state: "asked" },
    skipDuplicates: true,
  });
  return count === 0;
}

export async function noteKept(
  db: Database,
  shop: string,
  { subscriptionId, turn }: KeptFor,
  kept: { draftId: Id; url: string; until: Date },
): Promise<void> {
  await db.keptUnit.updateMany({
    where: { shop, subscriptionId, turn, state: "asked" },
    data: { ...kept, state: "kept" },
  });
}

export async function endKept(
  db: Database,
  shop: string,
  { subscriptionId, turn }: KeptFor,
  state: "bought" | "over",
): Promise<void> {
  await db.keptUnit.updateMany({ where: { shop, subscriptionId, turn }, data: { state } });
}

/** Nobody needs it any more: it is released now instead of later. True when there was one. */
export async function letGo(
  tx: Transaction,
  shop: string,
  subscriptionId: string,
  turn: number | null,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.keptUnit.updateMany({
    where: {
      shop,
      subscriptionId,
      ...(turn !== null && { turn }),
      state: { in: ["asked", "kept"] },
      until: { gt: now },
    },
    data: { until: now },
  });
  return count > 0;
}

/** When the last unit that is kept for somebody on a list is given back. */
export async function unitsKeptUntil(
  tx: Transaction,
  shop: string,
  { variantId, place }: { variantId: Id; place: string },
): Promise<string | null> {
  const { _max } = await tx.keptUnit.aggregate({
    where: { shop, variantId, place, state: { in: ["asked", "kept"] } },
    _max: { until: true },
  });
  return _max.until?.toISOString() ?? null;
}

/** Units that were kept long enough, the longest first. */
export async function dueUnits(db: Database, shop: string, now: Date, most: number): Promise<KeptUnit[]> {
  const rows = await db.keptUnit.findMany({
    where: { shop, state: { in: ["asked", "kept"] }, until: { lte: now } },
    orderBy: [{ until: "asc" }, { subscriptionId: "asc" }],
    take: most,
  });
  return rows.map((row) => ({ ...row, state: row.state as KeptState }));
}

export async function shopsWithDueUnits(db: Database, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop: string }[]>`
    select s.shop from shop s where s.installed and exists (
      select 1 from kept_unit k where k.shop = s.shop and k.state in ('asked', 'kept') and k.until <= ${now})`;
  return rows.map((row) => row.shop);
}
