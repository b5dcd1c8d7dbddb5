import type { Day, Id } from "../domain/facts.ts";
import type { Transaction } from "./client.server.ts";
import { dayOf, toDate } from "./day-columns.ts";

export type DeliveryRow = {
  deliveryId: Id;
  reference: string;
  locationId: Id;
  expectedOn: Day | null;
  status: string;
  itemIds: Id[];
};

export async function addDelivery(
  tx: Transaction,
  shop: string,
  delivery: {
    deliveryId: Id;
    reference: string;
    locationId: Id;
    expectedOn: Day | null;
    itemId: Id;
    quantity: number;
    createdAt: Date;
  },
): Promise<void> {
  const { deliveryId, reference, locationId, expectedOn, itemId, quantity, createdAt } = delivery;
  await tx.delivery.create({
    data: {
      shop,
      deliveryId,
      reference,
      locationId,
      expectedOn: expectedOn && toDate(expectedOn),
      createdAt,
    },
  });
  await tx.deliveryLine.create({ data: { shop, deliveryId, itemId, quantity } });
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
  const { reference, locationId, expectedOn, status } = row;
  return {
    deliveryId,
    reference,
    locationId,
    expectedOn: expectedOn && dayOf(expectedOn),
    status,
    itemIds: lines.map((l) => l.itemId),
  };
}

export async function changeDelivery(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  to: { expectedOn?: Day | null; status?: "coming" | "cancelled"; line?: { itemId: Id; quantity: number } },
): Promise<void> {
  if (to.expectedOn !== undefined || to.status) {
    await tx.delivery.update({
      where: { shop_deliveryId: { shop, deliveryId } },
      data: {
        ...(to.expectedOn !== undefined && { expectedOn: to.expectedOn && toDate(to.expectedOn) }),
        ...(to.status && { status: to.status }),
      },
    });
  }
  if (to.line) {
    const { itemId, quantity } = to.line;
    // What is still to come is what changes; what has arrived stays arrived.
    await tx.$executeRaw`
      update delivery_line set quantity = received + ${quantity}
      where shop = ${shop} and delivery_id = ${deliveryId} and item_id = ${itemId}`;
  }
}

/** Units of one line arrived; more than were to come close it. The delivery is received when nothing is to come. */
export async function receiveDelivery(
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  { itemId, quantity }: { itemId: Id; quantity: number },
): Promise<void> {
  await tx.$executeRaw`
    update delivery_line set received = received + ${quantity}
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
