import type { Id } from "../domain/facts.ts";
import { customerScopes, needsCustomers, tierKey, tierOf, type Tier } from "../domain/tiers.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";
import { markChanged } from "./tails.server.ts";

export type ShopTiers = {
  tiers: Tier[];
  /** Before the last change. Null: there was none. */
  were: Tier[] | null;
  version: number;
  granted: string[];
};

export async function tiersOf(db: Database | Transaction, shop: string): Promise<ShopTiers> {
  const row = await db.shop.findUniqueOrThrow({
    where: { shop },
    select: { tiers: true, tiersWere: true, tiersVersion: true, scopes: true },
  });
  return {
    tiers: row.tiers as Tier[],
    were: row.tiersWere as Tier[] | null,
    version: row.tiersVersion,
    granted: row.scopes.split(","),
  };
}

/** Whether tags of customers are asked for: a tier wants them, and the merchant gave access. */
export function asksCustomers({ tiers, granted }: Pick<ShopTiers, "tiers" | "granted">): boolean {
  return needsCustomers(tiers) && customerScopes.every((scope) => granted.includes(scope));
}

/** Whether an order's tags have to be read with it. A purchase by a company stays one. */
export async function tagsMatter(db: Database | Transaction, shop: string): Promise<boolean> {
  const row = await db.shop.findUnique({ where: { shop }, select: { tiers: true } });
  return ((row?.tiers ?? []) as Tier[]).some((tier) => tier.by !== "b2b");
}

/**
 * Whether these tiers are still those of the shop. Until the transaction ends nobody saves others: what was compared
 * with tiers that count no more would put orders into groups that nobody compares again.
 */
export async function stillCount(
  tx: Transaction,
  shop: string,
  { version }: Pick<ShopTiers, "version">,
): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(hashtext('tiers'), hashtext(${shop}))`;
  return (await tiersOf(tx, shop)).version === version;
}

/** What is known of orders counts for the new tiers at once; all open orders have to be compared with them then. */
export async function saveTiers(tx: Transaction, shop: string, tiers: Tier[]): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('tiers'), hashtext(${shop}))`;
  const { tiers: were } = await tiersOf(tx, shop);
  await tx.shop.update({
    where: { shop },
    data: { tiers, tiersWere: were, tiersVersion: { increment: 1 } },
  });
  const keys = tiers.map(tierKey);
  // In one order, as whoever reads webhooks of several.
  await tx.$executeRaw`
    select 1 from sales_order where shop = ${shop} and cardinality(tier_matches) > 0 order by order_id for update`;
  const moved = await itemsOf(tx, shop, Prisma.sql`cardinality(o.tier_matches) > 0`);
  await tx.$executeRaw`
    update sales_order o set
      tier_matches = array(select key from unnest(${keys}::text[]) key where key = any(o.tier_matches)),
      tier = (select min(place)::int from unnest(${keys}::text[]) with ordinality k(key, place)
        where key = any(o.tier_matches))
    where shop = ${shop} and cardinality(tier_matches) > 0`;
  // The ends of their queues are as they were, also for who takes the change back before anybody counted.
  await markChanged(tx, shop, moved);
}

/** Items of which these orders need some. Wants an order as `o`. */
async function itemsOf(tx: Transaction, shop: string, orders: Prisma.Sql): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    select distinct f.item_id as id from fulfillment_line f
    join sales_order o on o.shop = f.shop and o.order_id = f.order_id
    where f.shop = ${shop} and f.remaining > 0 and f.item_id is not null and ${orders}`;
  return rows.map((row) => row.id);
}

/** Tags of customers change without a word to us: every open order is to be compared again. */
export async function compareAgain(tx: Transaction, shop: string): Promise<void> {
  await tx.shop.update({ where: { shop }, data: { tiersVersion: { increment: 1 } } });
}

const toCompare = (shop: string) => Prisma.sql`
  from sales_order o join shop s on s.shop = o.shop
  where o.shop = ${shop} and o.tiers_version <> s.tiers_version and s.tiers <> '[]'::jsonb and o.cancelled_at is null
    and exists (select 1 from fulfillment_line f where f.shop = o.shop and f.order_id = o.order_id
      and f.remaining > 0 and f.status not in ('CLOSED', 'CANCELLED', 'DELETED'))`;

/** Open orders that were not compared with the tiers as they are now, the oldest first. */
export async function ordersToCompare(
  db: Database | Transaction,
  shop: string,
  limit: number,
): Promise<Id[]> {
  const rows = await db.$queryRaw<{ id: Id }[]>`
    select o.order_id as id ${toCompare(shop)} order by o.placed_at limit ${limit}`;
  return rows.map((r) => r.id);
}

export async function countToCompare(db: Database, shop: string): Promise<number> {
  const [row] = await db.$queryRaw<{ orders: number }[]>`select count(*)::int as orders ${toCompare(shop)}`;
  return row!.orders;
}

/**
 * Which tiers orders belong to, as a read of that number saw it; null: Shopify does not show the order, and what was
 * known stays. Items whose queues change by it.
 */
export async function keepMatches(
  tx: Transaction,
  shop: string,
  { tiers, version }: Pick<ShopTiers, "tiers" | "version">,
  matches: Map<Id, string[] | null>,
  readNumber: bigint,
): Promise<Id[]> {
  const rows = await tx.salesOrder.findMany({
    where: { shop, orderId: { in: [...matches.keys()] }, readSeq: { lte: readNumber } },
    select: { orderId: true, tier: true, tierMatches: true },
    orderBy: { orderId: "asc" },
  });
  const moved: Id[] = [];
  for (const row of rows) {
    const { orderId } = row;
    const tierMatches = matches.get(orderId) ?? row.tierMatches;
    const tier = tierOf(tiers, tierMatches);
    if (tier !== row.tier) moved.push(orderId);
    await tx.salesOrder.update({
      where: { shop_orderId: { shop, orderId } },
      data: { tier, tierMatches, tiersVersion: version },
    });
  }
  if (moved.length === 0) return [];
  const items = await itemsOf(tx, shop, Prisma.sql`o.order_id = any(${moved})`);
  await markChanged(tx, shop, items);
  return items;
}
