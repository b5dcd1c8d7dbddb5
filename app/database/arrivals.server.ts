import type { Arrival } from "../domain/arrival.ts";
import { addDays, dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import type { Transaction } from "./client.server.ts";
import { toDate } from "./day-columns.ts";

/** Receipts entered in the app and Shopify's count of the same units may be this many days apart. */
const apartDays = 3;

/** Writes down who got units that became free, and from which delivery they seem to be. */
export async function recordArrivals(
  tx: Transaction,
  shop: string,
  itemId: Id,
  arrivals: Arrival[],
  at: Date,
): Promise<void> {
  for (const { lines, locationId, origin, units, free } of arrivals) {
    const deliveryId = origin === "counted" ? await justReceived(tx, shop, itemId, locationId, at) : null;
    const { seq } = await tx.arrival.create({
      data: { shop, itemId, locationId, origin, deliveryId, units, free, at },
      select: { seq: true },
    });
    await tx.arrivalLine.createMany({
      data: lines.map(({ id: fulfillmentLineId, ...line }, position) => ({
        shop,
        seq,
        position,
        fulfillmentLineId,
        ...line,
      })),
    });
  }
}

async function justReceived(
  tx: Transaction,
  shop: string,
  itemId: Id,
  locationId: Id,
  at: Date,
): Promise<Id | null> {
  const since = toDate(addDays(dayIn("UTC", at), -apartDays));
  const [row] = await tx.$queryRaw<{ id: Id }[]>`
    select l.delivery_id as id from delivery_line l
    join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
    where l.shop = ${shop} and l.item_id = ${itemId} and d.location_id = ${locationId} and l.received > 0
      and l.received_on >= ${since}
    order by l.received_on desc, l.delivery_id desc limit 1`;
  return row?.id ?? null;
}
