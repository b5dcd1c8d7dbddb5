import type { Day, Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";

/** A delivery entered here and a transfer of Shopify's that look like the same goods: both count. */
export type Double = {
  deliveryId: Id;
  reference: string;
  expectedOn: Day | null;
  transferId: Id;
  transfer: string;
  /** One of the transfer's deliveries, and when the first of them is expected. */
  nativeId: Id;
  nativeOn: Day | null;
  /** Units of the items in both that are still to come. */
  units: number;
  nativeUnits: number;
  location: string;
};

/**
 * At one place, with an item in common, and either called alike or with nearly as many units of the common items on
 * days at most two weeks apart; a day that nobody knows may be any day. What the merchant told apart stays apart.
 */
export function likelyDoubles(
  db: Database | Transaction,
  shop: string,
  of: { deliveryId?: Id; transferId?: Id } = {},
): Promise<Double[]> {
  const own = of.deliveryId ? Prisma.sql`and d.delivery_id = ${of.deliveryId}` : Prisma.empty;
  const theirs = of.transferId ? Prisma.sql`and d.transfer_id = ${of.transferId}` : Prisma.empty;
  return db.$queryRaw<Double[]>`
    with native as (
      select d.transfer_id, d.location_id, l.item_id, sum(l.quantity - l.received) as units,
        min(d.expected_on) as first_on, min(d.delivery_id) as delivery_id, string_agg(lower(d.reference), ' ') as names
      from delivery d join delivery_line l on l.shop = d.shop and l.delivery_id = d.delivery_id
      where d.shop = ${shop} and d.origin <> 'own' and d.status = 'coming' and l.quantity > l.received ${theirs}
      group by d.transfer_id, d.location_id, l.item_id
    ), pair as (
      select d.delivery_id, d.reference, d.expected_on, d.location_id, n.transfer_id, min(n.delivery_id) as native_id,
        sum(l.quantity - l.received)::int as units, sum(n.units)::int as native_units, min(n.first_on) as native_on,
        bool_or(length(d.reference) > 3 and position(lower(d.reference) in n.names) > 0) as alike
      from delivery d join delivery_line l on l.shop = d.shop and l.delivery_id = d.delivery_id
      join native n on n.location_id = d.location_id and n.item_id = l.item_id
      where d.shop = ${shop} and d.origin = 'own' and d.status = 'coming' and l.quantity > l.received ${own}
      group by d.shop, d.delivery_id, n.transfer_id
    )
    select p.delivery_id as "deliveryId", p.reference, to_char(p.expected_on, 'YYYY-MM-DD') as "expectedOn",
      p.transfer_id as "transferId", t.name as transfer, p.native_id as "nativeId",
      to_char(p.native_on, 'YYYY-MM-DD') as "nativeOn", p.units, p.native_units as "nativeUnits",
      coalesce(place.name, 'an unknown location') as location
    from pair p
    join transfer t on t.shop = ${shop} and t.transfer_id = p.transfer_id
    left join location place on place.shop = ${shop} and place.location_id = p.location_id
    where (p.alike or (least(p.units, p.native_units) * 5 >= greatest(p.units, p.native_units) * 4
        and (p.expected_on is null or p.native_on is null or abs(p.expected_on - p.native_on) <= 14)))
      and not exists (select 1 from told_apart a
        where a.shop = ${shop} and a.delivery_id = p.delivery_id and a.transfer_id = p.transfer_id)
    order by p.expected_on nulls last, p.delivery_id, p.transfer_id limit 20`;
}

/** Remembered: it is not asked again. */
export async function tellApart(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  transferId: Id,
): Promise<void> {
  await tx.toldApart.createMany({ data: [{ shop, deliveryId, transferId }], skipDuplicates: true });
}

/** What the merchant entered does not count from now on: `transferId` brings its goods. Null: it counts again. */
export async function linkDelivery(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  transferId: Id | null,
): Promise<void> {
  await tx.delivery.update({
    where: { shop_deliveryId: { shop, deliveryId } },
    data: { transferId, status: transferId === null ? "coming" : "linked" },
  });
}

/** "#T0012", and the transfer that a linked delivery is counted with. */
export async function linkOf(
  db: Database | Transaction,
  shop: string,
  deliveryId: Id,
): Promise<{ transferId: Id; name: string } | null> {
  const [row] = await db.$queryRaw<{ transferId: Id; name: string }[]>`
    select t.transfer_id as "transferId", t.name from delivery d
    join transfer t on t.shop = d.shop and t.transfer_id = d.transfer_id
    where d.shop = ${shop} and d.delivery_id = ${deliveryId} and d.status = 'linked'`;
  return row ?? null;
}

/** "#T0012" of a transfer of which something is still to come. */
export async function openTransferName(
  tx: Transaction,
  shop: string,
  transferId: Id,
): Promise<string | null> {
  const row = await tx.transfer.findUnique({
    where: { shop_transferId: { shop, transferId } },
    select: { name: true, status: true },
  });
  return row && !["TRANSFERRED", "CANCELED", "GONE"].includes(row.status) ? row.name : null;
}
