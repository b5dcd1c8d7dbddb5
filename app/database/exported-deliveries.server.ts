import type { Id } from "../domain/facts.ts";
import type { Database } from "./client.server.ts";

export type ExportedLine = {
  deliveryId: Id;
  reference: string;
  location: string;
  sku: string;
  variantId: Id;
  product: string;
  units: number;
  received: number;
  expectedOn: string;
  earliestOn: string;
  supplier: string;
  orderedOn: string;
  confirmed: boolean;
  inTransit: boolean;
  notes: string;
};

/** Deliveries that are coming and were entered here, in the order of a file: by their day, then by name. */
export async function exportedDeliveries(db: Database, shop: string): Promise<Id[]> {
  const rows = await db.$queryRaw<{ id: Id }[]>`
    select delivery_id as id from delivery where shop = ${shop} and status = 'coming' and origin = 'own'
    order by expected_on nulls last, reference, delivery_id`;
  return rows.map((r) => r.id);
}

/** The lines of some of them, in their order. A variant is named where its SKU says too little. */
export function exportedLines(db: Database, shop: string, deliveryIds: Id[]): Promise<ExportedLine[]> {
  return db.$queryRaw`
    with named as materialized (
      select lower(sku) as sku from variant where shop = ${shop} and not gone and sku <> ''
      group by 1 having count(distinct item_id) > 1
    )
    select d.delivery_id as "deliveryId", d.reference, coalesce(place.name, '') as location, coalesce(v.sku, '') as sku,
      case when coalesce(v.sku, '') = '' or lower(v.sku) in (select sku from named)
        then coalesce(v.variant_id, '') else '' end as "variantId",
      concat_ws(', ', coalesce(p.title, 'Deleted item'), nullif(v.title, 'Default Title')) as product,
      l.quantity as units, l.received, coalesce(to_char(d.stated_on, 'YYYY-MM-DD'), '') as "expectedOn",
      coalesce(to_char(d.earliest_on, 'YYYY-MM-DD'), '') as "earliestOn", coalesce(s.name, '') as supplier,
      coalesce(to_char(d.ordered_on, 'YYYY-MM-DD'), '') as "orderedOn", d.confirmed,
      d.in_transit as "inTransit", d.notes
    from unnest(${deliveryIds}::text[]) with ordinality as asked(id, n)
    join delivery d on d.shop = ${shop} and d.delivery_id = asked.id
    join delivery_line l on l.shop = ${shop} and l.delivery_id = d.delivery_id
    left join location place on place.shop = ${shop} and place.location_id = d.location_id
    left join supplier s on s.shop = ${shop} and s.supplier_id = d.supplier_id
    left join lateral (
      select v.product_id, v.variant_id, v.item_id, v.title, v.sku from variant v
      where v.shop = ${shop} and v.item_id = l.item_id order by v.gone, v.variant_id limit 1
    ) v on true
    left join product p on p.shop = ${shop} and p.product_id = v.product_id
    order by asked.n, sku, l.item_id`;
}
