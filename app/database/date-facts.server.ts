import { itemCalendar } from "../domain/date-rules.ts";
import type { Facts, Id, Pace, Supply } from "../domain/facts.ts";
import { leadTimeOf } from "../domain/lead-time.ts";
import { apart, type SupplierClosed } from "../domain/supplier-days.ts";
import { plainCalendar, shopCalendar } from "./calendar.server.ts";
import type { Transaction } from "./client.server.ts";
import { dateRulesOf } from "./date-rules.server.ts";
import { dayOf } from "./day-columns.ts";
import { closedOf, findSuppliers, type SupplierRow } from "./suppliers.server.ts";

/** What gives an item its dates, besides who waits for it. */
export type DateFacts = Pick<Facts, "supplies" | "leadTime" | "madeToOrderDays" | "calendar">;

/** For many items at once, as it stands in this transaction. */
export async function dateFactsOf(
  tx: Transaction,
  shop: string,
  itemIds: Id[],
): Promise<(itemId: Id) => DateFacts> {
  const calendar = (await shopCalendar(tx, shop)) ?? plainCalendar;
  const rules = await dateRulesOf(tx, shop, itemIds);
  const settings = await tx.shop.findUnique({ where: { shop }, select: { leadTimeDays: true } });
  const products = await productsOf(tx, shop, itemIds);
  const suppliers = await suppliersOf(
    tx,
    shop,
    [...products.values()].map((p) => p.supplierId),
  );
  const supplies = await suppliesOf(tx, shop, itemIds);
  return (itemId) => {
    const { supplierId, madeToOrderDays } = products.get(itemId) ?? {
      supplierId: null,
      madeToOrderDays: null,
    };
    const supplier = supplierId === null ? null : (suppliers.get(supplierId) ?? null);
    const counting = rules(itemId);
    return {
      supplies: supplies.get(itemId) ?? [],
      leadTime: leadTimeOf({
        own: counting.lead_time,
        supplier: supplier?.row.leadTimeDays ?? null,
        shop: settings?.leadTimeDays ?? null,
        madeToOrder: madeToOrderDays,
        pace: supplier?.pace ?? null,
      }),
      madeToOrderDays,
      calendar: itemCalendar(calendar, counting),
    };
  };
}

type OfProducts = { supplierId: Id | null; madeToOrderDays: number | null };

/** What the products of each item say, the first one that says anything. */
async function productsOf(tx: Transaction, shop: string, itemIds: Id[]): Promise<Map<Id, OfProducts>> {
  const rows = await tx.$queryRaw<(OfProducts & { itemId: Id })[]>`
    select v.item_id as "itemId", p.supplier_id as "supplierId", p.made_to_order_days as "madeToOrderDays"
    from variant v join product p on p.shop = v.shop and p.product_id = v.product_id
    where v.shop = ${shop} and v.item_id = any(${itemIds}) and not v.gone order by v.variant_id`;
  const said = <T>(some: OfProducts[], of: (p: OfProducts) => T | null) =>
    some.map(of).find((value) => value !== null) ?? null;
  return new Map(
    [...Map.groupBy(rows, (r) => r.itemId)].map(([id, some]) => [
      id,
      { supplierId: said(some, (p) => p.supplierId), madeToOrderDays: said(some, (p) => p.madeToOrderDays) },
    ]),
  );
}

async function suppliersOf(
  tx: Transaction,
  shop: string,
  ids: (Id | null)[],
): Promise<Map<Id, { row: SupplierRow; pace: Pace | null }>> {
  const some = [...new Set(ids)].filter((id) => id !== null);
  if (some.length === 0) return new Map();
  const closed = await closedOf(tx, shop, some);
  const rows = await findSuppliers(tx, shop, some);
  return new Map(
    rows.map((row) => [row.supplierId, { row, pace: paceOf(row, closed.get(row.supplierId) ?? []) }]),
  );
}

/** Null where a supplier works as usual: then nothing of it decides. */
function paceOf({ name, delay }: SupplierRow, closed: SupplierClosed[]): Pace | null {
  return closed.length === 0 && !delay ? null : { supplier: name, closed: apart(closed), delay };
}

async function suppliesOf(tx: Transaction, shop: string, itemIds: Id[]): Promise<Map<Id, Supply[]>> {
  const rows = await tx.$queryRaw<(Omit<Supply, "expectedOn"> & { itemId: Id; expectedOn: Date | null })[]>`
    select l.item_id as "itemId", d.delivery_id as "deliveryId", d.reference, d.location_id as "locationId",
      l.quantity - l.received as quantity, d.expected_on as "expectedOn", d.confirmed
    from delivery_line l join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
    where l.shop = ${shop} and l.item_id = any(${itemIds}) and d.status = 'coming' and l.quantity > l.received`;
  const groups = new Map<Id, Supply[]>();
  for (const { itemId, expectedOn, ...supply } of rows) {
    const dated = { ...supply, expectedOn: expectedOn && dayOf(expectedOn) };
    const others = groups.get(itemId);
    if (others) others.push(dated);
    else groups.set(itemId, [dated]);
  }
  return groups;
}
