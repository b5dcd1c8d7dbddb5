import { coverDates, lineShipsBy, type DatedCover } from "../../domain/eta.ts";
import type { Calendar, Cover, Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import type { LineStatus } from "./owed-lines.server.ts";
import { whyLog, type WhyEntry } from "./why.server.ts";
import { writtenAbout, type Written } from "./written.server.ts";

export type OrderPage = {
  orderId: Id;
  name: string;
  channel: string;
  placedAt: string;
  cancelledAt: string | null;
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
  owed: number;
  outstanding: number;
  ready: number;
  uncovered: number;
  unitsBefore: number;
  since: string;
  value: number;
  shipsBy: Day | null;
  status: LineStatus;
  overdueSince: Day | null;
  covers: OrderCover[];
};

/** A covered part of a line. `arrivesOn` is known for deliveries that are not overdue. */
export type OrderCover = DatedCover & { units: number; expectedOn: Day | null; overdue: boolean };

const openStatuses = ["OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD", "INCOMPLETE"];

/** Null when the shop has no such order. Eight queries. */
export async function orderPage(
  db: Database,
  shop: string,
  orderId: Id,
  calendar: Calendar,
  today: Day,
): Promise<OrderPage | null> {
  const order = await db.salesOrder.findUnique({ where: { shop_orderId: { shop, orderId } } });
  if (!order) return null;
  const [owed, lines, demand, locations, why, written, covers] = await Promise.all([
    db.owedLine.findMany({
      where: { shop, orderId, owed: { gt: 0 } },
      orderBy: { fulfillmentLineId: "asc" },
    }),
    db.$queryRaw<LineRow[]>`
      select l.line_id as "lineId", l.title, l.variant_title as "variantTitle", l.sku, l.unit_price::float8 as price,
        v.product_id as "productId", (v.product_id is null or v.gone or p.status = 'DELETED') as "productGone"
      from order_line l
      left join variant v on v.shop = l.shop and v.variant_id = l.variant_id
      left join product p on p.shop = v.shop and p.product_id = v.product_id
      where l.shop = ${shop} and l.order_id = ${orderId}`,
    db.fulfillmentLine.findMany({
      where: { shop, orderId, remaining: { gt: 0 }, status: { in: openStatuses } },
      orderBy: { fulfillmentLineId: "asc" },
    }),
    db.location.findMany({ where: { shop }, select: { locationId: true, name: true } }),
    whyLog(db, shop, { orderId }),
    writtenAbout(db, shop, ["tag_order", "write_order_backorders"], orderId),
    db.$queryRaw<CoverRow[]>`
      select c.fulfillment_line_id as "lineOf", c.kind, c.delivery_id as "deliveryId", c.quantity as units,
        d.reference, to_char(c.expected_on, 'YYYY-MM-DD') as "leadDay",
        to_char(case when d.status = 'coming' then d.expected_on end, 'YYYY-MM-DD') as "deliveryDay"
      from cover c
      join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
      left join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id
      where c.shop = ${shop} and o.order_id = ${orderId} order by c.fulfillment_line_id, c.position`,
  ]);
  const lineOf = new Map(lines.map((l) => [l.lineId, l]));
  const places = Object.fromEntries(locations.map((l) => [l.locationId, l.name]));
  const place = (id: Id | null) => (id && places[id]) || "an unknown location";

  const owedShown = owed.map((o): OrderOwedLine => {
    const line = lineOf.get(o.lineId);
    const dated = datesOf(
      covers.filter((c) => c.lineOf === o.fulfillmentLineId),
      calendar,
      today,
    );
    const overdueSince =
      dated
        .filter((c) => c.overdue)
        .map((c) => c.expectedOn!)
        .sort()[0] ?? null;
    const shipsBy = lineShipsBy(o, dated);
    return {
      id: o.fulfillmentLineId,
      lineId: o.lineId,
      title: line?.title ?? "Deleted item",
      variantTitle: line?.variantTitle ?? null,
      sku: line?.sku ?? null,
      productId: line?.productId ?? null,
      productGone: line?.productGone ?? true,
      location: place(o.locationId),
      owed: o.owed,
      outstanding: o.outstanding,
      ready: o.ready,
      uncovered: o.uncovered,
      unitsBefore: o.unitsBefore,
      since: o.since.toISOString(),
      value: o.owed * (line?.price ?? 0),
      shipsBy,
      overdueSince,
      status: overdueSince ? "late" : shipsBy ? "on_track" : "no_date",
      covers: dated,
    };
  });
  const owedOf = new Map(owed.map((o) => [o.fulfillmentLineId, o.owed]));
  return {
    orderId,
    name: order.name,
    channel: order.channel,
    placedAt: order.placedAt.toISOString(),
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    owed: owedShown,
    shipsNow: demand.flatMap((d) => {
      const units = d.remaining - (owedOf.get(d.fulfillmentLineId) ?? 0);
      const line = lineOf.get(d.lineId);
      const title = [line?.title ?? "Deleted item", line?.variantTitle].filter(Boolean).join(", ");
      return units > 0
        ? [{ id: d.fulfillmentLineId, title, sku: line?.sku ?? null, location: place(d.locationId), units }]
        : [];
    }),
    units: owedShown.reduce((sum, o) => sum + o.owed, 0),
    value: owedShown.reduce((sum, o) => sum + o.value, 0),
    why,
    written,
    places,
  };
}

type LineRow = {
  lineId: Id;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  price: number;
  productId: Id | null;
  productGone: boolean;
};
type CoverRow = {
  lineOf: Id;
  kind: "delivery" | "lead_time";
  deliveryId: Id | null;
  units: number;
  reference: string | null;
  leadDay: Day | null;
  deliveryDay: Day | null;
};

function datesOf(rows: CoverRow[], calendar: Calendar, today: Day): OrderCover[] {
  const supplies = rows.flatMap((r) =>
    r.deliveryId
      ? [{ deliveryId: r.deliveryId, reference: r.reference ?? "", expectedOn: r.deliveryDay }]
      : [],
  );
  const covers = rows.map((r): Cover =>
    r.kind === "delivery"
      ? { kind: "delivery", deliveryId: r.deliveryId ?? "", quantity: r.units }
      : { kind: "lead_time", expectedOn: r.leadDay ?? "0000-01-01", quantity: r.units },
  );
  return coverDates(covers, supplies, calendar, today).map((dated, i) => {
    const expectedOn = rows[i]!.kind === "delivery" ? rows[i]!.deliveryDay : rows[i]!.leadDay;
    return {
      ...dated,
      units: rows[i]!.units,
      expectedOn,
      overdue: expectedOn !== null && expectedOn < today,
    };
  });
}
