import type { Id } from "../domain/facts.ts";
import type { Transaction } from "./client.server.ts";
import { lockItem } from "./stock-facts.server.ts";

/** What a webhook said of one level: of all its quantities only `available`. */
export type StockWord = { itemId: Id; locationId: Id; available: number; at: Date };

/**
 * Keeps the newest word on each level. Webhooks carry whole seconds: of two that differ within one nobody knows the
 * later, so that neither is kept. Answers with the items of levels that are not known, which have to be read.
 */
export async function keepWords(
  tx: Transaction,
  shop: string,
  words: StockWord[],
  number: bigint,
): Promise<Id[]> {
  const newest = new Map<string, Omit<StockWord, "available"> & { available: number | null }>();
  for (const word of words) {
    const known = newest.get(keyOf(word));
    if (known && known.at > word.at) continue;
    const unsure = known && known.at.getTime() === word.at.getTime() && known.available !== word.available;
    newest.set(keyOf(word), unsure ? { ...word, available: null } : word);
  }
  const rows = [...newest.values()];
  const items = rows.map((r) => r.itemId);
  const places = rows.map((r) => r.locationId);
  // Always in one order, so that two readers of the inbox never wait for each other in a circle.
  const known = await tx.$queryRaw<{ itemId: Id; locationId: Id }[]>`
    select l.item_id as "itemId", l.location_id as "locationId" from stock_level l
    join unnest(${items}::text[], ${places}::text[]) as w(item, place) on w.item = l.item_id and w.place = l.location_id
    where l.shop = ${shop} order by l.item_id, l.location_id for update of l`;
  await tx.$executeRaw`
    update stock_level l
    set told_seq = ${number}, told_at = w.at,
      told_available = case when l.told_at = w.at and l.told_available is distinct from w.available then null else w.available end
    from unnest(${items}::text[], ${places}::text[], ${rows.map((r) => r.available)}::int[], ${rows.map((r) => r.at)}::timestamptz[])
      as w(item, place, available, at)
    where l.shop = ${shop} and l.item_id = w.item and l.location_id = w.place and (l.told_at is null or l.told_at <= w.at)`;
  const hasPlace = new Set(known.map(keyOf));
  return rows.filter((row) => !hasPlace.has(keyOf(row))).map((row) => row.itemId);
}

function keyOf({ itemId, locationId }: { itemId: Id; locationId: Id }): string {
  return `${itemId}/${locationId}`;
}

/** Statuses of a fulfillment order whose units Shopify keeps committed. */
const open = ["OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD", "INCOMPLETE"];

type Level = {
  locationId: Id | null;
  available: number;
  committed: number;
  /** Of a second before the level's own, or from before its last read: no news. */
  news: boolean;
  told: number | null;
  outstanding: number;
};

/**
 * Whether the orders we know explain what is told of an item's stock: then shelf = available + committed is what it
 * was, a sale only moved units from one to the other, and nothing has to be read. What is explained is written down.
 * Where anything else could have happened the answer is "read": a level we do not know, a difference noted before,
 * two words of one second, or one unit more or less.
 */
export async function explainStock(tx: Transaction, shop: string, itemId: Id): Promise<"read" | "explained"> {
  await lockItem(tx, shop, itemId);
  const item = await tx.item.findUnique({ where: { shop_itemId: { shop, itemId } } });
  if (!item || (await tx.drift.count({ where: { shop, itemId } })) > 0) return "read";
  const levels = await tx.$queryRaw<Level[]>`
    select l.location_id as "locationId", l.available, l.committed, l.told_available as told,
      coalesce(l.told_seq > ${item.readSeq} and l.told_at >= date_trunc('second', l.updated_at), false) as news,
      coalesce(o.units, 0)::int as outstanding
    from (select * from stock_level where shop = ${shop} and item_id = ${itemId}) l
    full join (
      select f.location_id, sum(f.remaining) as units
      from fulfillment_line f join sales_order o on o.shop = f.shop and o.order_id = f.order_id
      where f.shop = ${shop} and f.item_id = ${itemId} and f.remaining > 0 and f.status = any(${open}) and o.cancelled_at is null
      group by f.location_id) o on o.location_id = l.location_id`;
  if (levels.length === 0 || !levels.every(isExplained)) return "read";
  for (const { locationId, told, news, outstanding } of levels) {
    if (!news) continue;
    await tx.$executeRaw`
      update stock_level set available = ${told}, committed = ${outstanding}, updated_at = greatest(updated_at, told_at)
      where shop = ${shop} and item_id = ${itemId} and location_id = ${locationId}`;
  }
  return "explained";
}

function isExplained({ locationId, available, committed, told, news, outstanding }: Level): boolean {
  if (locationId === null || (news && told === null)) return false;
  return available + committed === (news ? told! : available) + outstanding;
}

/** Whether a word came after the read of that number began: it may know more than the read. */
export async function hasLaterWord(
  tx: Transaction,
  shop: string,
  itemId: Id,
  readNumber: bigint,
): Promise<boolean> {
  return (await tx.stockLevel.count({ where: { shop, itemId, toldSeq: { gt: readNumber } } })) > 0;
}
