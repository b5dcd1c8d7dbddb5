import type { Limit } from "../domain/limits.ts";
import type { Database, Transaction } from "./client.server.ts";

/**
 * Counts one more, if there is room. Part of the transaction that does what is counted: what is rolled back was not
 * counted. Over all shops, `shop` is "".
 */
export async function take(
  tx: Transaction,
  shop: string,
  { scope, times, seconds }: Limit,
  who: string,
  now: Date,
): Promise<boolean> {
  const begins = new Date(now.getTime() - seconds * 1000);
  const taken = await tx.$executeRaw`
    insert into allowance as a (shop, scope, who, since, used) values (${shop}, ${scope}, ${who}, ${now}, 1)
    on conflict (shop, scope, who) do update
      set since = case when a.since <= ${begins} then excluded.since else a.since end,
        used = case when a.since <= ${begins} then 1 else a.used + 1 end
      where a.since <= ${begins} or a.used < ${times}`;
  return taken > 0;
}

/** When there is room again; null: now. */
export async function nextRoom(
  tx: Transaction,
  shop: string,
  { scope, times, seconds }: Limit,
  who: string,
  now: Date,
): Promise<Date | null> {
  const row = await tx.allowance.findUnique({ where: { shop_scope_who: { shop, scope, who } } });
  if (!row || row.used < times) return null;
  const ends = new Date(row.since.getTime() + seconds * 1000);
  return ends <= now ? null : ends;
}

/** Counts that limit nothing any more are forgotten: a hash of an address is kept no longer than it is needed. */
export async function sweepAllowances(db: Database, shop: string, before: Date): Promise<void> {
  await db.$executeRaw`
    with locked as (
      select shop, scope, who from allowance where shop in (${shop}, '') and since < ${before}
      order by shop, scope, who for update skip locked)
    delete from allowance a using locked l where a.shop = l.shop and a.scope = l.scope and a.who = l.who`;
}
