import type { BrakeRule, SetRule } from "../domain/brake.ts";
import type { Id } from "../domain/facts.ts";
import { narrowest, type Level } from "../domain/level.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma, type Brake } from "./generated/client.ts";
import { placesOf, variantsUnder } from "./levels.server.ts";

/** The rule that counts for each of these variants. */
export async function rulesFor(
  db: Database | Transaction,
  shop: string,
  variants: { variantId: Id; productId: Id }[],
): Promise<Map<Id, SetRule>> {
  const named = Prisma.sql`select * from unnest(${variants.map((v) => v.variantId)}::text[],
    ${variants.map((v) => v.productId)}::text[]) as v(variant_id, product_id)`;
  const rows = await db.$queryRaw<(Brake & { variantId: Id })[]>`
    select p.variant_id as "variantId", b.*, b.farthest_days as "farthestDays", b.set_at as "setAt"
    from (${placesOf(shop, named)}) p
    join brake b on b.shop = ${shop} and b.level = p.level and b.target = p.target`;
  const found = Map.groupBy(rows, (r) => r.variantId);
  return new Map([...found].map(([variantId, some]) => [variantId, narrowest(some.map(toRule))!]));
}

export async function findRule(
  db: Database | Transaction,
  shop: string,
  level: Level,
  target: Id,
): Promise<SetRule | null> {
  const row = await db.brake.findUnique({ where: { shop_level_target: { shop, level, target } } });
  return row && toRule(row);
}

export async function saveRule(
  tx: Transaction,
  shop: string,
  { level, targets }: { level: Level; targets: Id[] },
  rule: BrakeRule,
  at: Date,
): Promise<void> {
  const { accept, cap, farthestDays, margin, opens } = rule;
  await tx.$executeRaw`
    insert into brake (shop, level, target, accept, cap, farthest_days, margin, opens, set_at)
    select ${shop}, ${level}, target, ${accept}, ${cap}, ${farthestDays}, ${margin}, ${opens}, ${at}
    from unnest(${[...new Set(targets)].sort()}::text[]) as target
    on conflict (shop, level, target) do update set accept = excluded.accept, cap = excluded.cap,
      farthest_days = excluded.farthest_days, margin = excluded.margin, opens = excluded.opens, set_at = excluded.set_at`;
}

export async function removeRules(
  tx: Transaction,
  shop: string,
  which: { level: Level; targets: Id[] } | "all",
): Promise<void> {
  const some = which === "all" ? {} : { level: which.level, target: { in: which.targets } };
  await tx.brake.deleteMany({ where: { shop, ...some } });
}

/** Everything for whose variants a rule of this level may count, or counted: of deleted ones, what is still owed. */
export async function itemsUnder(
  tx: Transaction,
  shop: string,
  level: Level | "any",
  targets: Id[],
): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ itemId: Id }[]>`
    select distinct v.item_id as "itemId" from variant v
    where v.shop = ${shop} and ${variantsUnder(level, targets, shop)}
      and (not v.gone or exists (select 1 from owed_line o where o.shop = ${shop} and o.item_id = v.item_id))
    order by 1`;
  return rows.map((r) => r.itemId);
}

export function toRule(row: Brake): SetRule {
  const { level, target, accept, cap, farthestDays, margin, opens, setAt } = row;
  return {
    level: level as Level,
    target,
    accept: accept as BrakeRule["accept"],
    cap,
    farthestDays,
    margin,
    opens,
    setAt: setAt.toISOString(),
  };
}
