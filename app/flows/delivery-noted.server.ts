import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { productsByItem } from "../database/deliveries.server.ts";
import type { Because } from "../domain/because.ts";
import type { Id } from "../domain/facts.ts";

/** What happened to a delivery stands in the why-log of every product that it brings. */
export function noteDelivery(
  tx: Transaction,
  shop: string,
  itemIds: Id[],
  because: Because,
  at: Date,
): Promise<void> {
  return noteDeliveries(tx, shop, [{ itemIds, because }], at);
}

/** The same of many deliveries, with two questions in all. */
export async function noteDeliveries(
  tx: Transaction,
  shop: string,
  news: { itemIds: Id[]; because: Because }[],
  at: Date,
): Promise<void> {
  const products = await productsByItem(tx, shop, [...new Set(news.flatMap((n) => n.itemIds))]);
  const reasons = news.flatMap(({ itemIds, because }) =>
    [...new Set(itemIds.flatMap((id) => products.get(id) ?? []))].map((productId) => ({
      productId,
      because,
    })),
  );
  await recordWhy(tx, shop, reasons, at);
}
