import type { Day, Id } from "../domain/facts.ts";
import type { Evidence } from "../domain/learned.ts";
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
  orderedOn: Day | null;
  evidence: Evidence | null;
  confirmed: boolean;
  status: string;
  createdAt: Date;
  itemIds: Id[];
};

/** What a delivery's dates are made of. */
export type DeliveryDates = Pick<DeliveryRow, "expectedOn" | "firstStatedOn" | "statedOn" | "evidence">;

export type AddedDelivery = Omit<DeliveryRow, "status" | "itemIds"> & {
  lines: { itemId: Id; quantity: number }[];
};

export async function addDelivery(tx: Transaction, shop: string, delivery: AddedDelivery): Promise<void> {
  const { deliveryId, reference, locationId, supplierId, orderedOn, confirmed, createdAt, lines } = delivery;
  await tx.delivery.create({
    data: {
      shop,
      deliveryId,
      reference,
      locationId,
      supplierId,
      confirmed,
      createdAt,
      orderedOn: orderedOn && toDate(orderedOn),
      ...dateColumns(delivery),
    },
  });
  await tx.deliveryLine.createMany({ data: lines.map((line) => ({ shop, deliveryId, ...line })) });
}

/** Locked for this transaction. */
export async function findDelivery(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
): Promise<DeliveryRow | null> {
  await tx.$executeRaw`select 1 from delivery where shop = ${shop} and delivery_id = ${deliveryId} for update`;
  const row = await tx.delivery.findUnique({ where: { shop_deliveryId: { shop, deliveryId } } });
  if (!row) return null;
  const lines = await tx.deliveryLine.findMany({ where: { shop, deliveryId } });
  return toDelivery(
    row,
    lines.map((l) => l.itemId),
  );
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
  const itemsOf = Map.groupBy(lines, (l) => l.deliveryId);
  return rows.map((row) =>
    toDelivery(
      row,
      (itemsOf.get(row.deliveryId) ?? []).map((l) => l.itemId),
    ),
  );
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
  const rows = await tx.$queryRaw<{ orderId: Id }[]>`
    select distinct o.order_id as "orderId" from cover c
    join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
    where c.shop = ${shop} and c.delivery_id = ${deliveryId}`;
  return rows.map((r) => r.orderId);
}

function dateColumns({ expectedOn, firstStatedOn, statedOn, evidence }: DeliveryDates) {
  const date = (day: Day | null) => day && toDate(day);
  return {
    expectedOn: date(expectedOn),
    firstStatedOn: date(firstStatedOn),
    statedOn: date(statedOn),
    evidence: evidence ?? Prisma.DbNull,
  };
}

type Columns = Prisma.DeliveryGetPayload<object>;

function toDelivery(row: Columns, itemIds: Id[]): DeliveryRow {
  const { expectedOn, firstStatedOn, statedOn, orderedOn, evidence, shop: _shop, ...rest } = row;
  const day = (column: Date | null) => column && dayOf(column);
  return {
    ...rest,
    expectedOn: day(expectedOn),
    firstStatedOn: day(firstStatedOn),
    statedOn: day(statedOn),
    orderedOn: day(orderedOn),
    evidence: evidence as Evidence | null,
    itemIds,
  };
}
