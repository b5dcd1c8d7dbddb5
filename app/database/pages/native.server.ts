import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { likelyDoubles, linkOf, type Double } from "../transfer-links.server.ts";
import { mayReadTransfers } from "../transfers.server.ts";

/** Whether transfers can be read: refused, they are not asked for again outside the settings. */
export type Access = "granted" | "ask" | "refused";

export async function transferAccess(db: Database, shop: string): Promise<Access> {
  if (await mayReadTransfers(db, shop)) return "granted";
  const row = await db.shop.findUnique({ where: { shop }, select: { noTransfers: true } });
  return row?.noTransfers ? "refused" : "ask";
}

/** What a delivery has to do with Shopify's own transfers. */
export type NativePart = {
  /** The transfer whose part it is. */
  transferId: Id | null;
  supplierId: Id | null;
  /** Of one entered here: the transfer that it is counted with. */
  link: { transferId: Id; name: string } | null;
  /** Of one read from Shopify: what was entered here for the same goods. */
  linked: { deliveryId: Id; reference: string }[];
  doubles: Double[];
};

export async function nativePart(db: Database, shop: string, deliveryId: Id): Promise<NativePart> {
  const row = await db.delivery.findUnique({
    where: { shop_deliveryId: { shop, deliveryId } },
    select: { origin: true, transferId: true, supplierId: true },
  });
  if (!row || row.origin === "own") {
    const [link, doubles] = await Promise.all([
      linkOf(db, shop, deliveryId),
      likelyDoubles(db, shop, { deliveryId }),
    ]);
    return { transferId: null, supplierId: null, link, linked: [], doubles };
  }
  const { transferId, supplierId } = row;
  const [linked, doubles] = await Promise.all([
    db.delivery.findMany({
      where: { shop, transferId, status: "linked" },
      select: { deliveryId: true, reference: true },
      orderBy: { deliveryId: "asc" },
    }),
    likelyDoubles(db, shop, { transferId: transferId! }),
  ]);
  return { transferId, supplierId, link: null, linked, doubles };
}

export type Undated = { itemId: Id; variant: string; location: string; units: number };

/**
 * Units that Shopify counts as incoming while neither a transfer in our sight nor a delivery entered here says what
 * they are: from a purchase order, another app, or a transfer that we may not read.
 */
export function incomingUnexplained(db: Database, shop: string, productId: Id): Promise<Undated[]> {
  return db.$queryRaw<Undated[]>`
    select s.item_id as "itemId", v.title as variant, coalesce(place.name, 'an unknown location') as location,
      (s.incoming - coalesce(known.units, 0))::int as units
    from (select distinct on (item_id) item_id, title from variant
      where shop = ${shop} and product_id = ${productId} and not gone order by item_id, position) v
    join stock_level s on s.shop = ${shop} and s.item_id = v.item_id and s.active
    left join location place on place.shop = s.shop and place.location_id = s.location_id
    left join lateral (
      select sum(l.quantity - l.received) as units from delivery_line l
      join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
      where l.shop = ${shop} and l.item_id = s.item_id and d.location_id = s.location_id and d.status = 'coming'
        and l.quantity > l.received
    ) known on true
    where s.incoming > coalesce(known.units, 0)
    order by v.title, location`;
}
