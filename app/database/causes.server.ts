import type { Cause, CauseFound, Debt } from "../domain/cause.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { Surge } from "../domain/surge.ts";
import type { Transaction } from "./client.server.ts";
import { dayOf, toDate } from "./day-columns.ts";
import { Prisma } from "./generated/client.ts";

/** Why a shelf is emptier than it would be. */
export type Shortage = { locationId: Id; fell: number; fellOn: Day | null; surge: Surge | null };

export async function shortagesOf(tx: Transaction, shop: string, itemId: Id): Promise<Shortage[]> {
  const rows = await tx.shortage.findMany({ where: { shop, itemId } });
  return rows.map(({ locationId, fell, fellOn, surge }) => ({
    locationId,
    fell,
    fellOn: fellOn && dayOf(fellOn),
    surge: surge as Surge | null,
  }));
}

export async function keepShortage(
  tx: Transaction,
  shop: string,
  itemId: Id,
  { locationId, fell, fellOn, surge }: Shortage,
): Promise<void> {
  const data = { fell, fellOn: fellOn && toDate(fellOn), surge: surge ?? Prisma.DbNull };
  await tx.shortage.upsert({
    where: { shop_itemId_locationId: { shop, itemId, locationId } },
    create: { shop, itemId, locationId, ...data },
    update: data,
  });
}

/** Units came: what was missing is not any more. */
export async function endShortages(
  tx: Transaction,
  shop: string,
  itemId: Id,
  locations: Id[],
): Promise<void> {
  await tx.shortage.deleteMany({ where: { shop, itemId, locationId: { in: locations } } });
}

/** A debt has the cause with which it began: of a line that was owed before, nothing is written. */
export async function keepCauses(
  tx: Transaction,
  shop: string,
  itemId: Id,
  debts: (Debt & { supplierId: Id | null })[],
): Promise<void> {
  await tx.owedCause.createMany({
    data: debts.map(({ found, since, ...debt }) => ({
      shop,
      itemId,
      ...debt,
      found: found.cause,
      evidence: found,
      at: new Date(since),
    })),
    skipDuplicates: true,
  });
}

/** Units of an item that are coming to a place, or that its last receipt lacked. */
export type SupplyWord = {
  deliveryId: Id;
  reference: string;
  locationId: Id;
  supplierId: Id | null;
  supplier: string | null;
  units: number;
  due: Day | null;
  statedOn: Day | null;
  short: boolean;
};

/**
 * What is still to come, what was stated first for the earliest day first; and by how much the last receipt of each
 * place was short. What came since was ordered by somebody who knew.
 */
export function supplyWords(tx: Transaction, shop: string, itemId: Id): Promise<SupplyWord[]> {
  return tx.$queryRaw`
    select w.delivery_id as "deliveryId", w.reference, w.location_id as "locationId", w.supplier_id as "supplierId",
      s.name as supplier, w.units, to_char(w.first_stated_on, 'YYYY-MM-DD') as due,
      to_char(w.stated_on, 'YYYY-MM-DD') as "statedOn", w.short
    from (
      select d.delivery_id, d.reference, d.location_id, d.supplier_id, d.first_stated_on, d.stated_on,
        l.quantity - l.received as units, false as short
      from delivery_line l join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
      where l.shop = ${shop} and l.item_id = ${itemId} and l.quantity > l.received
        and d.status = 'coming' and d.confirmed
      union all
      select delivery_id, reference, location_id, supplier_id, first_stated_on, stated_on, units, true
      from (
        select distinct on (d.location_id) d.*, (b.line->>'quantity')::int - (a.line->>'quantity')::int as units
        from delivery_line l
        join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
        join delivery_change c on c.shop = d.shop and c.delivery_id = d.delivery_id
        cross join lateral jsonb_array_elements(c.before->'lines') b(line)
        cross join lateral jsonb_array_elements(c.after->'lines') a(line)
        where l.shop = ${shop} and l.item_id = ${itemId} and l.received > 0
          and c.kind = 'received' and c.undone_at is null
          and b.line->>'itemId' = l.item_id and a.line->>'itemId' = l.item_id and b.line <> a.line
        order by d.location_id, c.seq desc
      ) last where units > 0
    ) w left join supplier s on s.shop = ${shop} and s.supplier_id = w.supplier_id
    order by w.first_stated_on nulls last, w.delivery_id, w.short`;
}

/** Units of an item that new lines took with them before they were counted, and that transfers took elsewhere. */
export async function explainedUnits(
  tx: Transaction,
  shop: string,
  itemId: Id,
  newcomers: Id[],
  since: Date,
): Promise<{ locationId: Id; sold: number; sent: number }[]> {
  return tx.$queryRaw`
    select location_id as "locationId", sum(sold)::int as sold, sum(sent)::int as sent from (
      select f.location_id, greatest(0, l.quantity - f.remaining) as sold, 0 as sent
      from fulfillment_line f join order_line l on l.shop = f.shop and l.line_id = f.line_id
      where f.shop = ${shop} and f.fulfillment_line_id = any(${newcomers}) and f.location_id is not null
      union all
      select t.origin_id, 0, l.quantity
      from delivery_line l
      join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
      join transfer t on t.shop = d.shop and t.transfer_id = d.transfer_id
      where l.shop = ${shop} and l.item_id = ${itemId} and d.created_at >= ${since} and t.origin_id is not null
    ) explained group by location_id`;
}

/** What looked like a correction of stock was none: lines that were owed for it lost their units to something else. */
export async function blameNoFall(tx: Transaction, shop: string, itemId: Id, locationId: Id): Promise<void> {
  const evidence: CauseFound = { cause: "not_known", because: "had_units" };
  await tx.owedCause.updateMany({
    where: { shop, itemId, found: "stock_fell", evidence: { path: ["location"], equals: locationId } },
    data: { found: evidence.cause, evidence },
  });
}

/** Units of an item that were ordered in each of the last weeks, the last seven days first. */
export async function weeklySales(
  tx: Transaction,
  shop: string,
  itemId: Id,
  now: Date,
  weeks: number,
): Promise<number[]> {
  const [start] = await tx.$queryRaw<{ known: number }[]>`
    select coalesce(floor(extract(epoch from ${now}::timestamptz - imported_at) / 604800), 0)::int as known
    from shop where shop = ${shop}`;
  const known = Math.min(weeks, start?.known ?? 0);
  if (known < 1) return [];
  const rows = await tx.$queryRaw<{ week: number; units: number }[]>`
    select floor(extract(epoch from ${now}::timestamptz - o.placed_at) / 604800)::int as week, sum(l.quantity)::int as units
    from (select distinct line_id from fulfillment_line where shop = ${shop} and item_id = ${itemId}) f
    join order_line l on l.shop = ${shop} and l.line_id = f.line_id
    join sales_order o on o.shop = l.shop and o.order_id = l.order_id
    where o.cancelled_at is null and o.placed_at <= ${now}
      and o.placed_at > ${now}::timestamptz - make_interval(days => 7 * ${known}::int)
    group by 1`;
  return Array.from({ length: known }, (_, week) => rows.find((r) => r.week === week)?.units ?? 0);
}

/** What staff say instead of what was found; null takes it back. Null: the line has no cause. */
export async function sayCause(
  tx: Transaction,
  shop: string,
  orderId: Id,
  lineId: Id,
  said: Cause | null,
): Promise<{ was: Cause; is: Cause } | null> {
  const [row] = await tx.$queryRaw<{ found: Cause; said: Cause | null }[]>`
    select found, said from owed_cause where shop = ${shop} and line_id = ${lineId} and order_id = ${orderId} for update`;
  if (!row) return null;
  const kept = said === row.found ? null : said;
  await tx.owedCause.update({ where: { shop_lineId: { shop, lineId } }, data: { said: kept } });
  return { was: row.said ?? row.found, is: kept ?? row.found };
}
