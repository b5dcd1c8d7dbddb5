import type { AvailabilityBecause, Day, Id, State } from "../../domain/facts.ts";
import type { Evidence } from "../../domain/learned.ts";
import type { Database } from "../client.server.ts";
import { supplierNames } from "../suppliers.server.ts";
import { elsewhere } from "./places.server.ts";
import { toldBySupplier } from "./told.server.ts";
import { whyLog, type WhyEntry } from "./why.server.ts";
import { writtenAbout, type Written } from "./written.server.ts";

export type ProductPage = {
  productId: Id;
  title: string;
  status: string;
  leadTimeDays: number | null;
  madeToOrderDays: number | null;
  discontinued: boolean;
  supplierId: Id | null;
  suppliers: { id: Id; name: string; leadTimeDays: number | null }[];
  owed: number;
  variants: ProductVariant[];
  deliveries: ProductDelivery[];
  locations: { id: Id; name: string }[];
  places: Record<Id, string>;
  why: WhyEntry[];
  written: Written | null;
};

export type ProductVariant = {
  variantId: Id;
  itemId: Id;
  title: string;
  sku: string | null;
  sellsWhenOut: boolean;
  tracked: boolean;
  state: State | null;
  shipsBy: Day | null;
  owed: number;
  coming: number;
  /** Units that can still be sold with a date; null: no end is known. */
  cap: number | null;
  /** Units of drafts. */
  tentative: number;
  because: AvailabilityBecause | null;
  levels: VariantLevel[];
  /** Owed at one place and free at another. */
  elsewhere: { owed: number; to: string; free: number; from: string }[];
};

/** Stock, debt and supply of a variant's item at one location. */
export type VariantLevel = {
  locationId: Id;
  location: string;
  onHand: number;
  unavailable: number;
  available: number;
  owed: number;
  coming: number;
};

export type ProductDelivery = {
  deliveryId: Id;
  itemId: Id;
  variant: string;
  reference: string;
  location: string;
  supplier: string | null;
  /** What we expect, and what the supplier says. */
  expectedOn: Day | null;
  statedOn: Day | null;
  evidence: Evidence | null;
  confirmed: boolean;
  /** Read from Shopify, and changed there alone. */
  managed: boolean;
  /** Its supplier itself said the day. */
  told: boolean;
  overdue: boolean;
  units: number;
  owedFromIt: number;
};

/** Null when the shop has no such product. Nine queries. */
export async function productPage(
  db: Database,
  shop: string,
  productId: Id,
  today: Day,
): Promise<ProductPage | null> {
  const product = await db.product.findUnique({ where: { shop_productId: { shop, productId } } });
  if (!product) return null;
  const [variants, levels, deliveries, locations, suppliers, why, free, written] = await Promise.all([
    variantRows(db, shop, productId),
    levelRows(db, shop, productId),
    deliveryRows(db, shop, productId, today),
    db.location.findMany({ where: { shop }, orderBy: { name: "asc" } }),
    supplierNames(db, shop),
    whyLog(db, shop, { productId }),
    elsewhere(db, shop, { productId }),
    writtenAbout(db, shop, ["publish_availability"], productId),
  ]);
  const places = Object.fromEntries(locations.map((l) => [l.locationId, l.name]));
  const place = (id: Id) => places[id] ?? "an unknown location";
  const owedByItem = new Map(levels.map((l) => [l.itemId, 0]));
  for (const level of levels) owedByItem.set(level.itemId, owedByItem.get(level.itemId)! + level.owed);
  return {
    productId,
    title: product.title,
    status: product.status,
    leadTimeDays: product.leadTimeDays,
    madeToOrderDays: product.madeToOrderDays,
    discontinued: product.discontinued,
    supplierId: product.supplierId,
    suppliers,
    owed: [...owedByItem.values()].reduce((sum, units) => sum + units, 0),
    variants: variants.map((v) => ({
      ...v,
      // A date that has passed since the last count is no date.
      shipsBy: v.shipsBy !== null && v.shipsBy >= today ? v.shipsBy : null,
      levels: levels
        .filter((l) => l.itemId === v.itemId)
        .map(({ itemId: _item, ...level }) => ({ ...level, location: place(level.locationId) }))
        .sort((a, b) => a.location.localeCompare(b.location)),
      elsewhere: free
        .filter((f) => f.itemId === v.itemId)
        .map((f) => ({
          owed: f.owed,
          to: place(f.toLocationId),
          free: f.free,
          from: place(f.fromLocationId),
        })),
    })),
    deliveries: deliveries.map(({ locationId, ...d }) => ({ ...d, location: place(locationId) })),
    locations: locations.filter((l) => l.active).map((l) => ({ id: l.locationId, name: l.name })),
    places,
    why,
    written: written[0] ?? null,
  };
}

/** Whether the shop has the product, and what a new delivery of it may name: its items, and locations in use. */
export async function deliveryChoices(
  db: Database,
  shop: string,
  productId: Id,
): Promise<{ exists: boolean; items: Id[]; locations: Id[]; suppliers: Id[] }> {
  const [product, variants, locations, suppliers] = await Promise.all([
    db.product.findUnique({ where: { shop_productId: { shop, productId } }, select: { productId: true } }),
    db.variant.findMany({ where: { shop, productId, gone: false }, select: { itemId: true } }),
    db.location.findMany({ where: { shop, active: true }, select: { locationId: true } }),
    supplierNames(db, shop),
  ]);
  return {
    exists: product !== null,
    items: variants.map((v) => v.itemId),
    locations: locations.map((l) => l.locationId),
    suppliers: suppliers.map((s) => s.id),
  };
}

/** An item of a delivery that is still coming, this one if named, when it is one of this product's; else null. */
export async function itemOfDelivery(
  db: Database,
  shop: string,
  productId: Id,
  deliveryId: Id,
  itemId: Id | null = null,
): Promise<Id | null> {
  const [row] = await db.$queryRaw<{ itemId: Id }[]>`
    select dl.item_id as "itemId" from delivery d
    join delivery_line dl on dl.shop = d.shop and dl.delivery_id = d.delivery_id
    join variant v on v.shop = dl.shop and v.item_id = dl.item_id
    where d.shop = ${shop} and d.delivery_id = ${deliveryId} and d.status = 'coming' and v.product_id = ${productId}
      and (${itemId}::text is null or dl.item_id = ${itemId})
    limit 1`;
  return row?.itemId ?? null;
}

function variantRows(
  db: Database,
  shop: string,
  productId: Id,
): Promise<Omit<ProductVariant, "levels" | "elsewhere">[]> {
  return db.$queryRaw`
    select v.variant_id as "variantId", v.item_id as "itemId", v.title, v.sku, v.policy = 'CONTINUE' as "sellsWhenOut",
      coalesce(i.tracked, true) as tracked, a.state, to_char(a.ships_by, 'YYYY-MM-DD') as "shipsBy",
      coalesce(a.owed, 0)::int as owed, coalesce(a.coming, 0)::int as coming, a.cap,
      coalesce(a.tentative, 0)::int as tentative, a.because
    from variant v
    left join item i on i.shop = v.shop and i.item_id = v.item_id
    left join availability a on a.shop = v.shop and a.variant_id = v.variant_id
    where v.shop = ${shop} and v.product_id = ${productId} and not v.gone
    order by v.position, v.variant_id`;
}

function levelRows(
  db: Database,
  shop: string,
  productId: Id,
): Promise<(Omit<VariantLevel, "location"> & { itemId: Id })[]> {
  return db.$queryRaw`
    with items as (select distinct item_id from variant where shop = ${shop} and product_id = ${productId}),
    level as (
      select item_id, location_id, on_hand, unavailable, available, 0 as owed, 0 as coming
      from stock_level where shop = ${shop} and active and item_id in (select item_id from items)
      union all
      select item_id, location_id, 0, 0, 0, owed, 0
      from owed_line where shop = ${shop} and item_id in (select item_id from items)
      union all
      select dl.item_id, d.location_id, 0, 0, 0, 0, dl.quantity - dl.received
      from delivery_line dl join delivery d on d.shop = dl.shop and d.delivery_id = dl.delivery_id
      where dl.shop = ${shop} and d.status = 'coming' and d.confirmed and dl.item_id in (select item_id from items)
    )
    select item_id as "itemId", location_id as "locationId", sum(on_hand)::int as "onHand",
      sum(unavailable)::int as unavailable, sum(available)::int as available, sum(owed)::int as owed,
      sum(coming)::int as coming
    from level group by item_id, location_id`;
}

function deliveryRows(
  db: Database,
  shop: string,
  productId: Id,
  today: Day,
): Promise<(Omit<ProductDelivery, "location"> & { locationId: Id })[]> {
  return db.$queryRaw`
    select d.delivery_id as "deliveryId", dl.item_id as "itemId", v.title as variant, d.reference,
      d.origin <> 'own' as managed, ${toldBySupplier} as told,
      d.location_id as "locationId", to_char(d.expected_on, 'YYYY-MM-DD') as "expectedOn",
      to_char(d.stated_on, 'YYYY-MM-DD') as "statedOn", d.evidence, d.confirmed,
      (select s.name from supplier s where s.shop = ${shop} and s.supplier_id = d.supplier_id) as supplier,
      coalesce(d.expected_on < ${today}::date, false) as overdue, (dl.quantity - dl.received)::int as units,
      coalesce((select sum(c.quantity) from cover c where c.shop = ${shop} and c.delivery_id = d.delivery_id
        and c.item_id = dl.item_id), 0)::int as "owedFromIt"
    from (select distinct on (item_id) item_id, title from variant
      where shop = ${shop} and product_id = ${productId} order by item_id, gone, position) v
    join delivery_line dl on dl.shop = ${shop} and dl.item_id = v.item_id
    join delivery d on d.shop = dl.shop and d.delivery_id = dl.delivery_id
    where d.shop = ${shop} and d.status = 'coming' and dl.received < dl.quantity
    order by d.expected_on nulls last, d.created_at, d.delivery_id limit 200`;
}
