import type { Id } from "../domain/facts.ts";
import type { Database } from "./client.server.ts";

/** What is known of a line that waits and of a place that has units for it. Null: one of both is not so any more. */
export async function movable(
  db: Database,
  shop: string,
  orderId: Id,
  fulfillmentLineId: Id,
  toLocationId: Id,
): Promise<{
  partId: Id;
  lineId: Id;
  itemId: Id;
  /** Of the order. */
  name: string;
  fromLocationId: Id;
  owed: number;
  free: number;
  onHold: boolean;
  /** Units that are still to ship of the whole fulfillment order. */
  partUnits: number;
} | null> {
  const [row] = await db.$queryRaw<NonNullable<Awaited<ReturnType<typeof movable>>>[]>`
    select f.fulfillment_order_id as "partId", f.line_id as "lineId", o.item_id as "itemId",
      (select name from sales_order s where s.shop = o.shop and s.order_id = o.order_id),
      o.location_id as "fromLocationId", o.owed, t.free,
      f.status = 'ON_HOLD' as "onHold",
      (select sum(p.remaining)::int from fulfillment_line p
        where p.shop = f.shop and p.fulfillment_order_id = f.fulfillment_order_id) as "partUnits"
    from owed_line o
    join fulfillment_line f on f.shop = o.shop and f.fulfillment_line_id = o.fulfillment_line_id
    join tail t on t.shop = o.shop and t.item_id = o.item_id and t.location_id = ${toLocationId}
    where o.shop = ${shop} and o.order_id = ${orderId} and o.fulfillment_line_id = ${fulfillmentLineId}
      and o.location_id <> ${toLocationId} and t.free > 0 and t.owed = 0`;
  return row ?? null;
}
