import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { recordEffects } from "../database/effects.server.ts";
import { beginSpread } from "../database/spreads.server.ts";
import type { Because } from "../domain/because.ts";
import type { Effect } from "../domain/effects.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/**
 * Every line that the delivery pays has another day now, and other supply may be the earlier one. The day is looked
 * up at the delivery, so that whoever reads it sees the new one at once; that each order has to be told to Shopify
 * again, with the reason, is a walk over all of them, and a job: see news-spread.server.ts.
 */
export async function deliveryMoved(
  world: World,
  tx: Transaction,
  shop: string,
  { deliveryId, itemIds }: { deliveryId: Id; itemIds: Id[] },
  because: Because,
): Promise<void> {
  await beginSpread(tx, shop, deliveryId, because, world.now());
  const recounts = itemIds.map((itemId) => ({ queue: "recount" as const, shop, itemId }));
  await world.nudge([{ queue: "spread", shop, deliveryId }, ...recounts], tx);
}

/** The dates of these orders are different now, though no line changed. */
export async function tellOrdersAgain(
  world: World,
  tx: Transaction,
  shop: string,
  orders: Id[],
  because: Because,
): Promise<void> {
  const effects = orders.map((target): Effect => ({ kind: "write_order_backorders", target, because }));
  await recordEffects(tx, shop, effects, world.now());
  await recordWhy(
    tx,
    shop,
    orders.map((orderId) => ({ orderId, because })),
    world.now(),
  );
  if (orders.length === 0) return;
  const reviews = orders.map((orderId) => ({ queue: "promises" as const, shop, orderId }));
  await world.nudge([{ queue: "perform", shop, kind: "write_order_backorders" }, ...reviews], tx);
}
