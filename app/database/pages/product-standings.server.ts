import type { Day } from "../../domain/facts.ts";
import { Prisma } from "../generated/client.ts";
import { itemDebts } from "./owed-lines.server.ts";

/**
 * Every product of the shop with what shoppers see, what is owed and what is coming, as a subselect. An item that
 * two variants share is counted once per product. `debts` are the shop's item debts, where they are at hand.
 */
export function productStandings(
  shop: string,
  today: Day,
  debts: Prisma.Sql = Prisma.sql`(${itemDebts(shop, today)})`,
): Prisma.Sql {
  return Prisma.sql`
    with made_of as (select distinct product_id, item_id from variant where shop = ${shop})
    select p.product_id, p.title, p.status, p.discontinued,
      coalesce(o.owed, 0)::int as owed, coalesce(o.late, 0)::int as late,
      coalesce(o.undated, 0)::int as undated, coalesce(o.undated_value, 0)::float8 as undated_value,
      coalesce(a.variants, 0)::int as variants, coalesce(a.in_stock, 0)::int as in_stock,
      coalesce(a.backorder, 0)::int as backorder, coalesce(a.out_of_stock, 0)::int as out_of_stock,
      coalesce(a.gone, 0)::int as gone, a.ships_by, a.expected_back,
      coalesce(d.coming, 0)::int as coming, coalesce(d.overdue, 0)::int as overdue, d.overdue_since,
      (coalesce(o.undated, 0) > 0 or coalesce(a.without_date, 0) > 0) as needs_date
    from product p
    left join (
      select m.product_id, sum(debt.owed) as owed, sum(debt.late) as late, sum(debt.undated) as undated,
        sum(debt.undated_value) as undated_value
      from ${debts} debt join made_of m on m.item_id = debt.item_id
      group by m.product_id
    ) o on o.product_id = p.product_id
    left join (
      select product_id, count(*) as variants, count(*) filter (where state = 'in_stock') as in_stock,
        count(*) filter (where state = 'backorder') as backorder,
        count(*) filter (where state = 'out_of_stock') as out_of_stock,
        count(*) filter (where state = 'discontinued') as gone,
        count(*) filter (where state = 'backorder' and (ships_by is null or ships_by < ${today}::date)) as without_date,
        min(ships_by) filter (where state = 'backorder' and ships_by >= ${today}::date) as ships_by,
        min(ships_by) filter (where state = 'out_of_stock' and ships_by >= ${today}::date) as expected_back
      from availability where shop = ${shop}
      group by product_id
    ) a on a.product_id = p.product_id
    left join (
      select m.product_id, sum(dl.quantity - dl.received) as coming,
        count(distinct d.delivery_id) filter (where d.expected_on < ${today}::date) as overdue,
        min(d.expected_on) filter (where d.expected_on < ${today}::date) as overdue_since
      from delivery d
      join delivery_line dl on dl.shop = d.shop and dl.delivery_id = d.delivery_id
      join made_of m on m.item_id = dl.item_id
      where d.shop = ${shop} and d.status = 'coming' and dl.quantity > dl.received
      group by m.product_id
    ) d on d.product_id = p.product_id
    where p.shop = ${shop} and (p.status <> 'DELETED' or o.owed > 0)`;
}
