import type { Id } from "../domain/facts.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { Transaction } from "./client.server.ts";

/** Somebody counted units of a delivery in. */
export async function noteReceipt(
  tx: Transaction,
  shop: string,
  receipt: {
    receiptId: Id;
    deliveryId: Id;
    locationId: Id;
    lines: { itemId: Id; units: number }[];
  },
  at: Date,
): Promise<void> {
  const { lines, ...of } = receipt;
  await tx.receipt.createMany({
    data: lines.flatMap(({ itemId, units }) => (units > 0 ? [{ shop, ...of, itemId, units, at }] : [])),
  });
}

/** Receipts of an item since then, locked: what is seen of them is written next. */
export async function takeReceipts(
  tx: Transaction,
  shop: string,
  itemId: Id,
  since: Date,
): Promise<Receipt[]> {
  const rows = await tx.$queryRaw<(Omit<Receipt, "at"> & { at: Date })[]>`
    select receipt_id as id, delivery_id as "deliveryId", location_id as "locationId", units, seen, at
    from receipt where shop = ${shop} and item_id = ${itemId} and at >= ${since} order by at, receipt_id for update`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function noteSeen(
  tx: Transaction,
  shop: string,
  itemId: Id,
  receiptId: Id,
  seen: number,
): Promise<void> {
  await tx.receipt.update({
    where: { shop_receiptId_itemId: { shop, receiptId, itemId } },
    data: { seen },
  });
}

/** The receipt was taken back: what arrived came from somewhere else. */
export async function forgetReceipt(tx: Transaction, shop: string, receiptId: Id): Promise<void> {
  await tx.receipt.deleteMany({ where: { shop, receiptId } });
  await tx.arrival.updateMany({ where: { shop, receiptId }, data: { receiptId: null, deliveryId: null } });
}
