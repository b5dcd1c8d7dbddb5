import type { Id } from "../domain/facts.ts";
import { freshenOwed } from "./book.server.ts";
import type { Database, Transaction } from "./client.server.ts";
import { lockItems, markChanged } from "./tails.server.ts";

/**
 * Facts as Shopify tells them, upserted by Shopify's own version of the resource. A number drawn before each read
 * settles ties: of two reads with the same version the one that was started later wins.
 */
export type OrderFacts = {
  orderId: Id;
  name: string;
  channel: string;
  currency: string;
  placedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  /** Captured or safely authorized. Not said: as it was. */
  paid?: boolean;
  lines: {
    lineId: Id;
    variantId: Id | null;
    title: string;
    variantTitle: string | null;
    sku: string | null;
    quantity: number;
    unitPrice: string;
  }[];
  fulfillmentLines: {
    fulfillmentLineId: Id;
    fulfillmentOrderId: Id;
    lineId: Id;
    itemId: Id | null;
    locationId: Id | null;
    remaining: number;
    status: string;
  }[];
};

/**
 * Items whose demand this read changed, also those that the order no longer needs: none when it was old news. Shown
 * again: it had been forgotten, and what was to be written to it meanwhile counted as done. `mayMove`: more of this
 * read may change the place in line of all that the order needs.
 */
export async function keepOrder(
  tx: Transaction,
  shop: string,
  order: OrderFacts,
  readNumber: bigint,
  { mayMove = false } = {},
): Promise<{ items: Id[]; shownAgain: boolean }> {
  const { orderId } = order;
  for (const { fulfillmentLineId, remaining } of order.fulfillmentLines)
    checkUnits(remaining, `fulfillment line ${fulfillmentLineId}`);
  const known = await lockOrder(tx, shop, orderId);
  const updatedAt = new Date(order.updatedAt);
  if (known && isOlder({ updatedAt, readNumber }, known)) return { items: [], shownAgain: false };
  const row = {
    name: order.name,
    channel: order.channel,
    currency: order.currency,
    placedAt: new Date(order.placedAt),
    updatedAt,
    cancelledAt: order.cancelledAt ? new Date(order.cancelledAt) : null,
    readSeq: readNumber,
    ...(order.paid !== undefined && { paid: order.paid }),
  };
  await tx.salesOrder.upsert({
    where: { shop_orderId: { shop, orderId } },
    create: { shop, orderId, ...row },
    update: row,
  });
  for (const line of order.lines) {
    const { lineId, ...data } = line;
    await tx.orderLine.upsert({
      where: { shop_lineId: { shop, lineId } },
      create: { shop, lineId, orderId, ...data },
      update: { orderId, ...data },
    });
  }
  const before = await tx.fulfillmentLine.findMany({ where: { shop, orderId } });
  const now = order.fulfillmentLines;
  const gone = before.filter((b) => !now.some((n) => n.fulfillmentLineId === b.fulfillmentLineId));
  const written = now.flatMap((line) => {
    const old = before.find((b) => b.fulfillmentLineId === line.fulfillmentLineId);
    return old && sameFulfillmentLine(old, line) ? [] : [{ line, old }];
  });
  const changed = new Set<Id>(gone.flatMap((g) => g.itemId ?? []));
  for (const { line, old } of written)
    for (const id of old ? [old.itemId, line.itemId] : []) if (id) changed.add(id);
  if (known && !sameRank(known, row)) for (const { itemId } of now) if (itemId) changed.add(itemId);
  // Items before their lines, as a count locks them.
  if (mayMove) await lockItems(tx, shop, [...changed, ...now.flatMap((l) => l.itemId ?? [])]);
  await markChanged(tx, shop, [...changed]);
  if (gone.length > 0) {
    await tx.fulfillmentLine.deleteMany({
      where: { shop, fulfillmentLineId: { in: gone.map((g) => g.fulfillmentLineId) } },
    });
  }
  const added = new Set<Id>();
  for (const { line, old } of written) {
    const { fulfillmentLineId, ...data } = line;
    await tx.fulfillmentLine.upsert({
      where: { shop_fulfillmentLineId: { shop, fulfillmentLineId } },
      create: { shop, fulfillmentLineId, orderId, ...data },
      update: { orderId, ...data },
    });
    if (!old && line.itemId) added.add(line.itemId);
  }
  if (known) await freshenOwed(tx, shop, orderId);
  return {
    items: [...new Set([...changed, ...added])],
    shownAgain: before.some((line) => line.status === "DELETED"),
  };
}

/** Shopify no longer shows the order: nothing of it is demand. Its rows stay, so that the history can be read. */
export async function forgetOrder(
  tx: Transaction,
  shop: string,
  orderId: Id,
  readNumber: bigint,
): Promise<Id[]> {
  const known = await lockOrder(tx, shop, orderId);
  if (!known || readNumber < known.readSeq) return [];
  const lines = await tx.fulfillmentLine.findMany({ where: { shop, orderId, remaining: { gt: 0 } } });
  const items = [...new Set(lines.flatMap((l) => l.itemId ?? []))];
  await tx.salesOrder.update({ where: { shop_orderId: { shop, orderId } }, data: { readSeq: readNumber } });
  await markChanged(tx, shop, items);
  await tx.fulfillmentLine.updateMany({
    where: { shop, orderId },
    data: { remaining: 0, status: "DELETED" },
  });
  return items;
}

async function lockOrder(tx: Transaction, shop: string, orderId: Id): Promise<KnownOrder | null> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('order'), hashtext(${`${shop}/${orderId}`}))`;
  return tx.salesOrder.findUnique({
    where: { shop_orderId: { shop, orderId } },
    select: { updatedAt: true, readSeq: true, placedAt: true, cancelledAt: true, paid: true },
  });
}

type KnownOrder = {
  updatedAt: Date;
  readSeq: bigint;
  placedAt: Date;
  cancelledAt: Date | null;
  paid: boolean;
};

/** Whether an order's lines keep their places in line. */
function sameRank(
  known: KnownOrder,
  is: { placedAt: Date; cancelledAt: Date | null; paid?: boolean },
): boolean {
  return (
    known.placedAt.getTime() === is.placedAt.getTime() &&
    known.cancelledAt?.getTime() === is.cancelledAt?.getTime() &&
    (is.paid === undefined || is.paid === known.paid)
  );
}

/** A missing number is a fault of that read, never zero: nothing of it is kept, and it is tried again. */
function checkUnits(units: unknown, of: string): void {
  if (!Number.isInteger(units) || Math.abs(units as number) >= 2 ** 31)
    throw new Error(`Shopify gave no whole number of units for ${of}: ${String(units)}.`);
}

function isOlder(
  read: { updatedAt: Date; readNumber: bigint },
  known: { updatedAt: Date; readSeq: bigint },
): boolean {
  const difference = read.updatedAt.getTime() - known.updatedAt.getTime();
  return difference < 0 || (difference === 0 && read.readNumber < known.readSeq);
}

function sameFulfillmentLine(
  a: OrderFacts["fulfillmentLines"][number],
  b: OrderFacts["fulfillmentLines"][number],
): boolean {
  return (
    a.remaining === b.remaining &&
    a.status === b.status &&
    a.itemId === b.itemId &&
    a.locationId === b.locationId &&
    a.lineId === b.lineId &&
    a.fulfillmentOrderId === b.fulfillmentOrderId
  );
}

/** An order as it was read last, and its fulfillment orders. */
export async function knownOrder(db: Database, shop: string, orderId: Id) {
  const row = await db.salesOrder.findUnique({ where: { shop_orderId: { shop, orderId } } });
  if (!row) return null;
  const parts = await db.fulfillmentLine.findMany({
    where: { shop, orderId },
    distinct: ["fulfillmentOrderId"],
    select: { fulfillmentOrderId: true },
  });
  const { name, channel, currency } = row;
  const times = {
    placedAt: row.placedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
  };
  return {
    facts: { orderId, name, channel, currency, ...times },
    fulfillmentOrderIds: parts.map((p) => p.fulfillmentOrderId),
  };
}

export async function ordersWithOpenLines(db: Database, shop: string): Promise<Set<Id>> {
  const rows = await db.fulfillmentLine.findMany({
    where: { shop, remaining: { gt: 0 }, status: { notIn: ["CLOSED", "CANCELLED", "DELETED"] } },
    distinct: ["orderId"],
    select: { orderId: true },
  });
  return new Set(rows.map((r) => r.orderId));
}

/** Null for an order never heard of. */
export async function openLinesOf(tx: Transaction, shop: string, orderId: Id) {
  const known = await tx.salesOrder.findUnique({
    where: { shop_orderId: { shop, orderId } },
    select: { orderId: true },
  });
  if (!known) return null;
  return tx.fulfillmentLine.findMany({
    where: { shop, orderId, remaining: { gt: 0 }, status: { notIn: ["CLOSED", "CANCELLED", "DELETED"] } },
    select: { fulfillmentLineId: true, remaining: true, status: true, locationId: true },
  });
}
