import { dayIn } from "../../domain/days.ts";
import { lineShipsBy, type DatedCover } from "../../domain/eta.ts";
import type { Day, Id, ShopCalendar } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { dayOf } from "../day-columns.ts";
import { Prisma } from "../generated/client.ts";
import { lineCauses, type LineCause } from "./causes.server.ts";
import { itemCalendars } from "../date-rules.server.ts";
import { coversOf, datesOf, type CoverRow } from "./covers.server.ts";
import { shippedTogether, shownOf, type ShownLine } from "../shown.server.ts";
import { pinChoices, type PinChoice } from "../pins.server.ts";
import { firstPromised, owedLines, type LineStatus } from "./owed-lines.server.ts";
import {
  elsewhere,
  placesOf,
  rankedBy,
  type Draft,
  type LinePlace,
  type OrderPlace,
} from "./places.server.ts";
import { whyLog, type WhyEntry } from "./why.server.ts";
import { writtenAbout, type Written } from "./written.server.ts";

export type OrderPage = {
  orderId: Id;
  name: string;
  channel: string;
  placedAt: string;
  cancelledAt: string | null;
  /** Whether the customer wants everything at once. Null: nobody asked them. */
  together: boolean | null;
  place: OrderPlace;
  owed: OrderOwedLine[];
  shipsNow: { id: Id; title: string; sku: string | null; location: string; units: number }[];
  units: number;
  value: number;
  why: WhyEntry[];
  written: Written[];
  places: Record<Id, string>;
};

export type OrderOwedLine = {
  id: Id;
  lineId: Id;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  productId: Id | null;
  productGone: boolean;
  location: string;
  itemId: Id;
  owed: number;
  outstanding: number;
  ready: number;
  uncovered: number;
  since: string;
  value: number;
  shipsBy: Day | null;
  promisedOn: Day | null;
  firstPromisedOn: Day | null;
  shown: ShownLine | null;
  status: LineStatus;
  /** The day that was missed, or will be. */
  lateSince: Day | null;
  covers: OrderCover[];
  /** Null: none was kept. */
  cause: LineCause | null;
  place: LinePlace;
  pins: PinChoice[];
  /** Free at other places. */
  elsewhere: { location: string; locationId: Id; units: number; free: number; draft: Draft | null }[];
};

export type OrderCover = DatedCover &
  Pick<CoverRow, "units" | "expectedOn" | "evidence" | "told" | "managed">;

/** Null when the shop has no such order. Seventeen queries, and one where units lie free at another place. */
export async function orderPage(
  db: Database,
  shop: string,
  orderId: Id,
  calendar: ShopCalendar,
  now: Date,
): Promise<OrderPage | null> {
  const order = await db.salesOrder.findUnique({ where: { shop_orderId: { shop, orderId } } });
  if (!order) return null;
  const [lines, ready, locations, why, written, places, pins, free, ranking, shown, together, causes] =
    await Promise.all([
      owedRows(db, shop, orderId, dayIn(calendar.timeZone, now)),
      readyRows(db, shop, orderId),
      db.location.findMany({ where: { shop }, select: { locationId: true, name: true } }),
      whyLog(db, shop, { orderId }),
      writtenAbout(db, shop, ["tag_order", "write_order_backorders", "hold_waiting_part"], orderId),
      placesOf(db, shop, orderId),
      pinChoices(db, shop, orderId),
      elsewhere(db, shop, { orderId }),
      rankedBy(db, shop),
      shownOf(db, shop, orderId),
      shippedTogether(db, shop, orderId),
      lineCauses(db, shop, orderId, dayIn(calendar.timeZone, now)),
    ]);
  const names = Object.fromEntries(locations.map((l) => [l.locationId, l.name]));
  const place = (id: Id | null) => (id !== null && names[id]) || "an unknown location";

  const covers = await coversOf(
    db,
    shop,
    lines.map((l) => l.id),
  );
  const calendars = await itemCalendars(
    db,
    shop,
    calendar,
    lines.map((l) => l.itemId),
  );
  const owed = lines.map(({ locationId, since, ...line }): OrderOwedLine => {
    const rows = covers(line.id);
    const dates = datesOf(rows, { locationId, country: order.country }, calendars(line.itemId), now);
    return {
      ...line,
      since: since.toISOString(),
      location: place(locationId),
      covers: dates.map((dated, i) => {
        const { units, expectedOn, evidence, told, managed } = rows[i]!;
        return { ...dated, units, expectedOn, evidence, told, managed };
      }),
      shipsBy: lineShipsBy(line, dates),
      shown: shown.get(line.lineId) ?? null,
      cause: causes.get(line.lineId) ?? null,
      place: places(line.id),
      pins: pins.filter((p) => p.id === line.id),
      elsewhere: free
        .filter((f) => f.itemId === line.itemId && f.toLocationId === locationId)
        .map((f) => ({
          location: place(f.fromLocationId),
          locationId: f.fromLocationId,
          units: f.units,
          free: f.free,
          draft: f.draft,
        })),
    };
  });
  return {
    orderId,
    name: order.name,
    channel: order.channel,
    placedAt: order.placedAt.toISOString(),
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    together,
    place: {
      first: order.priority > 0,
      tier: order.tier,
      requiredOn: order.requiredOn && dayOf(order.requiredOn),
      paid: order.paid,
      ranking,
    },
    owed,
    shipsNow: ready.map(({ locationId, ...line }) => ({ ...line, location: place(locationId) })),
    units: owed.reduce((sum, o) => sum + o.owed, 0),
    value: owed.reduce((sum, o) => sum + o.value, 0),
    why,
    written,
    places: names,
  };
}

type OwedRow = Omit<
  OrderOwedLine,
  "since" | "location" | "covers" | "shipsBy" | "shown" | "cause" | "place" | "pins" | "elsewhere"
> & {
  since: Date;
  locationId: Id;
};

function owedRows(db: Database, shop: string, orderId: Id, today: Day): Promise<OwedRow[]> {
  return db.$queryRaw`
    select o.id, o.line_id as "lineId", coalesce(o.title, 'Deleted item') as title, o.variant_title as "variantTitle",
      o.sku, v.product_id as "productId", (v.product_id is null or v.gone or p.status = 'DELETED') as "productGone",
      o.location_id as "locationId", o.item_id as "itemId", o.owed, o.outstanding, o.ready, o.uncovered,
      o.since, o.value::float8 as value, o.status, to_char(o.late_since, 'YYYY-MM-DD') as "lateSince",
      to_char(o.promised_on, 'YYYY-MM-DD') as "promisedOn",
      ${firstPromised(shop, Prisma.sql`o.line_id`)} as "firstPromisedOn"
    from (${owedLines(shop, today, Prisma.sql`o.order_id = ${orderId}`)}) o
    left join variant v on v.shop = ${shop} and v.variant_id = o.variant_id
    left join product p on p.shop = ${shop} and p.product_id = v.product_id
    order by o.id`;
}

type ReadyRow = { id: Id; title: string; sku: string | null; locationId: Id | null; units: number };

/** What is still to ship and not owed. */
function readyRows(db: Database, shop: string, orderId: Id): Promise<ReadyRow[]> {
  return db.$queryRaw`
    select f.fulfillment_line_id as id, concat_ws(', ', coalesce(l.title, 'Deleted item'), l.variant_title) as title,
      l.sku, f.location_id as "locationId", f.remaining - coalesce(o.owed, 0) as units
    from fulfillment_line f
    left join order_line l on l.shop = f.shop and l.line_id = f.line_id
    left join owed_line o on o.shop = f.shop and o.fulfillment_line_id = f.fulfillment_line_id
    where f.shop = ${shop} and f.order_id = ${orderId} and f.remaining > coalesce(o.owed, 0)
      and f.status not in ('CLOSED', 'CANCELLED')
    order by f.fulfillment_line_id`;
}
