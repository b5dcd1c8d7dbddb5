import { everythingInTheBook } from "../database/book.server.ts";
import { noteCycle } from "../database/cycles.server.ts";
import { watchedOrders } from "../database/promises.server.ts";
import { tiersOf } from "../database/tiers.server.ts";
import type { World } from "../world.ts";

/** Every hour: what the book says is owed, waiting or not in stock is read again, stock included. */
export async function readBackordersAgain(world: World, shop: string): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const { items, orders } = await everythingInTheBook(tx, shop);
    const { tiers } = await tiersOf(tx, shop);
    const looked = items.length + orders.length;
    await noteCycle(tx, shop, "backorders", { looked, surprises: 0, finishedAt: world.now(), problem: null });
    await world.nudge(
      [
        ...items.map((id) => ({ queue: "read", shop, what: "item", id, foundBy: "backorders" }) as const),
        ...orders.map((id) => ({ queue: "read", shop, what: "order", id, foundBy: "backorders" }) as const),
        ...(tiers.length > 0 ? [{ queue: "read", shop, what: "tiers", id: "all" } as const] : []),
        ...(await watchedOrders(tx, shop)).map((orderId) => ({ queue: "promises", shop, orderId }) as const),
      ],
      tx,
    );
  });
}
