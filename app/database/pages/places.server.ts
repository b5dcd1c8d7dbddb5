import type { Day, Id } from "../../domain/facts.ts";
import { suggestions } from "../../domain/suggestions.ts";
import type { Tier } from "../../domain/tiers.ts";
import type { Database } from "../client.server.ts";
import { ourHold } from "../holds.server.ts";

/** Somebody who was placed later and is served before. */
export type Overtaker = {
  orderId: Id;
  name: string;
  why: "pinned" | "served_first" | "tier" | "needed_earlier" | "yields";
};

/** Where an owed line stands among other orders, and what the merchant said about it. */
export type LinePlace = {
  linesBefore: number;
  unitsBefore: number;
  held: boolean;
  overtakers: Overtaker[];
};

/** How many overtakers are named. */
const named = 3;

/** The place of each owed line of an order. Where nothing but age decides, nobody is looked for. */
export async function placesOf(db: Database, shop: string, orderId: Id): Promise<(line: Id) => LinePlace> {
  const [lines, before] = await Promise.all([
    linesAmongOthers(db, shop, orderId),
    db.$queryRaw<(Overtaker & { id: Id })[]>`
      select mine.fulfillment_line_id as id, other.*
      from owed_line mine
      join sales_order me on me.shop = mine.shop and me.order_id = mine.order_id
      join fulfillment_line my on my.shop = mine.shop and my.fulfillment_line_id = mine.fulfillment_line_id
      join shop s on s.shop = mine.shop
      left join hold h on h.shop = my.shop and h.fulfillment_order_id = my.fulfillment_order_id and ${ourHold}
      cross join lateral (
        select o.order_id as "orderId", o.name, r.why
        from fulfillment_line f
        join sales_order o on o.shop = f.shop and o.order_id = f.order_id
        cross join lateral (select case
          when exists (select 1 from peg p where p.shop = f.shop and p.line_id = f.line_id and p.kind = 'pin') then 'pinned'
          when o.priority > me.priority then 'served_first'
          when s.paid_first and (not me.paid or my.status = 'ON_HOLD' and (h.hold_id is null or h.others)) then 'yields'
          when coalesce(o.tier, 9) < coalesce(me.tier, 9) then 'tier'
          when s.rank_by = 'required' and o.required_on < coalesce(me.required_on, 'infinity') then 'needed_earlier'
          end as why) r
        where f.shop = mine.shop and f.item_id = mine.item_id and coalesce(f.location_id, '') = mine.location_id
          and f.order_id <> mine.order_id and f.remaining > 0 and r.why is not null
          and (o.placed_at, length(o.order_id), o.order_id) > (me.placed_at, length(me.order_id), me.order_id)
          and f.status not in ('CLOSED', 'CANCELLED', 'DELETED') and o.cancelled_at is null
          and not exists (select 1 from owed_line w where w.shop = f.shop
            and w.fulfillment_line_id = f.fulfillment_line_id and w.units_before >= mine.units_before)
        order by o.placed_at limit ${named}) other
      where mine.shop = ${shop} and mine.order_id = ${orderId}`,
  ]);
  const overtakers = Map.groupBy(before, (b) => b.id);
  return (id) => {
    const line = lines.find((l) => l.id === id);
    return {
      linesBefore: line?.linesBefore ?? 0,
      unitsBefore: line?.unitsBefore ?? 0,
      held: line?.held ?? false,
      overtakers: (overtakers.get(id) ?? []).map(({ orderId: by, name, why }) => ({
        orderId: by,
        name,
        why,
      })),
    };
  };
}

/**
 * The lines of an order and who is before each. The book's place counts all of a queue; of it are taken off the parts
 * of the same order, which come in the order of rank.ts: their pins, whether they yield, what we hold last.
 */
function linesAmongOthers(
  db: Database,
  shop: string,
  orderId: Id,
): Promise<{ id: Id; linesBefore: number; unitsBefore: number; held: boolean }[]> {
  return db.$queryRaw`
    with part as (
      select f.*, o.lines_before, o.units_before, s.paid_first and me.paid as held_yields,
        f.status = 'ON_HOLD' and (h.hold_id is null or h.others) as held,
        f.status = 'ON_HOLD' and h.hold_id is not null as waits,
        exists (select 1 from peg p
          join delivery d on d.shop = p.shop and d.delivery_id = p.delivery_id and d.location_id = f.location_id
          join delivery_line l on l.shop = p.shop and l.delivery_id = p.delivery_id and l.item_id = p.item_id
          where p.shop = f.shop and p.item_id = f.item_id and p.line_id = f.line_id and p.kind = 'pin'
            and d.status = 'coming' and d.confirmed and l.quantity > l.received) as pinned
      from fulfillment_line f
      join sales_order me on me.shop = f.shop and me.order_id = f.order_id
      join shop s on s.shop = f.shop
      left join owed_line o on o.shop = f.shop and o.fulfillment_line_id = f.fulfillment_line_id
      left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and ${ourHold}
      where f.shop = ${shop} and f.order_id = ${orderId} and f.counted and f.remaining > 0
        and f.status not in ('CLOSED', 'CANCELLED', 'DELETED')
    ), ranked as (
      select *, count(*) over own as lines, sum(remaining) over own as units from part
      window own as (partition by item_id, location_id
        order by pinned desc, held_yields and held, waits, length(fulfillment_line_id), fulfillment_line_id)
    )
    select fulfillment_line_id as id, held,
      greatest(0, lines_before + 1 - lines)::int as "linesBefore",
      greatest(0, units_before + remaining - units)::int as "unitsBefore"
    from ranked where lines_before is not null`;
}

/** Units that lie free elsewhere while an item is owed at a place. */
export type Elsewhere = {
  itemId: Id;
  fromLocationId: Id;
  toLocationId: Id;
  owed: number;
  units: number;
  free: number;
  /** A transfer that would bring some of it and that nobody has sent yet. */
  draft: Draft | null;
};
export type Draft = { deliveryId: Id; name: string; units: number };

/** What could be moved between places for items of an order, or of a product. */
export async function elsewhere(
  db: Database,
  shop: string,
  of: { orderId: Id } | { productId: Id },
): Promise<Elsewhere[]> {
  const [orderId, productId] = "orderId" in of ? [of.orderId, null] : [null, of.productId];
  const tails = await db.$queryRaw<{ itemId: Id; locationId: Id; owed: number; free: number }[]>`
    select item_id as "itemId", location_id as "locationId", owed, free from tail where shop = ${shop} and item_id in (
      select item_id from owed_line where shop = ${shop} and order_id = ${orderId}
      union select item_id from variant where shop = ${shop} and product_id = ${productId} and not gone)`;
  const found = [...Map.groupBy(tails, (t) => t.itemId)].flatMap(([itemId, places]) =>
    suggestions(places).map((s) => ({
      itemId,
      owed: places.find((p) => p.locationId === s.toLocationId)!.owed,
      ...s,
    })),
  );
  const drafts = await draftsOf(
    db,
    shop,
    found.map((f) => f.itemId),
  );
  return found.map((f) => ({ ...f, draft: drafts.get(wayOf(f)) ?? null }));
}

/** The key of `draftsOf`. */
export const wayOf = (of: { itemId: Id; fromLocationId: Id; toLocationId: Id }) =>
  `${of.itemId} ${of.fromLocationId} ${of.toLocationId}`;

/** Of each item the newest draft between two places. */
export async function draftsOf(db: Database, shop: string, itemIds: Id[]): Promise<Map<string, Draft>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(Draft & { itemId: Id; fromLocationId: Id; toLocationId: Id })[]>`
    select l.item_id as "itemId", t.origin_id as "fromLocationId", t.destination_id as "toLocationId",
      d.delivery_id as "deliveryId", t.name, l.quantity as units
    from transfer t
    join delivery d on d.shop = t.shop and d.transfer_id = t.transfer_id and d.origin = 'transfer' and d.status = 'coming'
    join delivery_line l on l.shop = d.shop and l.delivery_id = d.delivery_id
    where t.shop = ${shop} and t.status = 'DRAFT' and l.item_id = any(${itemIds}) and l.quantity > 0
    order by d.created_at, d.delivery_id`;
  return new Map(
    rows.map(({ deliveryId, name, units, ...way }) => [wayOf(way), { deliveryId, name, units }]),
  );
}

/** What decides about a whole order's place. */
export type OrderPlace = {
  first: boolean;
  /** Of the shop's tiers, 1 before 2. Null: none. */
  tier: number | null;
  requiredOn: Day | null;
  paid: boolean;
  ranking: Ranked;
};
export type Ranked = { byNeed: boolean; paidFirst: boolean; tiers: Tier[] };

export async function rankedBy(db: Database, shop: string): Promise<Ranked> {
  const row = await db.shop.findUnique({
    where: { shop },
    select: { rankBy: true, paidFirst: true, tiers: true },
  });
  return {
    byNeed: row?.rankBy === "required",
    paidFirst: row?.paidFirst ?? false,
    tiers: (row?.tiers ?? []) as Tier[],
  };
}
