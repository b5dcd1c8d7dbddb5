import type { Day, Id } from "../domain/facts.ts";
import { wasOnPage, type Shown } from "../domain/shown.ts";
import type { Database, Transaction } from "./client.server.ts";
import { dayOf, toDate } from "./day-columns.ts";

/** The first word on a line stays, it was said at the sale. A choice may be changed in Shopify: the newest counts. */
export async function keepShown(
  tx: Transaction,
  shop: string,
  said: { orderId: Id; at: Date; shown: Shown }[],
): Promise<void> {
  const lines = said.flatMap(({ orderId, shown }) => shown.lines.map((l) => ({ ...l, orderId })));
  // Always in one order, so that two readers never wait for each other in a circle.
  lines.sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
  if (lines.length > 0)
    await tx.shownDate.createMany({
      data: lines.map((l) => ({ shop, ...l, shipsBy: l.shipsBy && toDate(l.shipsBy) })),
      skipDuplicates: true,
    });
  const newest = new Map<Id, { together: boolean; at: Date }>();
  for (const { orderId, at, shown } of said.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    if (shown.together !== null) newest.set(orderId, { together: shown.together, at });
  for (const [orderId, { together, at }] of [...newest].sort(([a], [b]) => (a < b ? -1 : 1)))
    await tx.$executeRaw`
      insert into shipping_choice (shop, order_id, together, said_at) values (${shop}, ${orderId}, ${together}, ${at})
      on conflict (shop, order_id) do update set together = excluded.together, said_at = excluded.said_at
        where shipping_choice.together <> excluded.together and shipping_choice.said_at < excluded.said_at`;
}

/** A day, or that there is none; believed if the product page did give it. */
export type ShownLine = { shipsBy: Day | null; believed: boolean };

/** What the shopper of an order was shown, line by line. */
export async function shownOf(
  db: Database | Transaction,
  shop: string,
  orderId: Id,
): Promise<Map<Id, ShownLine>> {
  const rows = await db.$queryRaw<
    { lineId: Id; shipsBy: Date | null; placedAt: Date; since: Date | null; until: Date | null }[]
  >`
    select s.line_id as "lineId", s.ships_by as "shipsBy", o.placed_at as "placedAt", p.since, p.until
    from shown_date s
    join sales_order o on o.shop = s.shop and o.order_id = s.order_id
    left join order_line l on l.shop = s.shop and l.line_id = s.line_id
    left join published_date p on p.shop = s.shop and p.variant_id = l.variant_id and p.ships_by = s.ships_by
    where s.shop = ${shop} and s.order_id = ${orderId}`;
  return new Map(
    rows.map(({ lineId, shipsBy, placedAt, since, until }) => [
      lineId,
      { shipsBy: shipsBy && dayOf(shipsBy), believed: wasOnPage(since && { since, until }, placedAt) },
    ]),
  );
}

/** Null: the shopper was not asked, or everything ships at once. */
export async function shippedTogether(db: Database, shop: string, orderId: Id): Promise<boolean | null> {
  const row = await db.shippingChoice.findUnique({ where: { shop_orderId: { shop, orderId } } });
  return row?.together ?? null;
}

/** Kept longer than a cart may stand. */
const keptMs = 90 * 86_400_000;

/** From now on product pages give these days, and no other ones for variants of these products. */
export async function notePublished(
  tx: Transaction,
  shop: string,
  productIds: Id[],
  said: { variantId: Id; day: Day }[],
  at: Date,
): Promise<void> {
  const variants = said.map((s) => s.variantId);
  const days = said.map((s) => s.day);
  await tx.$executeRaw`
    update published_date p set until = ${at}
    where p.shop = ${shop} and p.until is null
      and p.variant_id in (select v.variant_id from variant v where v.shop = ${shop} and v.product_id = any(${productIds}))
      and not exists (
        select 1 from unnest(${variants}::text[], ${days}::date[]) as s(variant_id, day)
        where s.variant_id = p.variant_id and s.day = p.ships_by)`;
  if (said.length === 0) return;
  await tx.$executeRaw`
    insert into published_date (shop, variant_id, ships_by, since)
    select ${shop}, s.variant_id, s.day, ${at} from unnest(${variants}::text[], ${days}::date[]) as s(variant_id, day)
    on conflict (shop, variant_id, ships_by) do update set until = null where published_date.until is not null`;
  await tx.$executeRaw`
    delete from published_date
    where shop = ${shop} and variant_id = any(${variants}) and until < ${new Date(at.getTime() - keptMs)}`;
}
