import type { DeliveryStanding } from "../../domain/delivery-standing.ts";
import type { Because } from "../../domain/because.ts";
import type { Day, Id } from "../../domain/facts.ts";
import type { Evidence } from "../../domain/learned.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { deliveryStandings } from "./deliveries.server.ts";
import { productsOfItems } from "../suppliers.server.ts";

export type DeliveryPage = {
  deliveryId: Id;
  reference: string;
  supplierId: Id | null;
  supplier: string | null;
  locationId: Id;
  location: string;
  /** own: entered here, and changed here alone. */
  origin: string;
  earliestOn: Day | null;
  inTransit: boolean;
  notes: string;
  expectedOn: Day | null;
  statedOn: Day | null;
  firstStatedOn: Day | null;
  orderedOn: Day | null;
  evidence: Evidence | null;
  state: DeliveryStanding;
  /** Read from Shopify, and changed there alone. */
  managed: boolean;
  /** Its supplier itself said the day. */
  told: boolean;
  confirmed: boolean;
  coming: boolean;
  overdue: boolean;
  units: number;
  owed: number;
  value: number;
  lines: DeliveryPageLine[];
  /** Who it pays, in the order of their queues; at most 200. */
  feeds: Fed[];
  /** One of the arrivals that are of it for certain: it leads to all of them. */
  arrivalId: string | null;
  history: { seq: string; at: string; about: null; because: Because }[];
  places: Record<Id, string>;
};

export type DeliveryPageLine = {
  itemId: Id;
  productId: Id | null;
  title: string;
  variant: string;
  sku: string | null;
  quantity: number;
  received: number;
  damaged: number;
  receivedOn: Day | null;
  owed: number;
};

export type Fed = {
  id: Id;
  orderId: Id;
  order: string;
  itemId: Id;
  title: string;
  units: number;
  promisedOn: Day | null;
};

/** How many of the lines that it pays are shown. */
const shown = 200;

/** Null when the shop has no such delivery. Six queries. */
export async function deliveryPage(
  db: Database,
  shop: string,
  deliveryId: Id,
  today: Day,
): Promise<DeliveryPage | null> {
  const [standing] = await db.$queryRaw<Standing[]>(standingOf(shop, today, deliveryId));
  if (!standing) return null;
  const [lines, feeds, locations] = await Promise.all([
    lineRows(db, shop, deliveryId),
    fedRows(db, shop, deliveryId),
    db.location.findMany({ where: { shop }, select: { locationId: true, name: true } }),
  ]);
  const places = Object.fromEntries(locations.map((l) => [l.locationId, l.name]));
  const { status, ...rest } = standing;
  return {
    ...rest,
    deliveryId,
    location: places[rest.locationId] ?? "an unknown location",
    coming: status === "coming",
    overdue: rest.state === "overdue",
    lines,
    feeds,
    history: await historyOf(
      db,
      shop,
      deliveryId,
      lines.map((l) => l.itemId),
    ),
    places,
  };
}

type Standing = Pick<
  DeliveryPage,
  | "reference"
  | "supplierId"
  | "supplier"
  | "expectedOn"
  | "statedOn"
  | "firstStatedOn"
  | "orderedOn"
  | "evidence"
  | "state"
  | "managed"
  | "told"
  | "arrivalId"
  | "confirmed"
  | "units"
  | "owed"
  | "value"
  | "locationId"
  | "earliestOn"
  | "inTransit"
  | "notes"
  | "origin"
> & { status: string };

function standingOf(shop: string, today: Day, deliveryId: Id): Prisma.Sql {
  return Prisma.sql`
    select reference, supplier_id as "supplierId", supplier, location_id as "locationId",
      to_char(expected_on, 'YYYY-MM-DD') as "expectedOn", to_char(stated_on, 'YYYY-MM-DD') as "statedOn",
      to_char(first_stated_on, 'YYYY-MM-DD') as "firstStatedOn", to_char(ordered_on, 'YYYY-MM-DD') as "orderedOn",
      to_char(earliest_on, 'YYYY-MM-DD') as "earliestOn", in_transit as "inTransit", notes, origin,
      evidence, state, managed, told, confirmed, status, coming as units, owed, value,
      (select max(a.seq)::text from arrival a
        where a.shop = ${shop} and a.delivery_id = d.delivery_id and a.receipt_id is not null) as "arrivalId"
    from (${deliveryStandings(shop, today, deliveryId)}) d`;
}

function lineRows(db: Database, shop: string, deliveryId: Id): Promise<DeliveryPageLine[]> {
  return db.$queryRaw`
    select l.item_id as "itemId", v.product_id as "productId", coalesce(p.title, 'Deleted item') as title,
      coalesce(v.title, '') as variant, v.sku, l.quantity, l.received, l.damaged,
      to_char(l.received_on, 'YYYY-MM-DD') as "receivedOn",
      coalesce((select sum(c.quantity) from cover c
        where c.shop = ${shop} and c.delivery_id = l.delivery_id and c.item_id = l.item_id), 0)::int as owed
    from delivery_line l
    left join lateral (
      select v.product_id, v.title, v.sku from variant v
      where v.shop = ${shop} and v.item_id = l.item_id order by v.gone, v.variant_id limit 1
    ) v on true
    left join product p on p.shop = ${shop} and p.product_id = v.product_id
    where l.shop = ${shop} and l.delivery_id = ${deliveryId}
    order by title, variant, l.item_id`;
}

function fedRows(db: Database, shop: string, deliveryId: Id): Promise<Fed[]> {
  return db.$queryRaw`
    select o.fulfillment_line_id as id, o.order_id as "orderId", coalesce(s.name, '') as "order",
      o.item_id as "itemId", concat_ws(', ', coalesce(l.title, 'Deleted item'), l.variant_title) as title,
      sum(c.quantity)::int as units, (select to_char(e.promised_on, 'YYYY-MM-DD') from promise_entry e
        where e.shop = ${shop} and e.line_id = o.line_id order by e.version desc limit 1) as "promisedOn"
    from cover c
    join owed_line o on o.shop = c.shop and o.fulfillment_line_id = c.fulfillment_line_id
    left join sales_order s on s.shop = o.shop and s.order_id = o.order_id
    left join order_line l on l.shop = o.shop and l.line_id = o.line_id
    where c.shop = ${shop} and c.delivery_id = ${deliveryId}
    group by o.fulfillment_line_id, o.order_id, o.line_id, o.item_id, o.units_before, s.name, l.title, l.variant_title
    order by o.item_id, o.units_before, o.fulfillment_line_id limit ${shown}`;
}

/** What happened to it stands at each of its products: once is enough here. */
async function historyOf(
  db: Database,
  shop: string,
  deliveryId: Id,
  itemIds: Id[],
): Promise<DeliveryPage["history"]> {
  const products = await productsOfItems(db, shop, itemIds);
  if (products.length === 0) return [];
  const rows = await db.$queryRaw<{ seq: bigint; at: Date; because: Because }[]>`
    select max(seq) as seq, at, because from why
    where shop = ${shop} and product_id in (${Prisma.join(products)}) and because ->> 'deliveryId' = ${deliveryId}
    group by at, because order by seq desc limit 100`;
  return rows.map(({ seq, at, because }) => ({
    seq: String(seq),
    at: at.toISOString(),
    about: null,
    because,
  }));
}

/** Where a new delivery may arrive: locations in use. */
export async function openLocations(db: Database, shop: string): Promise<{ id: Id; name: string }[]> {
  const locations = await db.location.findMany({
    where: { shop, active: true },
    orderBy: { name: "asc" },
    select: { locationId: true, name: true },
  });
  return locations.map((l) => ({ id: l.locationId, name: l.name }));
}

/** Items by SKU, in whatever letters it was typed. */
export async function itemsBySku(db: Database, shop: string, skus: string[]): Promise<(sku: string) => Id[]> {
  const found = new Map<string, Id[]>();
  const wanted = [...new Set(skus.map((s) => s.toLowerCase()).filter(Boolean))];
  if (wanted.length > 0) {
    const rows = await db.$queryRaw<{ sku: string; itemId: Id }[]>`
      select distinct lower(sku) as sku, item_id as "itemId" from variant
      where shop = ${shop} and not gone and lower(sku) in (${Prisma.join(wanted)}) order by 2`;
    for (const { sku, itemId } of rows) found.set(sku, [...(found.get(sku) ?? []), itemId]);
  }
  return (sku) => found.get(sku.toLowerCase()) ?? [];
}
