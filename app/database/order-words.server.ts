import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { markChanged } from "./tails.server.ts";

/** What a webhook says of an order, as far as it can be compared with what we know. */
export type OrderWord = {
  orderId: Id;
  updatedAt: Date;
  cancelledAt: Date | null;
  paid: boolean;
  lines: { lineId: Id; toShip: number }[];
};

/**
 * Of these the ones that say just what we know: the app's own tag and metafield come back as such. Where they are
 * is not in them, but what moves or holds an order has topics of its own. Their version counts as seen.
 */
export async function nothingNewOf(
  tx: Transaction,
  shop: string,
  words: OrderWord[],
): Promise<Set<OrderWord>> {
  const ids = words.map((w) => w.orderId);
  const orders = await tx.salesOrder.findMany({ where: { shop, orderId: { in: ids } } });
  const parts = await tx.fulfillmentLine.groupBy({
    by: ["orderId", "lineId"],
    where: { shop, orderId: { in: ids }, status: { notIn: ["CLOSED", "CANCELLED", "DELETED"] } },
    _sum: { remaining: true },
  });
  const linesOf = Map.groupBy(parts, (p) => p.orderId);
  const nothingNew = new Set<OrderWord>();
  // In one order, so that two readers of webhooks cannot wait for each other.
  for (const word of words.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))) {
    const order = orders.find((o) => o.orderId === word.orderId);
    const known = new Map((linesOf.get(word.orderId) ?? []).map((p) => [p.lineId, p._sum.remaining ?? 0]));
    const told = new Map(word.lines.map((l) => [l.lineId, l.toShip]));
    if (!order || order.paid !== word.paid) continue;
    if (order.cancelledAt?.getTime() !== word.cancelledAt?.getTime()) continue;
    const same = [...known.keys(), ...told.keys()].every(
      (id) => (known.get(id) ?? 0) === (told.get(id) ?? 0),
    );
    if (!same || known.size === 0) continue;
    nothingNew.add(word);
    if (order.updatedAt < word.updatedAt)
      await tx.salesOrder.updateMany({
        where: { shop, orderId: word.orderId, updatedAt: { lt: word.updatedAt } },
        data: { updatedAt: word.updatedAt },
      });
  }
  return nothingNew;
}

/** The orders of fulfillment orders that we know, and the number of the last read of each. */
export async function ordersOf(
  db: Database | Transaction,
  shop: string,
  fulfillmentOrderIds: Id[],
): Promise<Map<Id, { orderId: Id; readSeq: bigint }>> {
  const rows = await db.$queryRaw<{ id: Id; orderId: Id; readSeq: bigint }[]>`
    select distinct f.fulfillment_order_id as id, o.order_id as "orderId", o.read_seq as "readSeq"
    from fulfillment_line f join sales_order o on o.shop = f.shop and o.order_id = f.order_id
    where f.shop = ${shop} and f.fulfillment_order_id = any(${fulfillmentOrderIds})`;
  return new Map(rows.map(({ id, ...order }) => [id, order]));
}

/** Where an order goes matters, and is asked for, only where parcels to some country take longer. */
export async function countriesMatter(db: Database | Transaction, shop: string): Promise<boolean> {
  return (await db.customsDays.count({ where: { shop } })) > 0;
}

/** The items of an order whose country is another one than was known, if that read is the one that was kept. */
export async function noteCountry(
  tx: Transaction,
  shop: string,
  orderId: Id,
  readNumber: bigint,
  country: string | null,
): Promise<Id[]> {
  const { count } = await tx.salesOrder.updateMany({
    where: {
      shop,
      orderId,
      readSeq: readNumber,
      OR: [{ country: { not: country } }, ...(country ? [{ country: null }] : [])],
    },
    data: { country },
  });
  if (count === 0) return [];
  const lines = await tx.fulfillmentLine.findMany({
    where: { shop, orderId, remaining: { gt: 0 } },
    select: { itemId: true },
  });
  const items = [...new Set(lines.flatMap((l) => l.itemId ?? []))];
  await markChanged(tx, shop, items);
  return items;
}

/** Orders of which we have not seen the version of the order itself, or that of its fulfillment orders. */
export async function unseenOf(
  db: Database,
  shop: string,
  touched: Map<Id, { order?: Date; parts?: Date }>,
): Promise<Id[]> {
  const rows = await db.salesOrder.findMany({
    where: { shop, orderId: { in: [...touched.keys()] } },
    select: { orderId: true, updatedAt: true, partsUpdatedAt: true },
  });
  const known = new Map(rows.map((r) => [r.orderId, r]));
  const isSeen = (at: Date | undefined, seen: Date | null | undefined) => !at || (seen != null && seen >= at);
  return [...touched].flatMap(([id, { order, parts }]) =>
    isSeen(order, known.get(id)?.updatedAt) && isSeen(parts, known.get(id)?.partsUpdatedAt) ? [] : [id],
  );
}

/** The version of the fulfillment orders that a read has seen, if that read is the one that was kept. */
export async function notePartsVersion(
  tx: Transaction,
  shop: string,
  orderId: Id,
  readNumber: bigint,
  version: Date,
): Promise<void> {
  await tx.salesOrder.updateMany({
    where: { shop, orderId, readSeq: readNumber },
    data: { partsUpdatedAt: version },
  });
}
