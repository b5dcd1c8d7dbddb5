import type { Cause, CauseFound } from "../../domain/cause.ts";
import type { Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";

/** Units and orders that began to be owed, by why. */
export type CauseSum = { cause: Cause; units: number; orders: number };

/** How far back causes are summed up. */
export const causeDays = 90;

const since = (now: Date) => new Date(now.getTime() - causeDays * 86_400_000);

/** Of one supplier's or one product's items, what was owed most first. */
export function causeSums(
  db: Database,
  shop: string,
  now: Date,
  of: { supplierId: Id } | { productId: Id },
): Promise<CauseSum[]> {
  const those =
    "supplierId" in of
      ? Prisma.sql`c.supplier_id = ${of.supplierId}`
      : Prisma.sql`c.item_id in (select item_id from variant where shop = ${shop} and product_id = ${of.productId})`;
  return db.$queryRaw`
    select coalesce(c.said, c.found) as cause, sum(c.units)::int as units, count(distinct c.order_id)::int as orders
    from owed_cause c where c.shop = ${shop} and c.at >= ${since(now)} and ${those}
    group by 1 order by units desc, cause`;
}

export type CauseRow = CauseSum & {
  productId: Id | null;
  product: string;
  supplierId: Id | null;
  supplier: string | null;
  /** In how many weeks it began anew: more than one, and it comes back. */
  weeks: number;
};

/** By product, supplier and cause, what was owed most first. */
export function causeRows(db: Database, shop: string, now: Date, most: number): Promise<CauseRow[]> {
  return db.$queryRaw`
    select v.product_id as "productId", coalesce(p.title, 'Deleted item') as product,
      s.supplier_id as "supplierId", s.name as supplier, coalesce(c.said, c.found) as cause,
      sum(c.units)::int as units, count(distinct c.order_id)::int as orders,
      count(distinct floor(extract(epoch from ${now}::timestamptz - c.at) / 604800))::int as weeks
    from owed_cause c
    left join (
      select distinct on (item_id) item_id, product_id from variant where shop = ${shop}
      order by item_id, gone, variant_id
    ) v on v.item_id = c.item_id
    left join product p on p.shop = ${shop} and p.product_id = v.product_id
    left join supplier s on s.shop = ${shop} and s.supplier_id = c.supplier_id
    where c.shop = ${shop} and c.at >= ${since(now)}
    group by v.product_id, p.title, s.supplier_id, s.name, coalesce(c.said, c.found)
    order by units desc, product, v.product_id, s.supplier_id, cause limit ${most}`;
}

export type CausesPage = {
  sums: CauseSum[];
  suppliers: (CauseSum & { supplierId: Id; supplier: string })[];
  rows: CauseRow[];
};

/** How many rows of each table are shown. */
const shown = 50;

/** Of the whole shop. Three queries. */
export async function causesPage(db: Database, shop: string, now: Date): Promise<CausesPage> {
  const [sums, suppliers, rows] = await Promise.all([
    db.$queryRaw<CauseSum[]>`
      select coalesce(said, found) as cause, sum(units)::int as units, count(distinct order_id)::int as orders
      from owed_cause where shop = ${shop} and at >= ${since(now)} group by 1 order by units desc, cause`,
    db.$queryRaw<CausesPage["suppliers"]>`
      select s.supplier_id as "supplierId", s.name as supplier, coalesce(c.said, c.found) as cause,
        sum(c.units)::int as units, count(distinct c.order_id)::int as orders
      from owed_cause c join supplier s on s.shop = c.shop and s.supplier_id = c.supplier_id
      where c.shop = ${shop} and c.at >= ${since(now)} group by 1, 2, 3
      order by units desc, supplier, s.supplier_id, cause limit ${shown}`,
    causeRows(db, shop, now, shown),
  ]);
  return { sums, suppliers, rows };
}

/** A delivery that pays the line and comes later than its supplier said first. */
export type LateCover = {
  deliveryId: Id;
  reference: string;
  supplier: string | null;
  due: Day;
  statedOn: Day | null;
};
export type LineCause = { found: CauseFound; said: Cause | null; late: LateCover[] };

/** Why the lines of an order are owed, and why they are late by now. */
export async function lineCauses(
  db: Database,
  shop: string,
  orderId: Id,
  today: Day,
): Promise<Map<Id, LineCause>> {
  const [causes, late] = await Promise.all([
    db.owedCause.findMany({ where: { shop, orderId } }),
    db.$queryRaw<(LateCover & { lineId: Id })[]>`
      select distinct o.line_id as "lineId", d.delivery_id as "deliveryId", d.reference, s.name as supplier,
        to_char(d.first_stated_on, 'YYYY-MM-DD') as due, to_char(d.stated_on, 'YYYY-MM-DD') as "statedOn"
      from owed_line o
      join cover c on c.shop = o.shop and c.fulfillment_line_id = o.fulfillment_line_id
      join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id
      left join supplier s on s.shop = d.shop and s.supplier_id = d.supplier_id
      where o.shop = ${shop} and o.order_id = ${orderId} and d.status = 'coming' and d.first_stated_on is not null
        and (d.stated_on is null or d.stated_on > d.first_stated_on or d.first_stated_on < ${today}::date)
      order by due, d.reference, d.delivery_id`,
  ]);
  return new Map(
    causes.map(({ lineId, evidence, said }) => {
      const found = evidence as CauseFound;
      const named = found.cause === "late_supplier" ? found.deliveryId : null;
      return [
        lineId,
        {
          found,
          said: said as Cause | null,
          late: late.flatMap(({ lineId: id, ...cover }) =>
            id === lineId && cover.deliveryId !== named ? [cover] : [],
          ),
        },
      ];
    }),
  );
}
