import { drawReadNumber } from "../database/read-number.server.ts";
import {
  asksCustomers,
  keepMatches,
  ordersToCompare,
  stillCount,
  tiersOf,
  type ShopTiers,
} from "../database/tiers.server.ts";
import type { Id } from "../domain/facts.ts";
import { matchesOf } from "../domain/tiers.ts";
import { ShopifyRefused } from "../shopify/errors.ts";
import { ordersAtOnce, readForTiers } from "../shopify/tiers.server.ts";
import type { World } from "../world.ts";

/**
 * Compares open orders with the merchant's tiers, some at a time: each has its place as soon as it was looked at, and
 * whoever dies in between leaves the others to be found.
 */
export async function tiersCompared(world: World, shop: string): Promise<void> {
  for (;;) {
    const of = await tiersOf(world.db, shop);
    const orders = await ordersToCompare(world.db, shop, ordersAtOnce);
    if (orders.length === 0) return;
    const readNumber = await drawReadNumber(world.db);
    const matches = await matchesOfOrders(world, shop, of, orders);
    await world.db.$transaction(async (tx) => {
      if (!(await stillCount(tx, shop, of))) return;
      const items = await keepMatches(tx, shop, of, matches, readNumber);
      await world.nudge(
        items.map((itemId) => ({ queue: "recount", shop, itemId })),
        tx,
      );
    });
  }
}

/** What orders match, asked of Shopify. Null: it does not show the order, or does not let us see. */
export async function matchesOfOrders(
  world: World,
  shop: string,
  of: Pick<ShopTiers, "tiers" | "granted">,
  orders: Id[],
): Promise<Map<Id, string[] | null>> {
  const customers = asksCustomers(of);
  const admin = world.admin(shop);
  const said = await readForTiers(admin, orders, { customers }).catch(async (error: unknown) => {
    if (!(error instanceof ShopifyRefused)) throw error;
    world.log.warn({ shop, err: error }, "tags cannot be read");
    return customers ? readForTiers(admin, orders, { customers: false }) : new Map<Id, never>();
  });
  return new Map(
    orders.map((id) => {
      const one = said.get(id);
      return [id, one ? matchesOf(of.tiers, one) : null];
    }),
  );
}
