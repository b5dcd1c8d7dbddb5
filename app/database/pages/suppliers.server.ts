import type { DeliveryStanding } from "../../domain/delivery-standing.ts";
import type { Day, Id } from "../../domain/facts.ts";
import type { Evidence } from "../../domain/learned.ts";
import type { Added } from "../../domain/supplier-days.ts";
import { recordOf, type SupplierRecord } from "../../domain/supplier-record.ts";
import type { Database } from "../client.server.ts";
import {
  findSupplier,
  pastLines,
  pastLinesOfAll,
  toSupplier,
  type SupplierRow,
} from "../suppliers.server.ts";
import { deliveryStandings } from "./deliveries.server.ts";

export type SupplierListed = SupplierRow & {
  record: Pick<SupplierRecord, "leadTimeDays" | "orders" | "onTime" | "stated">;
  /** Deliveries that are to come, and what is owed from them. */
  open: number;
  owed: number;
  value: number;
};

/** How many suppliers are shown at most. */
const most = 250;

/** Three queries. */
export async function suppliersPage(
  db: Database,
  shop: string,
  today: Day,
  timeZone: string,
): Promise<SupplierListed[]> {
  const [suppliers, lines, sums] = await Promise.all([
    db.supplier.findMany({ where: { shop }, orderBy: { name: "asc" }, take: most }),
    pastLinesOfAll(db, shop, timeZone),
    db.$queryRaw<{ supplierId: Id; open: number; owed: number; value: number }[]>`
      select supplier_id as "supplierId", count(*)::int as open, sum(owed)::int as owed, sum(value)::float8 as value
      from (${deliveryStandings(shop, today)}) d where status = 'coming' and supplier_id is not null
      group by supplier_id`,
  ]);
  const linesOf = Map.groupBy(lines, (l) => l.supplierId);
  return suppliers.map((row) => {
    const { supplierId } = row;
    const record = recordOf(linesOf.get(supplierId) ?? [], today);
    const { open = 0, owed = 0, value = 0 } = sums.find((s) => s.supplierId === supplierId) ?? {};
    return {
      ...toSupplier(row),
      record: {
        leadTimeDays: record.leadTimeDays,
        orders: record.orders,
        onTime: record.onTime,
        stated: record.stated,
      },
      open,
      owed,
      value,
    };
  });
}

export type SupplierPage = SupplierRow & {
  record: SupplierRecord;
  references: Record<Id, string>;
  open: SupplierDelivery[];
  products: { productId: Id; title: string }[];
  /** A delivery or a product names it: it cannot be removed. */
  used: boolean;
};
export type SupplierDelivery = {
  deliveryId: Id;
  reference: string;
  expectedOn: Day | null;
  statedOn: Day | null;
  evidence: Evidence | null;
  added: Added | null;
  state: DeliveryStanding;
  managed: boolean;
  /** The supplier itself said the day. */
  told: boolean;
  units: number;
  owed: number;
};

/** How many of its deliveries and products are shown at most. */
const shown = 100;

/** Null when the shop has no such supplier. Seven queries. */
export async function supplierPage(
  db: Database,
  shop: string,
  supplierId: Id,
  today: Day,
  timeZone: string,
): Promise<SupplierPage | null> {
  const supplier = await findSupplier(db, shop, supplierId);
  if (!supplier) return null;
  const [lines, open, products, deliveries, sources] = await Promise.all([
    pastLines(db, shop, supplierId, timeZone),
    db.$queryRaw<SupplierDelivery[]>`
      select delivery_id as "deliveryId", reference, to_char(expected_on, 'YYYY-MM-DD') as "expectedOn",
        to_char(stated_on, 'YYYY-MM-DD') as "statedOn", evidence, state, managed, told, coming as units, owed,
        (select x.added from delivery x where x.shop = ${shop} and x.delivery_id = d.delivery_id) as added
      from (${deliveryStandings(shop, today)}) d where status = 'coming' and supplier_id = ${supplierId}
      order by expected_on nulls last, lower(reference), delivery_id limit ${shown}`,
    db.product.findMany({
      where: { shop, supplierId },
      orderBy: { title: "asc" },
      take: shown,
      select: { productId: true, title: true },
    }),
    db.delivery.count({ where: { shop, supplierId } }),
    db.productSource.count({ where: { shop, supplierId } }),
  ]);
  const record = recordOf(
    lines.filter((l) => l.supplierId === supplierId),
    today,
  );
  const named = await db.delivery.findMany({
    where: { shop, deliveryId: { in: record.delays.map((d) => d.deliveryId) } },
    select: { deliveryId: true, reference: true },
  });
  return {
    ...supplier,
    record,
    references: Object.fromEntries(named.map((d) => [d.deliveryId, d.reference])),
    open,
    products,
    used: deliveries > 0 || products.length > 0 || sources > 0,
  };
}
