import type { Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";

/** A delivery whose day moved by itself, and what that means to the promises of those who wait for it. */
export type MovedDelivery = {
  deliveryId: Id;
  reference: string;
  from: Day | null;
  to: Day | null;
  movedAt: string;
  /** Who wait for it. */
  orders: number;
  value: number;
  /** Of those: what they expect is later, or earlier, than promised by more than the tolerance. */
  later: number;
  earlier: number;
  /** What is owed to those. */
  toldValue: number;
  /**
   * When the rules begin to tell them, should it stay like this: once it has held for some hours or, where that is too
   * close to the promised day, the day before. As `decidePromise` does.
   */
  toldFrom: string;
};

/** Those of which somebody is to be told something and the merchant has not decided, the most urgent first. */
export async function movedDeliveries(db: Database, shop: string): Promise<MovedDelivery[]> {
  const rows = await db.$queryRaw<
    (Omit<MovedDelivery, "movedAt" | "toldFrom"> & { at: Date; since: Date })[]
  >`
    select m.delivery_id as "deliveryId", d.reference, to_char(m.from_on, 'YYYY-MM-DD') as "from",
      to_char(d.expected_on, 'YYYY-MM-DD') as "to", m.at, count(distinct o.order_id)::int as orders,
      coalesce(sum(c.quantity * l.unit_price), 0)::float8 as value,
      count(distinct w.order_id) filter (where w.direction = 'later')::int as later,
      count(distinct w.order_id) filter (where w.direction = 'earlier')::int as earlier,
      coalesce(sum(c.quantity * l.unit_price) filter (where w.line_id is not null), 0)::float8 as "toldValue",
      min(case when p.promised_on - (t.sure_at at time zone s.time_zone)::date <= s.frozen_days
        then (p.promised_on - 1)::timestamp at time zone s.time_zone else t.sure_at end) as since
    from delivery_move m
    join shop s on s.shop = m.shop
    join delivery d on d.shop = m.shop and d.delivery_id = m.delivery_id and d.status = 'coming' and d.confirmed
    join cover c on c.shop = m.shop and c.delivery_id = m.delivery_id
    join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
    left join order_line l on l.shop = o.shop and l.line_id = o.line_id
    left join promise_watch w on w.shop = o.shop and w.line_id = o.line_id and not w.sure
    left join promise_entry p on p.shop = w.shop and p.line_id = w.line_id and p.binds
    left join lateral (select w.since + make_interval(hours => s.confirm_hours) as sure_at) t on true
    where m.shop = ${shop} and d.expected_on is distinct from m.from_on
    group by m.delivery_id, d.reference, m.from_on, d.expected_on, m.at
    having count(w.line_id) > 0
    order by since, m.delivery_id limit 20`;
  return rows.map(({ at, since, ...row }) => ({
    ...row,
    movedAt: at.toISOString(),
    toldFrom: since.toISOString(),
  }));
}
