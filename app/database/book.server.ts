import type { Availability, AvailabilityBecause, Book, Cover, Id, OwedLine } from "../domain/facts.ts";
import type { Reason } from "../domain/differences.ts";
import { sameAvailability, sameCovers } from "../domain/differences.ts";
import type { Transaction } from "./client.server.ts";
import {
  Prisma,
  type Availability as AvailabilityRow,
  type Cover as CoverRow,
  type OwedLine as OwedLineRow,
} from "./generated/client.ts";
import { dayOf, toDate } from "./day-columns.ts";

/** One recount of an item at a time, over all processes. Whoever waited reads what the first one recorded. */
export async function lockBook(tx: Transaction, shop: string, itemId: Id): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('book'), hashtext(${`${shop}/${itemId}`}))`;
}

/** The pages of some items in the book. */
export async function readOwed(tx: Transaction, shop: string, itemIds: Id[]): Promise<Map<Id, OwedLine[]>> {
  const owed = await tx.owedLine.findMany({ where: { shop, itemId: { in: itemIds } } });
  const covers = await tx.cover.findMany({
    where: { shop, itemId: { in: itemIds } },
    orderBy: { position: "asc" },
  });
  const coversOf = Map.groupBy(covers, (c) => c.fulfillmentLineId);
  const pages = Map.groupBy(owed, (row) => row.itemId);
  return new Map(
    [...pages].map(([itemId, rows]) => [
      itemId,
      rows.map((row) => toOwedLine(row, coversOf.get(row.fulfillmentLineId) ?? [])),
    ]),
  );
}

export async function readAvailability(
  tx: Transaction,
  shop: string,
  itemIds: Id[],
): Promise<Map<Id, Availability[]>> {
  const rows = await tx.availability.findMany({ where: { shop, itemId: { in: itemIds } } });
  const pages = Map.groupBy(rows, (row) => row.itemId);
  return new Map([...pages].map(([itemId, some]) => [itemId, some.map(toAvailability)]));
}

/** Writes only what differs from the page as it was read in this transaction. */
export async function recordBook(
  tx: Transaction,
  shop: string,
  itemId: Id,
  was: Book,
  is: Book,
): Promise<void> {
  const before = new Map(was.owed.map((o) => [o.id, o]));
  const still = new Set(is.owed.map((o) => o.id));
  const goneLines = was.owed.flatMap((o) => (still.has(o.id) ? [] : [o.id]));
  const changed = is.owed.filter((line) => {
    const old = before.get(line.id);
    return !old || !sameLine(old, line);
  });
  const rewritten = [...goneLines, ...changed.flatMap((l) => (before.has(l.id) ? [l.id] : []))];
  if (rewritten.length > 0) {
    // One array is one parameter, of which a statement may have 32,767. In one order, as whoever else writes them.
    await tx.$executeRaw`
      with locked as (
        select fulfillment_line_id, position from cover
        where shop = ${shop} and fulfillment_line_id = any(${rewritten})
        order by fulfillment_line_id, position for update)
      delete from cover c using locked l
      where c.shop = ${shop} and c.fulfillment_line_id = l.fulfillment_line_id and c.position = l.position`;
    await tx.$executeRaw`
      with locked as (
        select fulfillment_line_id from owed_line where shop = ${shop} and fulfillment_line_id = any(${rewritten})
        order by fulfillment_line_id for update)
      delete from owed_line o using locked l
      where o.shop = ${shop} and o.fulfillment_line_id = l.fulfillment_line_id`;
  }
  if (changed.length > 0) {
    await insertOwed(tx, shop, itemId, changed);
    await tx.cover.createMany({
      data: changed.flatMap((line) => line.covers.map((c, i) => toCoverRow(shop, itemId, line.id, i, c))),
    });
  }
  const gone = was.availability.filter((a) => !is.availability.some((n) => n.variantId === a.variantId));
  if (gone.length > 0) {
    await tx.availability.deleteMany({ where: { shop, variantId: { in: gone.map((a) => a.variantId) } } });
  }
  for (const a of is.availability) {
    const old = was.availability.find((o) => o.variantId === a.variantId);
    if (old && sameAvailability(old, a)) continue;
    const { variantId, shipsBy, ...rest } = a;
    const data = { ...rest, itemId, shipsBy: shipsBy ? toDate(shipsBy) : null };
    await tx.availability.upsert({
      where: { shop_variantId: { shop, variantId } },
      create: { shop, variantId, ...data },
      update: data,
    });
  }
}

/** Each with what lists and sums would look up for it, see schema.prisma. */
async function insertOwed(tx: Transaction, shop: string, itemId: Id, lines: OwedLine[]): Promise<void> {
  const all = <K extends keyof OwedLine>(key: K) => lines.map((line) => line[key]);
  const paid = lines.map(({ covers: [cover, second] }) => (second ? undefined : cover));
  const paidBy = paid.map((p) => (p?.kind === "delivery" ? p.deliveryId : null));
  const paidOn = paid.map((p) => (p && p.kind !== "delivery" ? p.expectedOn : null));
  await tx.$executeRaw`
    insert into owed_line (shop, item_id, fulfillment_line_id, location_id, order_id, line_id, outstanding, ready,
      owed, uncovered, units_before, lines_before, since, paid_by, paid_on, value, placed_at, channel)
    select ${shop}, ${itemId}, n.*, n.owed * coalesce(l.unit_price, 0), coalesce(s.placed_at, n.since),
      coalesce(s.channel, '')
    from unnest(${all("id")}::text[], ${all("locationId")}::text[], ${all("orderId")}::text[],
      ${all("lineId")}::text[], ${all("outstanding")}::int[], ${all("ready")}::int[], ${all("owed")}::int[],
      ${all("uncovered")}::int[], ${all("unitsBefore")}::int[], ${all("linesBefore")}::int[],
      ${all("since")}::timestamptz[], ${paidBy}::text[], ${paidOn}::date[])
      as n(id, location_id, order_id, line_id, outstanding, ready, owed, uncovered, units_before, lines_before, since,
        paid_by, paid_on)
    left join order_line l on l.shop = ${shop} and l.line_id = n.line_id
    left join sales_order s on s.shop = ${shop} and s.order_id = n.order_id`;
}

/** What an order's new version says of the worth, the age and the origin of what is owed to it. */
export async function freshenOwed(tx: Transaction, shop: string, orderId: Id): Promise<void> {
  await tx.$executeRaw`
    with locked as (
      select fulfillment_line_id from owed_line where shop = ${shop} and order_id = ${orderId}
      order by fulfillment_line_id for update)
    update owed_line o set value = o.owed * l.unit_price, placed_at = s.placed_at, channel = s.channel
    from locked k, order_line l, sales_order s
    where o.shop = ${shop} and o.fulfillment_line_id = k.fulfillment_line_id and l.shop = ${shop} and l.line_id = o.line_id
      and s.shop = ${shop} and s.order_id = ${orderId}
      and (o.value, o.placed_at, o.channel) <> (o.owed * l.unit_price, s.placed_at, s.channel)`;
}

export async function recordWhy(tx: Transaction, shop: string, reasons: Reason[], at: Date): Promise<void> {
  if (reasons.length > 0) await tx.why.createMany({ data: reasons.map((r) => ({ shop, at, ...r })) });
}

/** Lines that wait at a place whatever its shelf holds: a count finds nothing new about them when the place closes. */
export async function recordClosed(
  tx: Transaction,
  shop: string,
  locationIds: Id[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into why (shop, order_id, line_id, at, because)
    select distinct shop, order_id, line_id, ${at}::timestamptz,
      jsonb_build_object('kind', 'location_closed', 'location', location_id)
    from owed_line where shop = ${shop} and location_id = any(${locationIds}::text[]) and owed = outstanding`;
}

/** Every item whose dates or state depend on more than its stock, and every order that is owed something. */
export async function everythingInTheBook(
  tx: Transaction,
  shop: string,
  only: Id[] | null = null,
): Promise<{ items: Id[]; orders: Id[] }> {
  const asked = Prisma.sql`(${only}::text[] is null or item_id = any(${only}::text[]))`;
  const items = await tx.$queryRaw<{ id: Id }[]>`
    select item_id as id from owed_line where shop = ${shop} and ${asked}
    union select item_id from availability where shop = ${shop} and state <> 'in_stock' and ${asked}
    union select item_id from braked_variant where shop = ${shop} and ${asked}
    union select l.item_id from delivery_line l join delivery d on d.shop = l.shop and d.delivery_id = l.delivery_id
      where l.shop = ${shop} and d.status = 'coming' and ${asked}`;
  const orders = await tx.$queryRaw<
    { id: Id }[]
  >`select distinct order_id as id from owed_line where shop = ${shop} and ${asked}`;
  return { items: items.map((i) => i.id), orders: orders.map((o) => o.id) };
}

function sameLine(a: OwedLine, b: OwedLine): boolean {
  const keys = Object.keys(b) as (keyof OwedLine)[];
  return keys.every((key) => key === "covers" || a[key] === b[key]) && sameCovers(a.covers, b.covers);
}

function toOwedLine(row: OwedLineRow, covers: CoverRow[]): OwedLine {
  const {
    fulfillmentLineId: id,
    orderId,
    lineId,
    locationId,
    outstanding,
    ready,
    owed,
    uncovered,
    unitsBefore,
    linesBefore,
  } = row;
  return {
    id,
    orderId,
    lineId,
    locationId,
    outstanding,
    ready,
    owed,
    uncovered,
    unitsBefore,
    linesBefore,
    since: row.since.toISOString(),
    covers: covers.map(toCover),
  };
}

/** Keys in the order in which the domain builds them, so that equal covers are equal as text. */
export function toCover(row: Pick<CoverRow, "kind" | "deliveryId" | "expectedOn" | "quantity">): Cover {
  if (row.kind === "delivery")
    return { kind: "delivery", deliveryId: row.deliveryId!, quantity: row.quantity };
  const kind = row.kind as "lead_time" | "made_to_order";
  return { kind, expectedOn: dayOf(row.expectedOn!), quantity: row.quantity };
}

function toCoverRow(
  shop: string,
  itemId: Id,
  fulfillmentLineId: Id,
  position: number,
  cover: Cover,
): CoverRow {
  return {
    shop,
    fulfillmentLineId,
    position,
    itemId,
    kind: cover.kind,
    deliveryId: cover.kind === "delivery" ? cover.deliveryId : null,
    quantity: cover.quantity,
    expectedOn: cover.kind === "delivery" ? null : toDate(cover.expectedOn),
  };
}

function toAvailability(row: AvailabilityRow): Availability {
  return {
    variantId: row.variantId,
    productId: row.productId,
    free: row.free,
    owed: row.owed,
    coming: row.coming,
    cap: row.cap,
    tentative: row.tentative,
    state: row.state as Availability["state"],
    shipsBy: row.shipsBy && dayOf(row.shipsBy),
    because: row.because as AvailabilityBecause,
  };
}
