import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { productsOfItems } from "../database/suppliers.server.ts";
import type { Because } from "../domain/because.ts";
import type { Id } from "../domain/facts.ts";

/** What happened to a delivery stands in the why-log of every product that it brings. */
export async function noteDelivery(
  tx: Transaction,
  shop: string,
  itemIds: Id[],
  because: Because,
  at: Date,
): Promise<void> {
  const products = await productsOfItems(tx, shop, itemIds);
  await recordWhy(
    tx,
    shop,
    products.map((productId) => ({ productId, because })),
    at,
  );
}
