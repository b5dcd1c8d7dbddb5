import { Prisma } from "./generated/client.ts";

/** Arrivals of one delivery are looked at together; every other is by itself. Wants an arrival as `r`. */
export const groupOf = Prisma.sql`case when r.receipt_id is null then r.seq::text else 'delivery ' || r.delivery_id end`;

/** The arrivals of a group that has this one. */
export function membersOf(shop: string, seq: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select r.* from arrival one join arrival r on r.shop = one.shop
    and (r.seq = one.seq or (r.delivery_id = one.delivery_id and r.receipt_id is not null and one.receipt_id is not null))
    where one.shop = ${shop} and one.seq = ${seq}`;
}

/** What a line got in arrivals, as it is now. Wants its line as `a`. */
export const asItIs = Prisma.sql`
  left join fulfillment_line f on f.shop = a.shop and f.fulfillment_line_id = a.fulfillment_line_id
    and f.remaining > 0 and f.status not in ('CLOSED', 'CANCELLED', 'DELETED')
  left join owed_line o on o.shop = a.shop and o.fulfillment_line_id = a.fulfillment_line_id
  left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and h.state = 'held'`;

/** Of so many units that a line got, those that our hold still keeps. */
export function keptOf(units: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`case when h.hold_id is null then 0
    else greatest(0, least(${units}, f.remaining - coalesce(o.owed, 0))) end`;
}

/** What the merchant calls an item. Wants a row with `shop`, `item_id` as `r`. */
export const goodsOf = Prisma.sql`
  left join lateral (
    select p.title || case when v.title = 'Default Title' then '' else ', ' || v.title end as title, v.sku
    from variant v join product p on p.shop = v.shop and p.product_id = v.product_id
    where v.shop = r.shop and v.item_id = r.item_id order by v.gone, v.variant_id limit 1
  ) goods on true`;

/**
 * Groups of which a person has still to release something: the shop wants to release by hand, and of units that are
 * here some are on hold by us without that person's word. A query with one row each.
 */
export function waitForRelease(shop: string): Prisma.Sql {
  return Prisma.sql`select key, sum(kept)::int as units, min(since) as since from (
      select ${groupOf} as key, min(r.at) as since, ${keptOf(Prisma.sql`sum(a.units)`)} as kept
      from arrival_line a join arrival r on r.shop = a.shop and r.seq = a.seq ${asItIs}
      join shop rules on rules.shop = a.shop and rules.hold_waiting and rules.release = 'review'
      where a.shop = ${shop} and h.hold_id is not null and not h.approved
      group by ${groupOf}, a.fulfillment_line_id, f.remaining, o.owed, h.hold_id
    ) line group by key having sum(kept) > 0`;
}
