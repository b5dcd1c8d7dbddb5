import type { Day, Delay, Id } from "../domain/facts.ts";
import { recent, type PastLine } from "../domain/past-deliveries.ts";
import type { SupplierClosed } from "../domain/supplier-days.ts";
import { supplierDates, type SupplierTyped } from "../domain/supplier-form.ts";
import type { Database, Transaction } from "./client.server.ts";
import { dayOf, toDate } from "./day-columns.ts";
import { Prisma } from "./generated/client.ts";

export type SupplierRow = {
  supplierId: Id;
  name: string;
  leadTimeDays: number | null;
  /** Whether its deliveries are expected when it says, some days later, or when its past deliveries say. */
  dates: SupplierTyped["dates"];
  /** Added to what it states, where its dates are buffered. */
  bufferDays: number;
  /** What keeps it from its usual pace. */
  delay: Delay | null;
};
export type SupplierWords = SupplierTyped;

export async function findSupplier(
  db: Database | Transaction,
  shop: string,
  supplierId: Id,
): Promise<SupplierRow | null> {
  const row = await db.supplier.findUnique({ where: { shop_supplierId: { shop, supplierId } } });
  if (!row) return null;
  return toSupplier(row);
}

export async function findSuppliers(
  tx: Transaction,
  shop: string,
  supplierIds: Id[],
): Promise<SupplierRow[]> {
  return (await tx.supplier.findMany({ where: { shop, supplierId: { in: supplierIds } } })).map(toSupplier);
}

export function toSupplier(row: Prisma.SupplierGetPayload<object>): SupplierRow {
  const { supplierId, name, leadTimeDays, bufferDays, delayFrom, delayTo, delayDays, delayReason } = row;
  const dates = supplierDates.find((d) => d === row.dates) ?? "stated";
  const delay =
    delayFrom && delayTo && delayDays > 0
      ? { first: dayOf(delayFrom), last: dayOf(delayTo), days: delayDays, reason: delayReason }
      : null;
  return { supplierId, name, leadTimeDays, dates, bufferDays: dates === "buffered" ? bufferDays : 0, delay };
}

/** Null: it comes sooner or later, but as usual. */
export async function saveDelay(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  delay: Delay | null,
): Promise<void> {
  await tx.supplier.update({
    where: { shop_supplierId: { shop, supplierId } },
    data: {
      delayFrom: delay && toDate(delay.first),
      delayTo: delay && toDate(delay.last),
      delayDays: delay?.days ?? 0,
      delayReason: delay?.reason ?? "",
    },
  });
}

/** Days on which suppliers do not work, the earliest first. */
export async function closedOf(
  db: Database | Transaction,
  shop: string,
  supplierIds: Id[],
): Promise<Map<Id, SupplierClosed[]>> {
  const rows = await db.supplierClosed.findMany({
    where: { shop, supplierId: { in: supplierIds } },
    orderBy: { first: "asc" },
  });
  const groups = Map.groupBy(rows, (row) => row.supplierId);
  return new Map(
    [...groups].map(([supplierId, some]) => [
      supplierId,
      some.map(({ first, last, name }) => ({ first: dayOf(first), last: dayOf(last), name })),
    ]),
  );
}

/** One span begins on a day: another that begins there replaces it. `last` null: it is removed. */
export async function saveClosed(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  span: { first: Day; last: Day | null; name: string },
): Promise<void> {
  const first = toDate(span.first);
  await tx.supplierClosed.deleteMany({ where: { shop, supplierId, first } });
  if (span.last === null) return;
  await tx.supplierClosed.create({
    data: { shop, supplierId, first, last: toDate(span.last), name: span.name },
  });
}

/** For choosing one. */
export async function supplierNames(
  db: Database,
  shop: string,
): Promise<{ id: Id; name: string; leadTimeDays: number | null }[]> {
  const rows = await db.supplier.findMany({
    where: { shop },
    orderBy: { name: "asc" },
    select: { supplierId: true, name: true, leadTimeDays: true },
  });
  return rows.map(({ supplierId: id, ...rest }) => ({ id, ...rest }));
}

/** Another supplier of the shop has this name, in whatever letters. */
export async function nameIsTaken(
  tx: Transaction,
  shop: string,
  name: string,
  except: Id | null,
): Promise<boolean> {
  const same = await tx.supplier.count({
    where: {
      shop,
      name: { equals: name, mode: "insensitive" },
      ...(except && { supplierId: { not: except } }),
    },
  });
  return same > 0;
}

/** Once: nothing is added where one has this id. */
export async function addSupplier(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  words: SupplierWords,
  createdAt: Date,
): Promise<void> {
  await tx.supplier.createMany({ data: { shop, supplierId, ...words, createdAt }, skipDuplicates: true });
}

export async function saveSupplier(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  words: SupplierWords,
): Promise<void> {
  await tx.supplier.update({ where: { shop_supplierId: { shop, supplierId } }, data: words });
}

/** False when a delivery or a product names it: its history would lose its name. */
export async function removeSupplier(tx: Transaction, shop: string, supplierId: Id): Promise<boolean> {
  const used =
    (await tx.delivery.count({ where: { shop, supplierId } })) +
    (await tx.product.count({ where: { shop, supplierId } })) +
    (await tx.productSource.count({ where: { shop, supplierId } }));
  if (used > 0) return false;
  await tx.supplierClosed.deleteMany({ where: { shop, supplierId } });
  await tx.supplier.deleteMany({ where: { shop, supplierId } });
  return true;
}

/** Whoever changes the dates of several deliveries of a supplier comes first here, so that no two wait in a ring. */
export async function lockSupplier(tx: Transaction, shop: string, supplierId: Id): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('supplier'), hashtext(${`${shop}/${supplierId}`}))`;
}

export async function supplierOfDelivery(tx: Transaction, shop: string, deliveryId: Id): Promise<Id | null> {
  const row = await tx.delivery.findUnique({
    where: { shop_deliveryId: { shop, deliveryId } },
    select: { supplierId: true },
  });
  return row?.supplierId ?? null;
}

export async function learnedSuppliers(tx: Transaction, shop: string): Promise<Id[]> {
  const rows = await tx.supplier.findMany({
    where: { shop, dates: "learned" },
    orderBy: { supplierId: "asc" },
    select: { supplierId: true },
  });
  return rows.map((r) => r.supplierId);
}

/** Items whose lead time may differ by it; null when the shop has no such supplier. */
export async function chooseSupplier(
  tx: Transaction,
  shop: string,
  productId: Id,
  supplierId: Id | null,
): Promise<Id[] | null> {
  if (supplierId !== null) {
    await lockSupplier(tx, shop, supplierId);
    if (!(await findSupplier(tx, shop, supplierId))) return null;
  }
  await tx.product.updateMany({ where: { shop, productId }, data: { supplierId } });
  const variants = await tx.variant.findMany({
    where: { shop, productId, gone: false },
    select: { itemId: true },
  });
  return [...new Set(variants.map((v) => v.itemId))];
}

/** Items of products that this supplier delivers. */
export async function itemsOfSupplier(tx: Transaction, shop: string, supplierId: Id): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ itemId: Id }[]>`
    select distinct v.item_id as "itemId" from product p
    join variant v on v.shop = p.shop and v.product_id = p.product_id
    where p.shop = ${shop} and p.supplier_id = ${supplierId} and not v.gone`;
  return rows.map((r) => r.itemId);
}

/** Products that show these items, deleted ones too: each once. */
export async function productsOfItems(
  db: Database | Transaction,
  shop: string,
  itemIds: Id[],
): Promise<Id[]> {
  const rows = await db.variant.findMany({
    where: { shop, itemId: { in: itemIds } },
    distinct: ["productId"],
    select: { productId: true },
  });
  return rows.map((r) => r.productId);
}

export async function typesOfItems(
  tx: Transaction,
  shop: string,
  itemIds: Id[],
): Promise<{ itemId: Id; type: string }[]> {
  const rows = await tx.$queryRaw<{ itemId: Id; type: string }[]>`
    select distinct on (v.item_id) v.item_id as "itemId", p.type from variant v
    join product p on p.shop = v.shop and p.product_id = v.product_id
    where v.shop = ${shop} and v.item_id = any(${itemIds})
    order by v.item_id, v.gone, v.variant_id`;
  return itemIds.map((itemId) => rows.find((r) => r.itemId === itemId) ?? { itemId, type: "" });
}

/**
 * Lines of the latest 200 deliveries of a supplier and of the latest 200 of the shop, arrived or not: who takes only
 * what has arrived sees the quick ones. Lines that arrived before arrivals were dated say nothing.
 */
export async function pastLines(
  db: Database | Transaction,
  shop: string,
  supplierId: Id,
  timeZone: string,
): Promise<PastLine[]> {
  return db.$queryRaw<PastLine[]>`
    with asked as not materialized (
      select shop, delivery_id, supplier_id, ordered_on, first_stated_on, created_at from delivery
      where shop = ${shop} and confirmed and status in ('coming', 'received')
    ), latest as (
      (select * from asked where supplier_id = ${supplierId} order by created_at desc, delivery_id limit 200)
      union (select * from asked order by created_at desc, delivery_id limit 200)
    )
    ${linesOf(shop, timeZone)}`;
}

/** The same of every supplier's latest deliveries: twice as many as are learned from, since some have no dates. */
export async function pastLinesOfAll(db: Database, shop: string, timeZone: string): Promise<PastLine[]> {
  return db.$queryRaw<PastLine[]>`
    with latest as (
      select * from (
        select shop, delivery_id, supplier_id, ordered_on, first_stated_on, created_at,
          row_number() over (partition by supplier_id order by created_at desc, delivery_id) as nth
        from delivery
        where shop = ${shop} and supplier_id is not null and confirmed and status in ('coming', 'received')
      ) d where nth <= ${2 * recent}
    )
    ${linesOf(shop, timeZone)}`;
}

/** Of the deliveries called `latest`. */
function linesOf(shop: string, timeZone: string): Prisma.Sql {
  return Prisma.sql`
    select d.delivery_id as "deliveryId", d.supplier_id as "supplierId", l.item_id as "itemId",
      coalesce(kind.type, '') as type,
      to_char(d.created_at at time zone ${timeZone}, 'YYYY-MM-DD') as "enteredOn",
      to_char(d.ordered_on, 'YYYY-MM-DD') as "orderedOn",
      to_char(d.first_stated_on, 'YYYY-MM-DD') as "firstStatedOn",
      case when l.received >= l.quantity then to_char(l.received_on, 'YYYY-MM-DD') end as "receivedOn"
    from latest d
    join delivery_line l on l.shop = d.shop and l.delivery_id = d.delivery_id
    left join lateral (
      select p.type from variant v join product p on p.shop = v.shop and p.product_id = v.product_id
      where v.shop = ${shop} and v.item_id = l.item_id order by v.gone, v.variant_id limit 1
    ) kind on true
    where l.received < l.quantity or l.received_on is not null
    order by d.created_at, d.delivery_id, l.item_id`;
}
