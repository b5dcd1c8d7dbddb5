import type { Day } from "../../domain/facts.ts";
import { Prisma } from "../generated/client.ts";

/** The one badge of an owed line, in this order of precedence. */
export type LineStatus = "late" | "no_date" | "on_track";

/**
 * Every owed line of the shop, or those `o` that are asked for, as a subselect. The numbers of Home, the list of
 * backorders and the list of products all count these rows, so that a number and its list cannot disagree. Joins of
 * whose columns nothing is read cost nothing.
 *
 * - late: the promised day has passed or cannot be kept, or a part is covered by a delivery or a clock that
 *   should have come before today; `late_since` is the day that was missed or will be
 * - no date: nothing known is coming for a part of it, or what is coming has no day
 * - on track: every part has a day; `arrives` is the latest of them
 */
export function owedLines(shop: string, today: Day, which: Prisma.Sql = Prisma.sql`true`): Prisma.Sql {
  return Prisma.sql`
    select o.fulfillment_line_id as id, o.order_id, o.line_id, o.item_id, o.location_id, o.outstanding, o.owed,
      o.uncovered, o.ready, o.units_before, o.since, o.value, o.placed_at, o.channel, l.title, l.variant_title, l.sku,
      l.variant_id, s.name as order_name, s.country, late.since as late_since, (select e.promised_on from promise_entry e
        where e.shop = o.shop and e.line_id = o.line_id order by e.version desc limit 1) as promised_on,
      case when o.uncovered = 0 and not part.undated and part.overdue_since is null then part.arrives end as arrives,
      case when late.since is not null then 'late'
        when o.uncovered > 0 or part.undated then 'no_date'
        else 'on_track' end as status
    from owed_line o
    left join sales_order s on s.shop = o.shop and s.order_id = o.order_id
    left join order_line l on l.shop = o.shop and l.line_id = o.line_id
    left join delivery d on d.shop = o.shop and d.delivery_id = o.paid_by
    left join (
      select c.fulfillment_line_id, min(c.day) filter (where c.day < ${today}::date) as overdue_since,
        bool_or(c.day is null) as undated, max(c.day) as arrives
      from (
        select c.fulfillment_line_id,
          case when c.kind <> 'delivery' then c.expected_on when d.status = 'coming' then d.expected_on end as day
        from owed_line o
        join cover c on c.shop = o.shop and c.fulfillment_line_id = o.fulfillment_line_id
        left join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id
        where o.shop = ${shop} and ${several} and ${which}
      ) c
      group by c.fulfillment_line_id
    ) many on many.fulfillment_line_id = o.fulfillment_line_id
    cross join lateral (
      select coalesce(o.paid_on, case when d.status = 'coming' then d.expected_on end) as day
    ) one
    cross join lateral (
      select case when ${several} then many.undated is not false else one.day is null end as undated,
        case when ${several} then many.arrives else one.day end as arrives,
        case when ${several} then many.overdue_since when one.day < ${today}::date then one.day end as overdue_since
    ) part
    left join promise_entry passed on passed.shop = o.shop and passed.line_id = o.line_id and passed.binds
      and passed.promised_on < ${today}::date
    left join (
      select w.line_id, p.promised_on from promise_watch w
      join promise_entry p on p.shop = w.shop and p.line_id = w.line_id and p.binds
      where w.shop = ${shop} and w.direction = 'later'
    ) missing on missing.line_id = o.line_id
    cross join lateral (
      select least(part.overdue_since, passed.promised_on, missing.promised_on) as since
    ) late
    where o.shop = ${shop} and o.owed > 0 and ${which}`;
}

/** Several covers pay it, and not one alone: they are looked at. */
const several = Prisma.sql`(o.paid_by is null and o.paid_on is null and o.uncovered < o.owed)`;

/** The day that a line's customer was told first, for rows that are shown. */
export function firstPromised(shop: string, lineId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(select to_char(e.promised_on, 'YYYY-MM-DD') from promise_entry e
    where e.shop = ${shop} and e.line_id = ${lineId} order by e.version limit 1)`;
}

/** What is owed of each item, by status, as a subselect: sums over the shop are sums over these few rows. */
export function itemDebts(shop: string, today: Day): Prisma.Sql {
  const of = (status: LineStatus) => Prisma.sql`filter (where status = ${status})`;
  return Prisma.sql`
    select item_id, sum(owed) as owed, sum(value) as value,
      count(*) ${of("late")} as late_rows, sum(owed) ${of("late")} as late, sum(value) ${of("late")} as late_value,
      min(late_since) as late_since,
      count(*) ${of("no_date")} as undated_rows, sum(owed) ${of("no_date")} as undated,
      sum(value) ${of("no_date")} as undated_value
    from (${owedLines(shop, today)}) line group by item_id`;
}
