import type { DemandLine, Facts, Id, Peg, Ranking, Stock, Tail } from "../domain/facts.ts";
import type { Tier } from "../domain/tiers.ts";
import { readAvailability, readOwed } from "./book.server.ts";
import type { Transaction } from "./client.server.ts";
import { dateFactsOf } from "./date-facts.server.ts";
import { dayOf } from "./day-columns.ts";
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
export function gatherFacts(tx: Transaction, shop: string, itemId: Id): Promise<Gathered | null> {
  return gather(tx, shop, itemId, Prisma.sql`for update`);
}

/** The whole of an item for somebody who decides nothing by it: nobody waits meanwhile. */
export async function factsToLookAt(tx: Transaction, shop: string, itemId: Id): Promise<Facts | null> {
  const gathered = await gather(tx, shop, itemId, Prisma.empty);
  return gathered && withWholeQueue(tx, shop, gathered.facts);
}

async function gather(tx: Transaction, shop: string, itemId: Id, lock: Prisma.Sql): Promise<Gathered | null> {
  const [item] = await tx.$queryRaw<{ tracked: boolean; recount: boolean; braking: boolean }[]>`
    select tracked, recount, exists (select 1 from brake where shop = ${shop})
      or exists (select 1 from braked_variant where shop = ${shop} and item_id = ${itemId}) as braking
    from item where shop = ${shop} and item_id = ${itemId} ${lock}`;
  const settings = await tx.shop.findUnique({ where: { shop } });
  if (!item || !settings) return null;
  const stock = await tx.stockLevel.findMany({ where: { shop, itemId }, orderBy: { locationId: "asc" } });
  const kept = await keptBackOf(tx, shop, [itemId]);
  const locations = await tx.location.findMany({
    where: { shop, locationId: { in: stock.map((s) => s.locationId) } },
  });
  const variants = await tx.variant.findMany({
    where: { shop, itemId, gone: false },
    orderBy: { variantId: "asc" },
  });
  const products = await tx.product.findMany({
    where: { shop, productId: { in: variants.map((v) => v.productId) } },
  });
  const dates = await dateFactsOf(tx, shop, [itemId]);
  const { lines, ids } = await linesWithoutPlace(tx, shop, itemId);
  const facts: Facts = {
    itemId,
    tracked: item.tracked,
    stock: stock.map((s) => ({
      locationId: s.locationId,
      onHand: s.onHand,
      unavailable: s.unavailable,
      available: s.available,
      committed: s.committed,
      active: s.active && locations.find((l) => l.locationId === s.locationId)?.active !== false,
      ...keptAt(kept, s.locationId),
    })),
    lines,
    tails: await tailsOf(tx, shop, itemId),
    pegs: await pegsOf(tx, shop, itemId),
    ranking: rankingOf(settings),
    ...dates(itemId),
    variants: variants.map((v) => ({
      variantId: v.variantId,
      productId: v.productId,
      policy: v.policy === "CONTINUE" ? "CONTINUE" : "DENY",
      discontinued: products.find((p) => p.productId === v.productId)?.discontinued ?? false,
    })),
    book: { owed: [], availability: await readAvailability(tx, shop, itemId) },
  };
  return {
    facts,
    newcomers: ids,
    recount: item.recount,
    supplierId: products.find((p) => p.supplierId !== null)?.supplierId ?? null,
    braking: item.braking,
    holding: settings.holdWaiting,
  };
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
  const { itemId } = facts;
  const owed = await readOwed(tx, shop, itemId);
  const rows = await tx.$queryRaw<LineRow[]>`
    select f.fulfillment_line_id as id, f.order_id as "orderId", f.line_id as "lineId", f.location_id as "locationId",
      f.remaining as outstanding, ${heldBy}, o.placed_at as "placedAt", o.country, o.paid, o.priority, o.tier,
      o.required_on as "requiredOn"
    from fulfillment_line f join sales_order o on o.shop = f.shop and o.order_id = f.order_id
    left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and ${ourHold}
    where f.shop = ${shop} and f.item_id = ${itemId} and f.counted
      and f.remaining > 0 and f.status = any(${open}) and o.cancelled_at is null
    order by o.placed_at`;
  // What came since is at hand already; a line that comes right now is the next count's.
  return { ...facts, lines: [...rows.map(toLine), ...facts.lines], tails: [], book: { ...facts.book, owed } };
}

/** Also while we release it: what of it still waits is held again in the same request. */
const ourHold = Prisma.sql`h.state in ('held', 'releasing')`;

/** Our own hold keeps a line that waits from being shipped; it makes nobody yield. */
const heldBy = Prisma.sql`f.status = 'ON_HOLD' and (h.hold_id is null or h.others) as held,
      f.status = 'ON_HOLD' and h.hold_id is not null as waits`;

type LineRow = Omit<DemandLine, "locationId" | "placedAt" | "requiredOn"> & {
  locationId: Id | null;
  placedAt: Date;
  requiredOn: Date | null;
};

/** They are few, whatever the planner believes after an import: their orders are looked up one by one. */
async function linesWithoutPlace(
  tx: Transaction,
  shop: string,
  itemId: Id,
): Promise<{ lines: DemandLine[]; ids: Id[] }> {
  const rows = await tx.$queryRaw<(LineRow & { demand: boolean | null })[]>`
    select f.fulfillment_line_id as id, f.order_id as "orderId", f.line_id as "lineId", f.location_id as "locationId",
      f.remaining as outstanding, ${heldBy}, o.placed_at as "placedAt", o.country, o.paid, o.priority, o.tier,
      o.required_on as "requiredOn",
      f.remaining > 0 and f.status = any(${open}) and o.order_id is not null and o.cancelled_at is null as demand
    from fulfillment_line f left join lateral (
      select * from sales_order where shop = f.shop and order_id = f.order_id offset 0) o on true
    left join hold h on h.shop = f.shop and h.fulfillment_order_id = f.fulfillment_order_id and ${ourHold}
    where f.shop = ${shop} and f.item_id = ${itemId} and not f.counted
    order by o.placed_at`;
  const lines = rows.flatMap(({ demand, ...row }) => (demand ? [toLine(row)] : []));
  return { lines, ids: rows.map((r) => r.id) };
}

function toLine({ locationId, placedAt, requiredOn, ...line }: LineRow): DemandLine {
  const days = { placedAt: placedAt.toISOString(), requiredOn: requiredOn && dayOf(requiredOn) };
  return { ...line, locationId: locationId ?? "", ...days };
}

/** Those of deliveries that are still coming. */
function pegsOf(tx: Transaction, shop: string, itemId: Id): Promise<Peg[]> {
  return tx.$queryRaw`
    select p.delivery_id as "deliveryId", p.line_id as "lineId", p.kind, p.quantity
    from peg p join delivery d on d.shop = p.shop and d.delivery_id = p.delivery_id
    where p.shop = ${shop} and p.item_id = ${itemId} and d.status = 'coming'
    order by p.delivery_id, p.line_id`;
}

async function tailsOf(tx: Transaction, shop: string, itemId: Id): Promise<Tail[]> {
  const rows = await tx.tail.findMany({ where: { shop, itemId } });
  return rows.map(({ shop: _shop, itemId: _item, ...tail }) => ({
    ...tail,
    supplies: tail.supplies as Tail["supplies"],
  }));
}
