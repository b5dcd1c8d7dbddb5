import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { recordEffects } from "../database/effects.server.ts";
import { beginSpreads } from "../database/spreads.server.ts";
import type { Because } from "../domain/because.ts";
import type { Effect } from "../domain/effects.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/**
 * Every line that the delivery pays has another day now, and other supply may be the earlier one. The day is looked
 * up at the delivery, so that whoever reads it sees the new one at once; that each order has to be told to Shopify
 * again, with the reason, is a walk over all of them, and a job: see news-spread.server.ts.
 */
export function deliveryMoved(
  world: World,
  tx: Transaction,
  shop: string,
  { deliveryId, itemIds }: { deliveryId: Id; itemIds: Id[] },
  because: Because,
): Promise<void> {
  return deliveriesMoved(world, tx, shop, [{ deliveryId, itemIds, because }]);
}

/** The same of many deliveries. */
export async function deliveriesMoved(
  world: World,
  tx: Transaction,
  shop: string,
  moved: { deliveryId: Id; itemIds: Id[]; because: Because }[],
): Promise<void> {
  if (moved.length === 0) return;
  await beginSpreads(tx, shop, moved, world.now());
  const spreads = moved.map(({ deliveryId }) => ({ queue: "spread" as const, shop, deliveryId }));
  const items = [...new Set(moved.flatMap((m) => m.itemIds))];
  const recounts = items.map((itemId) => ({ queue: "recount" as const, shop, itemId }));
  await world.nudge([...spreads, ...recounts], tx);
}

/** The dates of these orders are different now, though no line changed. */
export function tellOrdersAgain(
  world: World,
  tx: Transaction,
  shop: string,
  orders: Id[],
  because: Because,
): Promise<void> {
  return tellOrders(
    world,
    tx,
    shop,
    orders.map((orderId) => ({ orderId, because })),
  );
}

/** The same, each order for a reason of its own. */
export async function tellOrders(
  world: World,
  tx: Transaction,
  shop: string,
  news: { orderId: Id; because: Because }[],
): Promise<void> {
  if (news.length === 0) return;
  const effects = news.map(({ orderId, because }): Effect => ({
    kind: "write_order_backorders",
    target: orderId,
    because,
  }));
  await recordEffects(tx, shop, effects, world.now());
  await recordWhy(tx, shop, news, world.now());
  const orders = [...new Set(news.map((n) => n.orderId))];
  // Their review has them written, so that a promise is in the same write.
  await world.nudge(
    orders.map((orderId) => ({ queue: "promises", shop, orderId })),
    tx,
  );
}
