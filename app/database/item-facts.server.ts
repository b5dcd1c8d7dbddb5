import type { DemandLine, Facts, Id, Peg, Ranking, Stock, Tail } from "../domain/facts.ts";
import type { Tier } from "../domain/tiers.ts";
import { readAvailability, readOwed } from "./book.server.ts";
import type { Transaction } from "./client.server.ts";
import { dateFactsOf } from "./date-facts.server.ts";
import { dayOf } from "./day-columns.ts";
import { ourHold } from "./holds.server.ts";
import { keptBackOf, type KeptBackRow } from "./kept-back.server.ts";
import { Prisma } from "./generated/client.ts";

/** Open statuses of a fulfillment order: its remaining units are demand. */
const open = ["OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD", "INCOMPLETE"];

/** Facts of an item with the lines that have no place in its queues yet. */
export type Gathered = {
  facts: Facts;
  /** Every line without a place, also those that need nothing. */
  newcomers: Id[];
  /** Something changed that the end of a queue does not tell. */
  recount: boolean;
  /** Who supplies it. */
  supplierId: Id | null;
  /** A brake may say something about its variants. */
  braking: boolean;
  /** The merchant wants what waits on hold in Shopify. */
  holding: boolean;
};

/**
 * Everything that decides about one item, as it is in the database now; of its queues only where they end and what
 * has come since, however long they are. Null for an item never heard of.
 *
 * The item's row stays locked: who changes a line says so there, and then waits until this count is recorded.
 */
export async function gatherFacts(tx: Transaction, shop: string, itemId: Id): Promise<Gathered | null> {
  return (await gather(tx, shop, [itemId], Prisma.sql`for update`))[0] ?? null;
}

/** The whole of some items for somebody who decides nothing by it: nobody waits meanwhile. */
export async function factsToLookAt(tx: Transaction, shop: string, itemIds: Id[]): Promise<Facts[]> {
  const gathered = await gather(tx, shop, itemIds, Prisma.empty);
  return withWholeQueues(
    tx,
    shop,
    gathered.map((g) => g.facts),
  );
}

async function gather(tx: Transaction, shop: string, itemIds: Id[], lock: Prisma.Sql): Promise<Gathered[]> {
  const items = await tx.$queryRaw<{ itemId: Id; tracked: boolean; recount: boolean; braking: boolean }[]>`
    select item_id as "itemId", tracked, recount, exists (select 1 from brake where shop = ${shop})
      or exists (select 1 from braked_variant b where b.shop = ${shop} and b.item_id = item.item_id) as braking
    from item where shop = ${shop} and item_id = any(${itemIds}) order by item_id ${lock}`;
  const settings = await tx.shop.findUnique({ where: { shop } });
  if (items.length === 0 || !settings) return [];
  const stock = await tx.stockLevel.findMany({
    where: { shop, itemId: { in: itemIds } },
    orderBy: { locationId: "asc" },
  });
  const kept = await keptBackOf(tx, shop, itemIds);
  const locations = await tx.location.findMany({
    where: { shop, locationId: { in: [...new Set(stock.map((s) => s.locationId))] } },
  });
  const variants = await tx.variant.findMany({
    where: { shop, itemId: { in: itemIds }, gone: false },
    orderBy: { variantId: "asc" },
  });
  const products = await tx.product.findMany({
    where: { shop, productId: { in: [...new Set(variants.map((v) => v.productId))] } },
  });
  const productOf = new Map(products.map((p) => [p.productId, p]));
  const closed = new Set(locations.flatMap((l) => (l.active ? [] : [l.locationId])));
  const dates = await dateFactsOf(tx, shop, itemIds);
  const newcomers = byItem(await linesWithoutPlace(tx, shop, itemIds));
  const tails = byItem(await tailsOf(tx, shop, itemIds));
  const pegs = byItem(await pegsOf(tx, shop, itemIds));
  const availability = await readAvailability(tx, shop, itemIds);
  const [stockOf, keptOf, variantsOf] = [byItem(stock), byItem(kept), byItem(variants)];
  return items.map(({ itemId, tracked, recount, braking }) => {
    const own = variantsOf(itemId);
    const some = own.flatMap((v) => productOf.get(v.productId) ?? []);
    const facts: Facts = {
      itemId,
      tracked,
      stock: stockOf(itemId).map((s) => ({
        locationId: s.locationId,
        onHand: s.onHand,
        unavailable: s.unavailable,
        available: s.available,
        committed: s.committed,
        active: s.active && !closed.has(s.locationId),
        ...keptAt(keptOf(itemId), s.locationId),
      })),
      lines: newcomers(itemId).flatMap(({ demand, itemId: _item, ...row }) => (demand ? [toLine(row)] : [])),
      tails: tails(itemId).map(({ itemId: _item, ...tail }) => tail),
      pegs: pegs(itemId).map(({ itemId: _item, ...peg }) => peg),
      ranking: rankingOf(settings),
      ...dates(itemId),
      variants: own.map((v) => ({
        variantId: v.variantId,
        productId: v.productId,
        policy: v.policy === "CONTINUE" ? "CONTINUE" : "DENY",
        discontinued: productOf.get(v.productId)?.discontinued ?? false,
      })),
      book: { owed: [], availability: availability.get(itemId) ?? [] },
    };
    return {
      facts,
      newcomers: newcomers(itemId).map((line) => line.id),
      recount,
      supplierId: some.find((p) => p.supplierId !== null)?.supplierId ?? null,
      braking,
      holding: settings.holdWaiting,
    };
  });
}

/** Rows of several items, to be asked for by item. */
function byItem<Row extends { itemId: Id }>(rows: Row[]): (itemId: Id) => Row[] {
  const found = Map.groupBy(rows, (row) => row.itemId);
  return (itemId) => found.get(itemId) ?? [];
}

function keptAt(kept: KeptBackRow[], locationId: Id): Partial<Pick<Stock, "kept" | "keptForReaders">> {
  const row = kept.find((k) => k.locationId === locationId);
  return row ? { kept: row.units + row.readers, keptForReaders: row.readers } : {};
}

/** Who comes first in the shop. Without tiers nothing is said of them, as in all that was written before there were any. */
function rankingOf({
  rankBy,
  paidFirst,
  tiers,
}: {
  rankBy: string;
  paidFirst: boolean;
  tiers: unknown;
}): Ranking {
  const some = (tiers as Tier[]).length > 0 && { tiers: tiers as Tier[] };
  return { by: rankBy as Ranking["by"], paidFirst, ...some };
}

/** The same facts with the whole queue and its page in the book, to count anew from the first line on. */
export async function withWholeQueue(tx: Transaction, shop: string, facts: Facts): Promise<Facts> {
  const [whole] = await withWholeQueues(tx, shop, [facts]);
  return whole!;
}

async function withWholeQueues(tx: Transaction, shop: string, some: Facts[]): Promise<Facts[]> {
  const itemIds = some.map((facts) => facts.itemId);
  const owed = await readOwed(tx, shop, itemIds);
  const rows = await tx.$queryRaw<(LineRow & { itemId: Id })[]>`
    select f.item_id as "itemId", f.fulfillment_line_id as id, f.order_id as "orderId", f.line_id as "lineId",
      f.location_id as "locationId", f.remaining as outstanding, ${heldBy}, o.placed_at as "placedAt", o.country, o.paid,
      o.priority, o.tier, o.required_on as "requiredOn"
    from fulfillment_line f join sales_order o on o.shop = f.shop and o.order_id = f.order_id
    left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and ${ourHold}
    where f.shop = ${shop} and f.item_id = any(${itemIds}) and f.counted
      and f.remaining > 0 and f.status = any(${open}) and o.cancelled_at is null
    order by o.placed_at`;
  const counted = byItem(rows);
  // What came since is at hand already; a line that comes right now is the next count's.
  return some.map((facts) => {
    const { itemId, book } = facts;
    const lines = counted(itemId).map(({ itemId: _item, ...row }) => toLine(row));
    return {
      ...facts,
      lines: [...lines, ...facts.lines],
      tails: [],
      book: { ...book, owed: owed.get(itemId) ?? [] },
    };
  });
}

/** Our own hold keeps a line that waits from being shipped; it makes nobody yield. */
const heldBy = Prisma.sql`f.status = 'ON_HOLD' and (h.hold_id is null or h.others) as held,
      f.status = 'ON_HOLD' and h.hold_id is not null as waits`;

type LineRow = Omit<DemandLine, "locationId" | "placedAt" | "requiredOn"> & {
  locationId: Id | null;
  placedAt: Date;
  requiredOn: Date | null;
};

/** They are few, whatever the planner believes after an import: their orders are looked up one by one. */
function linesWithoutPlace(
  tx: Transaction,
  shop: string,
  itemIds: Id[],
): Promise<(LineRow & { itemId: Id; demand: boolean | null })[]> {
  return tx.$queryRaw`
    select f.item_id as "itemId", f.fulfillment_line_id as id, f.order_id as "orderId", f.line_id as "lineId",
      f.location_id as "locationId", f.remaining as outstanding, ${heldBy}, o.placed_at as "placedAt", o.country, o.paid,
      o.priority, o.tier, o.required_on as "requiredOn",
      f.remaining > 0 and f.status = any(${open}) and o.order_id is not null and o.cancelled_at is null as demand
    from fulfillment_line f left join lateral (
      select * from sales_order where shop = f.shop and order_id = f.order_id offset 0) o on true
    left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and ${ourHold}
    where f.shop = ${shop} and f.item_id = any(${itemIds}) and not f.counted
    order by o.placed_at`;
}

function toLine({ locationId, placedAt, requiredOn, ...line }: LineRow): DemandLine {
  const days = { placedAt: placedAt.toISOString(), requiredOn: requiredOn && dayOf(requiredOn) };
  return { ...line, locationId: locationId ?? "", ...days };
}

/** Those of deliveries that are still coming. */
function pegsOf(tx: Transaction, shop: string, itemIds: Id[]): Promise<(Peg & { itemId: Id })[]> {
  return tx.$queryRaw`
    select p.item_id as "itemId", p.delivery_id as "deliveryId", p.line_id as "lineId", p.kind, p.quantity
    from peg p join delivery d on d.shop = p.shop and d.delivery_id = p.delivery_id
    where p.shop = ${shop} and p.item_id = any(${itemIds}) and d.status = 'coming'
    order by p.delivery_id, p.line_id`;
}

async function tailsOf(tx: Transaction, shop: string, itemIds: Id[]): Promise<(Tail & { itemId: Id })[]> {
  const rows = await tx.tail.findMany({ where: { shop, itemId: { in: itemIds } } });
  return rows.map(({ shop: _shop, ...tail }) => ({ ...tail, supplies: tail.supplies as Tail["supplies"] }));
}
