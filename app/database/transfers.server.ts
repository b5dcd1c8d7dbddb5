import type { Day, Id } from "../domain/facts.ts";
import { transferScopes, type NativeDelivery, type NativeLine } from "../domain/native-supply.ts";
import type { Database, Transaction } from "./client.server.ts";
import { toDate } from "./day-columns.ts";
import { lockSupplier } from "./suppliers.server.ts";

/** Whether the merchant and Shopify let the app read transfers and their shipments. */
export async function mayReadTransfers(db: Database | Transaction, shop: string): Promise<boolean> {
  const row = await db.shop.findUnique({ where: { shop }, select: { scopes: true } });
  const granted = row?.scopes.split(",") ?? [];
  return transferScopes.slice(0, 2).every((scope) => granted.includes(scope));
}

/** One transfer is read into the book by one process at a time. */
export async function lockTransfer(tx: Transaction, shop: string, transferId: Id): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('transfer'), hashtext(${`${shop}/${transferId}`}))`;
}

export type KnownTransfer = { digest: string; readSeq: bigint };

export function knownTransfer(
  db: Database | Transaction,
  shop: string,
  transferId: Id,
): Promise<KnownTransfer | null> {
  return db.transfer.findUnique({
    where: { shop_transferId: { shop, transferId } },
    select: { digest: true, readSeq: true },
  });
}

export async function keepTransfer(
  tx: Transaction,
  shop: string,
  transferId: Id,
  data: {
    name: string;
    status: string;
    originId: Id | null;
    destinationId: Id | null;
    digest: string;
    readSeq: bigint;
  },
): Promise<void> {
  await tx.transfer.upsert({
    where: { shop_transferId: { shop, transferId } },
    create: { shop, transferId, ...data },
    update: data,
  });
}

/** Deleted in Shopify, or out of our sight. */
export async function loseTransfer(
  tx: Transaction,
  shop: string,
  transferId: Id,
  readSeq: bigint,
): Promise<void> {
  await tx.transfer.updateMany({
    where: { shop, transferId },
    data: { status: "GONE", digest: "", readSeq },
  });
}

/** Digests of those that were not over when they were read last. */
export async function knownOpenTransfers(db: Database, shop: string): Promise<Map<Id, string>> {
  const rows = await db.transfer.findMany({
    where: { shop, status: { notIn: ["TRANSFERRED", "CANCELED", "GONE"] } },
    select: { transferId: true, digest: true },
  });
  return new Map(rows.map((r) => [r.transferId, r.digest]));
}

/** The transfer that a shipment belongs to: Shopify's webhooks do not name it. */
export async function transfersOfShipments(
  db: Database | Transaction,
  shop: string,
  shipmentIds: Id[],
): Promise<Map<Id, Id>> {
  const rows = await db.delivery.findMany({
    where: { shop, deliveryId: { in: shipmentIds.map((id) => `shipment-${id}`) } },
    select: { deliveryId: true, transferId: true },
  });
  return new Map(rows.map((r) => [r.deliveryId.slice("shipment-".length), r.transferId!]));
}

/** What is read from Shopify for a transfer, by its ids. Which they are changes under the transfer's lock alone. */
export async function nativeIds(tx: Transaction, shop: string, transferId: Id): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ deliveryId: Id }[]>`
    select delivery_id as "deliveryId" from delivery
    where shop = ${shop} and transfer_id = ${transferId} and origin <> 'own' order by delivery_id`;
  return rows.map((r) => r.deliveryId);
}

/** Suppliers that the merchant gave to deliveries of a transfer: locked, before those deliveries are. */
export async function lockSuppliersOfTransfer(tx: Transaction, shop: string, transferId: Id): Promise<Id[]> {
  const suppliers = await suppliersOfTransfer(tx, shop, transferId);
  for (const id of suppliers) await lockSupplier(tx, shop, id);
  return suppliers;
}

async function suppliersOfTransfer(tx: Transaction, shop: string, transferId: Id): Promise<Id[]> {
  const rows = await tx.delivery.findMany({
    where: { shop, transferId, supplierId: { not: null } },
    distinct: ["supplierId"],
    orderBy: { supplierId: "asc" },
    select: { supplierId: true },
  });
  return rows.map((r) => r.supplierId!);
}

/** The day that the merchant entered for the same goods, the latest if there are several; and who supplies them. */
export async function ownWords(
  tx: Transaction,
  shop: string,
  transferId: Id,
): Promise<{ statedOn: Day | null; supplierId: Id | null }> {
  const [row] = await tx.$queryRaw<{ statedOn: Day | null; supplierId: Id | null }[]>`
    select to_char(max(stated_on), 'YYYY-MM-DD') as "statedOn", min(supplier_id) as "supplierId" from delivery
    where shop = ${shop} and transfer_id = ${transferId} and origin = 'own' and status = 'linked'`;
  return row ?? { statedOn: null, supplierId: null };
}

/** What Shopify says of it, less its dates and lines. */
export async function keepNative(
  tx: Transaction,
  shop: string,
  { deliveryId, reference, locationId, confirmed, status, orderedOn }: NativeDelivery,
  supplierId: Id | null,
): Promise<void> {
  const data = {
    supplierId,
    reference,
    locationId,
    confirmed,
    status,
    orderedOn: orderedOn && toDate(orderedOn),
  };
  await tx.delivery.update({ where: { shop_deliveryId: { shop, deliveryId } }, data });
}

export async function markNative(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  from: { origin: NativeDelivery["origin"]; transferId: Id },
): Promise<void> {
  await tx.delivery.update({ where: { shop_deliveryId: { shop, deliveryId } }, data: from });
}

/** The same lines as Shopify's: others go. A line is dated by the day on which its last unit came. */
export async function keepNativeLines(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  lines: NativeLine[],
  receivedOn: Day,
): Promise<void> {
  const itemIds = lines.map((l) => l.itemId);
  await tx.deliveryLine.deleteMany({ where: { shop, deliveryId, itemId: { notIn: itemIds } } });
  await tx.peg.deleteMany({ where: { shop, deliveryId, itemId: { notIn: itemIds } } });
  for (const { itemId, quantity, received } of lines)
    await tx.$executeRaw`
      insert into delivery_line (shop, delivery_id, item_id, quantity, received, received_on)
      values (${shop}, ${deliveryId}, ${itemId}, ${quantity}, ${received},
        case when ${received}::int > 0 and ${received}::int >= ${quantity}::int then ${receivedOn}::date end)
      on conflict (shop, delivery_id, item_id) do update set quantity = excluded.quantity, received = excluded.received,
        received_on = case when excluded.received_on is null then null
          else coalesce(delivery_line.received_on, excluded.received_on) end`;
}

/** Units that left for their shipments are no delivery of their own any more. */
export async function dropNative(tx: Transaction, shop: string, deliveryId: Id): Promise<void> {
  await tx.peg.deleteMany({ where: { shop, deliveryId } });
  await tx.deliveryMove.deleteMany({ where: { shop, deliveryId } });
  await tx.deliveryLine.deleteMany({ where: { shop, deliveryId } });
  await tx.delivery.deleteMany({ where: { shop, deliveryId } });
}

/** What a delivery paid or was kept for is another's now, until its items are counted anew. */
export async function handOver(tx: Transaction, shop: string, itemId: Id, from: Id, to: Id): Promise<void> {
  await tx.$executeRaw`
    update peg p set delivery_id = ${to} where p.shop = ${shop} and p.delivery_id = ${from} and p.item_id = ${itemId}
      and not exists (select 1 from peg q where q.shop = ${shop} and q.delivery_id = ${to}
        and q.item_id = p.item_id and q.line_id = p.line_id)`;
  // In one order, as a count of the item takes them.
  await tx.$executeRaw`
    with locked as (
      select fulfillment_line_id, position from cover
      where shop = ${shop} and delivery_id = ${from} and item_id = ${itemId}
      order by fulfillment_line_id, position for update)
    update cover c set delivery_id = ${to} from locked l
    where c.shop = ${shop} and c.fulfillment_line_id = l.fulfillment_line_id and c.position = l.position`;
}

/** Lines of what is read from Shopify for a transfer. */
export async function nativeLines(
  db: Database | Transaction,
  shop: string,
  transferId: Id,
): Promise<(NativeLine & { deliveryId: Id })[]> {
  return db.$queryRaw`
    select l.delivery_id as "deliveryId", l.item_id as "itemId", l.quantity, l.received from delivery d
    join delivery_line l on l.shop = d.shop and l.delivery_id = d.delivery_id
    where d.shop = ${shop} and d.transfer_id = ${transferId} and d.origin <> 'own'
    order by l.delivery_id, l.item_id`;
}

/** Units of a line were counted in at Shopify. */
export async function countIn(
  tx: Transaction,
  shop: string,
  { deliveryId, itemId, received }: { deliveryId: Id; itemId: Id; received: number },
  receivedOn: Day,
): Promise<void> {
  await tx.$executeRaw`
    update delivery_line set received = ${received},
      received_on = case when ${received}::int >= quantity then ${receivedOn}::date end
    where shop = ${shop} and delivery_id = ${deliveryId} and item_id = ${itemId}`;
}

/** The merchant does not want to be asked for access any more. */
export async function refuseTransfers(db: Database, shop: string): Promise<void> {
  await db.shop.update({ where: { shop }, data: { noTransfers: true } });
}

/** Null where the delivery was entered here. */
export async function transferOfDelivery(tx: Transaction, shop: string, deliveryId: Id): Promise<Id | null> {
  const row = await tx.delivery.findUnique({
    where: { shop_deliveryId: { shop, deliveryId } },
    select: { origin: true, transferId: true },
  });
  return row && row.origin !== "own" ? row.transferId : null;
}

export async function saveNativeSupplier(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  supplierId: Id | null,
): Promise<void> {
  await tx.delivery.update({ where: { shop_deliveryId: { shop, deliveryId } }, data: { supplierId } });
}
