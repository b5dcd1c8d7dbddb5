import type { DeliveryState, StateLine } from "../domain/delivery-state.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { Evidence } from "../domain/learned.ts";
import type { Added } from "../domain/supplier-days.ts";
import type { Transaction } from "./client.server.ts";
import { dayOf, toDate } from "./day-columns.ts";
import { Prisma } from "./generated/client.ts";

export type DeliveryRow = {
  deliveryId: Id;
  reference: string;
  locationId: Id;
  supplierId: Id | null;
  /** What we expect: the stated day, or what was learned about it. */
  expectedOn: Day | null;
  firstStatedOn: Day | null;
  statedOn: Day | null;
  earliestOn: Day | null;
  orderedOn: Day | null;
  evidence: Evidence | null;
  /** What stands between the supplier's day and ours besides. */
  added: Added | null;
  confirmed: boolean;
  inTransit: boolean;
  notes: string;
  status: string;
  /** own: entered here, and changed here alone. */
  origin: string;
  createdAt: Date;
  itemIds: Id[];
  lines: StateLine[];
};

/** What a delivery's dates are made of. */
export type DeliveryDates = Pick<DeliveryRow, "expectedOn" | "firstStatedOn" | "statedOn" | "evidence"> &
  Partial<Pick<DeliveryRow, "added">>;

export type AddedDelivery = Omit<
  DeliveryRow,
  "status" | "origin" | "itemIds" | "lines" | "earliestOn" | "inTransit" | "notes" | "added"
> &
  Partial<Pick<DeliveryRow, "earliestOn" | "inTransit" | "notes" | "added">> & {
    lines: { itemId: Id; quantity: number }[];
  };

/** False, and nothing is added: there is one with this id, which somebody sent before. */
export async function addDelivery(tx: Transaction, shop: string, delivery: AddedDelivery): Promise<boolean> {
  const { count } = await tx.delivery.createMany({ data: columnsOf(shop, delivery), skipDuplicates: true });
  if (count === 0) return false;
  await tx.deliveryLine.createMany({ data: linesOf(shop, delivery) });
  return true;
}

export async function addDeliveries(
  tx: Transaction,
  shop: string,
  deliveries: AddedDelivery[],
): Promise<void> {
  await tx.delivery.createMany({ data: deliveries.map((d) => columnsOf(shop, d)) });
  await tx.deliveryLine.createMany({ data: deliveries.flatMap((d) => linesOf(shop, d)) });
}

function columnsOf(
  shop: string,
  { lines: _lines, orderedOn, earliestOn = null, ...delivery }: AddedDelivery,
) {
  return {
    ...delivery,
    shop,
    orderedOn: orderedOn && toDate(orderedOn),
    earliestOn: earliestOn && toDate(earliestOn),
    ...dateColumns(delivery),
  };
}

const linesOf = (shop: string, { deliveryId, lines }: AddedDelivery) =>
  lines.map((line) => ({ ...line, shop, deliveryId }));

/** Locked for this transaction. */
export async function findDelivery(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
): Promise<DeliveryRow | null> {
  return (await takeDeliveries(tx, shop, [deliveryId])).get(deliveryId) ?? null;
}

/**
 * Deliveries, and all that are to come from these suppliers: for who changes some and then learns the days of all.
 * Locked at once, since whoever locks several does so in the order of their ids.
 */
export async function lockDeliveries(
  tx: Transaction,
  shop: string,
  deliveryIds: Id[],
  supplierIds: Id[],
): Promise<void> {
  await tx.$executeRaw`
    select 1 from delivery
    where shop = ${shop} and (delivery_id = any(${deliveryIds})
      or (status = 'coming' and supplier_id = any(${supplierIds}))) order by delivery_id for update`;
}

/** Several deliveries, locked for this transaction in the order of their ids, as everybody locks them. */
export async function takeDeliveries(
  tx: Transaction,
  shop: string,
  deliveryIds: Id[],
): Promise<Map<Id, DeliveryRow>> {
  await tx.$executeRaw`select 1 from delivery
    where shop = ${shop} and delivery_id = any(${deliveryIds}) order by delivery_id for update`;
  return findDeliveries(tx, shop, deliveryIds);
}

/** What people say of it. */
export function stateOf(row: DeliveryRow): DeliveryState {
  const { reference, locationId, supplierId, statedOn, earliestOn, firstStatedOn, orderedOn } = row;
  const { confirmed, inTransit, notes, status, lines } = row;
  const days = { statedOn, earliestOn, firstStatedOn, orderedOn };
  return { reference, locationId, supplierId, ...days, confirmed, inTransit, notes, status, lines };
}

/** The deliveries of the shop with one of these names at a place, whatever became of them. */
export async function namedDeliveries(
  tx: Transaction,
  shop: string,
  references: string[],
): Promise<{ deliveryId: Id; reference: string; locationId: Id; status: string; origin: string }[]> {
  return tx.delivery.findMany({
    where: { shop, reference: { in: references } },
    select: { deliveryId: true, reference: true, locationId: true, status: true, origin: true },
    orderBy: { deliveryId: "asc" },
  });
}

/** Every name in use that begins like this one: "PO-118", "PO-118 (2)". */
export async function referencesLike(tx: Transaction, shop: string, reference: string): Promise<string[]> {
  const rows = await tx.delivery.findMany({
    where: { shop, reference: { startsWith: reference.replace(/ \(\d+\)$/, "").slice(0, 54) } },
    select: { reference: true },
  });
  return rows.map((r) => r.reference);
}

/** Several deliveries with their lines, without a lock: for looking at what a change would do. */
export async function findDeliveries(
  tx: Transaction,
  shop: string,
  deliveryIds: Id[],
): Promise<Map<Id, DeliveryRow>> {
  const rows = await tx.delivery.findMany({ where: { shop, deliveryId: { in: deliveryIds } } });
  const lines = await tx.deliveryLine.findMany({ where: { shop, deliveryId: { in: deliveryIds } } });
  const linesOf = Map.groupBy(lines, (l) => l.deliveryId);
  return new Map(rows.map((row) => [row.deliveryId, toDelivery(row, linesOf.get(row.deliveryId) ?? [])]));
}

/** What each of these deliveries brings, or brought. */
export async function itemsBrought(
  tx: Transaction,
  shop: string,
  deliveryIds: Id[],
): Promise<(deliveryId: Id) => Id[]> {
  const rows = await tx.deliveryLine.findMany({
    where: { shop, deliveryId: { in: deliveryIds } },
    select: { deliveryId: true, itemId: true },
  });
  const items = Map.groupBy(rows, (row) => row.deliveryId);
  return (deliveryId) => (items.get(deliveryId) ?? []).map((row) => row.itemId);
}

/** Deliveries of a supplier that are still to come, locked in the order of their ids. */
export async function comingFrom(tx: Transaction, shop: string, supplierId: Id): Promise<DeliveryRow[]> {
  await tx.$executeRaw`select 1 from delivery
    where shop = ${shop} and supplier_id = ${supplierId} and status = 'coming' order by delivery_id for update`;
  const rows = await tx.delivery.findMany({
    where: { shop, supplierId, status: "coming" },
    orderBy: { deliveryId: "asc" },
  });
  const lines = await tx.deliveryLine.findMany({
    where: { shop, deliveryId: { in: rows.map((r) => r.deliveryId) } },
  });
  const linesOf = Map.groupBy(lines, (l) => l.deliveryId);
  return rows.map((row) => toDelivery(row, linesOf.get(row.deliveryId) ?? []));
}

export async function changeDelivery(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  to: {
    dates?: DeliveryDates;
    confirmed?: boolean;
    status?: "coming" | "cancelled";
    line?: { itemId: Id; quantity: number };
  },
): Promise<void> {
  const { dates, confirmed, status, line } = to;
  const data = {
    ...(dates && dateColumns(dates)),
    ...(confirmed !== undefined && { confirmed }),
    ...(status && { status }),
  };
  if (Object.keys(data).length > 0)
    await tx.delivery.update({ where: { shop_deliveryId: { shop, deliveryId } }, data });
  if (line) {
    // What is still to come is what changes; what has arrived stays arrived.
    await tx.$executeRaw`
      update delivery_line set quantity = received + ${line.quantity}, received_on = null
      where shop = ${shop} and delivery_id = ${deliveryId} and item_id = ${line.itemId}`;
  }
}

/** Units of one line arrived; more than were to come close it. The delivery is received when nothing is to come. */
export async function receiveDelivery(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  { itemId, quantity, arrivedOn }: { itemId: Id; quantity: number; arrivedOn: Day },
): Promise<void> {
  await tx.$executeRaw`
    update delivery_line set received = received + ${quantity},
      received_on = case when received < quantity and received + ${quantity} >= quantity then ${arrivedOn}::date
        else received_on end
    where shop = ${shop} and delivery_id = ${deliveryId} and item_id = ${itemId}`;
  await tx.$executeRaw`
    update delivery d set status = 'received' where d.shop = ${shop} and d.delivery_id = ${deliveryId}
      and not exists (select 1 from delivery_line l
        where l.shop = ${shop} and l.delivery_id = ${deliveryId} and l.received < l.quantity)`;
}

/** Orders that a delivery pays, in whole or in part. */
export async function ordersCoveredBy(tx: Transaction, shop: string, deliveryId: Id): Promise<Id[]> {
  return (await ordersCovered(tx, shop, [deliveryId])).map((o) => o.orderId);
}

/** Orders with the deliveries, of these, that pay them. */
export function ordersCovered(
  tx: Transaction,
  shop: string,
  deliveryIds: Id[],
): Promise<{ deliveryId: Id; orderId: Id }[]> {
  return tx.$queryRaw`
    select distinct c.delivery_id as "deliveryId", o.order_id as "orderId" from cover c
    join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
    where c.shop = ${shop} and c.delivery_id = any(${deliveryIds})`;
}

function dateColumns({ expectedOn, firstStatedOn, statedOn, evidence, added }: DeliveryDates) {
  const date = (day: Day | null) => day && toDate(day);
  return {
    expectedOn: date(expectedOn),
    firstStatedOn: date(firstStatedOn),
    statedOn: date(statedOn),
    evidence: evidence ?? Prisma.DbNull,
    added: added ?? Prisma.DbNull,
  };
}

type Columns = Prisma.DeliveryGetPayload<object>;
type LineColumns = Prisma.DeliveryLineGetPayload<object>;

function toDelivery(row: Columns, lines: LineColumns[]): DeliveryRow {
  const { expectedOn, firstStatedOn, statedOn, earliestOn, orderedOn, evidence, shop: _shop, ...rest } = row;
  const day = (column: Date | null) => column && dayOf(column);
  return {
    ...rest,
    expectedOn: day(expectedOn),
    firstStatedOn: day(firstStatedOn),
    statedOn: day(statedOn),
    earliestOn: day(earliestOn),
    orderedOn: day(orderedOn),
    evidence: evidence as Evidence | null,
    added: rest.added as Added | null,
    itemIds: lines.map((l) => l.itemId),
    lines: lines.map(({ itemId, quantity, received, damaged, receivedOn }) => ({
      itemId,
      quantity,
      received,
      damaged,
      receivedOn: day(receivedOn),
    })),
  };
}

/** The products that show each of these items, deleted ones too. */
export async function productsByItem(tx: Transaction, shop: string, itemIds: Id[]): Promise<Map<Id, Id[]>> {
  const rows = await tx.variant.findMany({
    where: { shop, itemId: { in: itemIds } },
    distinct: ["itemId", "productId"],
    select: { itemId: true, productId: true },
  });
  const byItem = Map.groupBy(rows, (r) => r.itemId);
  return new Map([...byItem].map(([itemId, of]) => [itemId, of.map((r) => r.productId)]));
}
