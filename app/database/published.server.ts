import { calendarFor, leavesFrom } from "../domain/calendar.ts";
import { dayIn, shipDay, workingDayFrom } from "../domain/days.ts";
import { coverDates, lineShipsBy } from "../domain/eta.ts";
import { leftToSell } from "../domain/brake.ts";
import type { Availability, AvailabilityBecause, Day, Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { toCover } from "./book.server.ts";
import { plainCalendar, shopCalendar } from "./calendar.server.ts";
import { itemCalendars } from "./date-rules.server.ts";
import { dayOf } from "./day-columns.ts";

export type PublishedRow = Pick<Availability, "variantId" | "state" | "shipsBy" | "cap"> & {
  madeToOrder: boolean;
  /** The earliest day, where what the supplier says and what they have taught us differ. */
  shipsFrom: Day | null;
};

/** What the book says now about products and orders, for whoever publishes it. */
export async function availabilityOfProducts(
  db: Database,
  shop: string,
  productIds: Id[],
  now: Date,
): Promise<Map<Id, { gone: boolean; variants: PublishedRow[] }>> {
  const products = await db.product.findMany({ where: { shop, productId: { in: productIds } } });
  const rows = await db.availability.findMany({ where: { shop, productId: { in: productIds } } });
  const earliest = await earliestDays(db, shop, productIds, now);
  const braked = await remainingOf(db, shop, productIds);
  return new Map(
    products.map((p) => [
      p.productId,
      {
        gone: p.status === "DELETED",
        variants: rows
          .filter((r) => r.productId === p.productId)
          .map((r) => ({
            variantId: r.variantId,
            state: r.state as Availability["state"],
            shipsBy: r.shipsBy && dayOf(r.shipsBy),
            cap: leftToSell(r.cap, braked.get(r.variantId) ?? null),
            shipsFrom: earliest.get(r.variantId) ?? null,
            madeToOrder: (r.because as AvailabilityBecause).kind === "made_to_order",
          })),
      },
    ]),
  );
}

/** What the brake still takes, where it sets an end. */
async function remainingOf(db: Database, shop: string, productIds: Id[]): Promise<Map<Id, number>> {
  const rows = await db.brakedVariant.findMany({
    where: { shop, productId: { in: productIds }, remaining: { not: null } },
    select: { variantId: true, remaining: true },
  });
  return new Map(rows.map((r) => [r.variantId, r.remaining!]));
}

/** Of variants quoted from a delivery that is expected later than its supplier says: the day if the supplier is right. */
async function earliestDays(db: Database, shop: string, productIds: Id[], now: Date): Promise<Map<Id, Day>> {
  const rows = await db.$queryRaw<{ variantId: Id; itemId: Id; locationId: Id; statedOn: Day }[]>`
    select a.variant_id as "variantId", a.item_id as "itemId", d.location_id as "locationId", to_char(d.stated_on, 'YYYY-MM-DD') as "statedOn"
    from availability a
    join delivery_line l on l.shop = a.shop and l.item_id = a.item_id
    join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
    where a.shop = ${shop} and a.product_id = any(${productIds}) and a.because->>'kind' = 'delivery_free'
      and d.reference = a.because->>'reference' and to_char(d.expected_on, 'YYYY-MM-DD') = a.because->>'expectedOn'
      and d.status = 'coming' and d.confirmed and d.stated_on < d.expected_on
    order by d.stated_on desc`;
  if (rows.length === 0) return new Map();
  const calendars = await itemCalendars(
    db,
    shop,
    (await shopCalendar(db, shop)) ?? plainCalendar,
    rows.map((r) => r.itemId),
  );
  return new Map(
    rows.flatMap(({ variantId, itemId, locationId, statedOn }) => {
      const at = calendarFor(calendars(itemId), { locationId, country: null });
      if (statedOn < dayIn(at.timeZone, now)) return [];
      const [from, day] = [leavesFrom(at, now), shipDay(statedOn, at)];
      return [[variantId, day < from ? workingDayFrom(from, at) : day] as const];
    }),
  );
}

export type OwedNow = {
  lineId: Id;
  owed: number;
  outstanding: number;
  uncovered: number;
  since: string;
  shipsBy: Day | null;
};
export type OrderDebt = { gone: boolean; lines: (OwedNow & { promised: Day | null })[] };

export async function backordersOfOrders(
  db: Database,
  shop: string,
  orderIds: Id[],
  now: Date,
): Promise<Map<Id, OrderDebt>> {
  const { orders } = await owedNow(db, shop, orderIds, now);
  const gone = await goneOrders(db, shop, orderIds);
  const promised = await currentPromises(db, shop, orderIds);
  return new Map(
    orderIds.map((orderId) => {
      const lines = (orders.get(orderId) ?? []).map((l) => ({
        ...l,
        promised: promised.get(l.lineId) ?? null,
      }));
      return [orderId, { gone: gone.has(orderId), lines }];
    }),
  );
}

/** When each owed order line of an order will have left, all its parts together. */
export async function expectedOfOrder(
  tx: Transaction,
  shop: string,
  orderId: Id,
  now: Date,
): Promise<{ timeZone: string; lines: { lineId: Id; expected: Day | null; material: boolean }[] }> {
  const { orders, timeZone } = await owedNow(tx, shop, [orderId], now);
  const parts = Map.groupBy(orders.get(orderId) ?? [], (l) => l.lineId);
  const lines = [...parts].map(([lineId, some]) => ({
    lineId,
    expected: some.some((l) => l.shipsBy === null)
      ? null
      : some
          .map((l) => l.shipsBy!)
          .sort()
          .at(-1)!,
    material: some.some((l) => l.uncovered > 0),
  }));
  return { timeZone, lines };
}

/** Every date is looked up at its supply at this moment. */
async function owedNow(db: Database | Transaction, shop: string, orderIds: Id[], now: Date) {
  const calendar = (await shopCalendar(db, shop)) ?? plainCalendar;
  const orders = await db.salesOrder.findMany({
    where: { shop, orderId: { in: orderIds }, country: { not: null } },
    select: { orderId: true, country: true },
  });
  const countries = new Map(orders.map((o) => [o.orderId, o.country]));
  const owed = await db.owedLine.findMany({
    where: { shop, orderId: { in: orderIds } },
    orderBy: [{ since: "asc" }, { fulfillmentLineId: "asc" }],
  });
  const calendars = await itemCalendars(
    db,
    shop,
    calendar,
    owed.map((o) => o.itemId),
  );
  const covers = await db.cover.findMany({
    where: { shop, fulfillmentLineId: { in: owed.map((o) => o.fulfillmentLineId) } },
    orderBy: { position: "asc" },
  });
  const deliveries = await db.delivery.findMany({
    where: { shop, deliveryId: { in: covers.flatMap((c) => c.deliveryId ?? []) } },
  });
  const supplies = deliveries.map((d) => ({
    deliveryId: d.deliveryId,
    reference: d.reference,
    expectedOn: d.status === "coming" && d.expectedOn ? dayOf(d.expectedOn) : null,
  }));
  const lines = owed.map((o): OwedNow & { orderId: Id } => {
    const own = covers.filter((c) => c.fulfillmentLineId === o.fulfillmentLineId).map(toCover);
    const place = { locationId: o.locationId, country: countries.get(o.orderId) ?? null };
    const at = calendarFor(calendars(o.itemId), place);
    const today = dayIn(at.timeZone, now);
    const shipsBy = lineShipsBy(o, coverDates(own, supplies, at, today, leavesFrom(at, now)));
    const { orderId, lineId, owed: units, outstanding, uncovered } = o;
    return { orderId, lineId, owed: units, outstanding, uncovered, since: o.since.toISOString(), shipsBy };
  });
  return { timeZone: calendar.timeZone, orders: Map.groupBy(lines, (l) => l.orderId) as Map<Id, OwedNow[]> };
}

async function currentPromises(db: Database, shop: string, orderIds: Id[]): Promise<Map<Id, Day | null>> {
  const entries = await db.promiseEntry.findMany({
    where: { shop, orderId: { in: orderIds } },
    orderBy: { version: "asc" },
  });
  return new Map(entries.map((e) => [e.lineId, e.promisedOn && dayOf(e.promisedOn)]));
}

export async function ordersToTag(
  db: Database,
  shop: string,
  orderIds: Id[],
): Promise<{ owed: Set<Id>; gone: Set<Id> }> {
  const settings = await db.shop.findUniqueOrThrow({ where: { shop } });
  const owed = settings.tagOrders
    ? await db.owedLine.findMany({ where: { shop, orderId: { in: orderIds } }, distinct: ["orderId"] })
    : [];
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

/** When the last of these lines of an order ships, as far as it is known now. Null: of one of them it is not. */
export async function lastShipsBy(
  db: Database,
  shop: string,
  orderId: Id,
  lineIds: Id[],
  now: Date,
): Promise<Day | null> {
  const { lines } = (await backordersOfOrders(db, shop, [orderId], now)).get(orderId)!;
  const days = lines.filter((l) => lineIds.includes(l.lineId)).map((l) => l.shipsBy);
  return days.includes(null) ? null : (days.sort().at(-1) ?? null);
}
