import type { Day, Id } from "../../domain/facts.ts";
import { Prisma } from "../generated/client.ts";

/** The one badge of an owed line, in this order of precedence. */
export type LineStatus = "late" | "no_date" | "on_track";

/**
 * Every owed line of the shop, or of one order of it, as a subselect. The numbers of Home, the list of backorders and the list of
 * products all count these rows, so that a number and its list cannot disagree.
 *
 * - late: the promised day has passed or cannot be kept, or a part is covered by a delivery or a clock that
 *   should have come before today; `late_since` is the day that was missed or will be
 * - no date: nothing known is coming for a part of it, or what is coming has no day
 * - on track: every part has a day; `arrives` is the latest of them
 */
export function owedLines(shop: string, today: Day, orderId: Id | null = null): Prisma.Sql {
  const ofOrder = orderId === null ? Prisma.empty : Prisma.sql`and order_id = ${orderId}`;
  const itsLines =
    orderId === null
      ? Prisma.empty
      : Prisma.sql`and c.fulfillment_line_id in (
          select fulfillment_line_id from owed_line where shop = ${shop} and order_id = ${orderId})`;
  return Prisma.sql`
    select o.fulfillment_line_id as id, o.order_id, o.line_id, o.item_id, o.location_id, o.outstanding, o.owed,
      o.uncovered, o.ready, o.units_before, o.since, l.title, l.variant_title, l.sku, l.variant_id, o.owed * coalesce(l.unit_price, 0) as value,
      s.name as order_name, s.channel, s.country, coalesce(s.placed_at, o.since) as placed_at, p.promised_on,
      p.first_promised_on, late.since as late_since,
      case when o.uncovered = 0 and not c.undated and c.overdue_since is null then c.arrives end as arrives,
      case when late.since is not null then 'late'
        when o.uncovered > 0 or c.undated is not false then 'no_date'
        else 'on_track' end as status
    from owed_line o
    left join sales_order s on s.shop = o.shop and s.order_id = o.order_id
    left join order_line l on l.shop = o.shop and l.line_id = o.line_id
    left join (
      select fulfillment_line_id, min(day) filter (where day < ${today}::date) as overdue_since,
        bool_or(day is null) as undated, max(day) as arrives
      from (
        select c.fulfillment_line_id,
          case when c.kind <> 'delivery' then c.expected_on when d.status = 'coming' then d.expected_on end as day
        from cover c
        left join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id
        where c.shop = ${shop} ${itsLines}
      ) part
      group by fulfillment_line_id
    ) c on c.fulfillment_line_id = o.fulfillment_line_id
    left join (
      select distinct on (line_id) line_id, promised_on,
        first_value(promised_on) over (partition by line_id order by version) as first_promised_on
      from promise_entry where shop = ${shop} ${ofOrder} order by line_id, version desc
    ) p on p.line_id = o.line_id
    left join promise_watch w on w.shop = o.shop and w.line_id = o.line_id
    cross join lateral (
      select least(c.overdue_since,
        case when p.promised_on < ${today}::date or w.direction = 'later' then p.promised_on end) as since
    ) late
    where o.shop = ${shop} and o.owed > 0 ${orderId === null ? Prisma.empty : Prisma.sql`and o.order_id = ${orderId}`}`;
}
