import { dateKinds, type DateKind, type DateRule } from "../../domain/date-rules.ts";
import type { Database } from "../client.server.ts";
import { ownLeadTimes, toRule, type RuleRow } from "../date-rules.server.ts";
import { Prisma } from "../generated/client.ts";
import { itemName } from "../variant-standing.server.ts";
import { containing } from "./keyset.server.ts";

export type ListedDateRule = DateRule & { name: string };

const shownAtMost = 100;

/** Everything that is set of a kind, the widest first, found by its name; and how much there is in all. */
export async function listedDateRules(
  db: Database,
  shop: string,
  kind: DateKind,
  search: string,
): Promise<{ rules: ListedDateRule[]; all: number }> {
  const rows = await db.$queryRaw<(RuleRow & { name: string | null; variant: string | null; all: number })[]>`
    select r.level, r.target, r.kind, r.days, r.calendar, r.set_at as "setAt", n.name, n.variant,
      (count(*) over ())::int as all
    from (${rulesOf(shop, kind)}) r
    left join lateral (
      select title as name, null as variant from collection
        where r.level = 'collection' and shop = ${shop} and collection_id = r.target
      union all select title, null from product
        where r.level = 'product' and shop = ${shop} and product_id = r.target
      union all select p.title, v.title from variant v join product p on p.shop = v.shop and p.product_id = v.product_id
        where r.level = 'variant' and v.shop = ${shop} and v.variant_id = r.target
    ) n on true
    where ${search} = '' or n.name ilike ${containing(search)} or n.variant ilike ${containing(search)}
    order by array_position(array['shop', 'collection', 'product', 'variant'], r.level), n.name, n.variant, r.target
    limit ${shownAtMost}`;
  const rules = rows.map(({ name, variant, all: _all, ...row }) => ({
    ...toRule(row),
    name: row.level === "shop" ? "" : name === null ? "Deleted item" : itemName(name, variant ?? ""),
  }));
  return { rules, all: rows[0]?.all ?? 0 };
}

function rulesOf(shop: string, kind: DateKind): Prisma.Sql {
  const own = kind === "lead_time" ? Prisma.sql`union all ${ownLeadTimes(shop)}` : Prisma.empty;
  return Prisma.sql`
    select level, target, kind, days, calendar, set_at from date_rule where shop = ${shop} and kind = ${kind} ${own}`;
}

/** Lead times of products are counted where products are. */
export async function dateRuleCounts(db: Database, shop: string): Promise<Record<DateKind, number>> {
  const rows = await db.dateRule.groupBy({ by: ["kind"], where: { shop }, _count: true });
  const counts = dateKinds.map((kind) => [kind, rows.find((r) => r.kind === kind)?._count ?? 0]);
  return Object.fromEntries(counts) as Record<DateKind, number>;
}
