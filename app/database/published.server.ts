import { dayIn } from "../domain/days.ts";
import { coverDates, lineShipsBy } from "../domain/eta.ts";
import type { Availability, Day, Id } from "../domain/facts.ts";
import type { Database } from "./client.server.ts";
import { toCover } from "./book.server.ts";
import { dayOf } from "./day-columns.ts";

/** What the book says now about products and orders, for whoever publishes it. */
export async function availabilityOfProducts(
  db: Database,
  shop: string,
  productIds: Id[],
): Promise<Map<Id, { gone: boolean; variants: Pick<Availability, "variantId" | "state" | "shipsBy">[] }>> {
  const products = await db.product.findMany({ where: { shop, productId: { in: productIds } } });
  const rows = await db.availability.findMany({ where: { shop, productId: { in: productIds } } });
  return new Map(
    products.map((p) => [
      p.productId,
      {
        gone: p.status === "DELETED",
        variants: rows
          .filter((r) => r.productId === p.productId)
          .map((r) => ({ variantId: r.variantId, state: r.state as Availability["state"], shipsBy: r.shipsBy && dayOf(r.shipsBy) })),
      },
    ]),
  );
}

export type OrderDebt = { gone: boolean; lines: { lineId: Id; owed: number; outstanding: number; since: string; shipsBy: Day | null }[] };

/** Every date is looked up at its supply at this moment. */
export async function backordersOfOrders(db: Database, shop: string, orderIds: Id[], now: Date): Promise<Map<Id, OrderDebt>> {
  const settings = await db.shop.findUniqueOrThrow({ where: { shop } });
  const gone = await goneOrders(db, shop, orderIds);
  const owed = await db.owedLine.findMany({ where: { shop, orderId: { in: orderIds } }, orderBy: [{ since: "asc" }, { fulfillmentLineId: "asc" }] });
  const covers = await db.cover.findMany({
    where: { shop, fulfillmentLineId: { in: owed.map((o) => o.fulfillmentLineId) } },
    orderBy: { position: "asc" },
  });
  const deliveries = await db.delivery.findMany({ where: { shop, deliveryId: { in: covers.flatMap((c) => c.deliveryId ?? []) } } });
  const supplies = deliveries.map((d) => ({
    deliveryId: d.deliveryId,
    reference: d.reference,
    expectedOn: d.status === "coming" && d.expectedOn ? dayOf(d.expectedOn) : null,
  }));
  const today = dayIn(settings.timeZone, now);
  return new Map(
    orderIds.map((orderId) => {
      const lines = owed
        .filter((o) => o.orderId === orderId)
        .map((o) => {
          const own = covers.filter((c) => c.fulfillmentLineId === o.fulfillmentLineId).map(toCover);
          const shipsBy = lineShipsBy(o, coverDates(own, supplies, settings, today));
          return { lineId: o.lineId, owed: o.owed, outstanding: o.outstanding, since: o.since.toISOString(), shipsBy };
        });
      return [orderId, { gone: gone.has(orderId), lines }];
    }),
  );
}

export async function ordersToTag(db: Database, shop: string, orderIds: Id[]): Promise<{ owed: Set<Id>; gone: Set<Id> }> {
  const settings = await db.shop.findUniqueOrThrow({ where: { shop } });
  const owed = settings.tagOrders ? await db.owedLine.findMany({ where: { shop, orderId: { in: orderIds } }, distinct: ["orderId"] }) : [];
  return { owed: new Set(owed.map((o) => o.orderId)), gone: await goneOrders(db, shop, orderIds) };
}

/** Orders that Shopify deleted: nothing can be written to them. */
async function goneOrders(db: Database, shop: string, orderIds: Id[]): Promise<Set<Id>> {
  const rows = await db.fulfillmentLine.findMany({
    where: { shop, orderId: { in: orderIds }, status: "DELETED" },
    distinct: ["orderId"],
    select: { orderId: true },
  });
  return new Set(rows.map((r) => r.orderId));
}
