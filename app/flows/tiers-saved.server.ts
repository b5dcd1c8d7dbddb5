import { everythingInTheBook } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { asksCustomers, compareAgain, saveTiers, tiersOf } from "../database/tiers.server.ts";
import type { Tier } from "../domain/tiers.ts";
import type { World } from "../world.ts";

/** Whose orders are served first from now on. What is known of them counts at once; the rest is asked of Shopify. */
export async function tiersSaved(world: World, shop: string, tiers: Tier[]): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await saveTiers(tx, shop, tiers);
    const { items } = await everythingInTheBook(tx, shop);
    await world.nudge(
      [
        { queue: "read", shop, what: "tiers", id: "all" },
        ...items.map((itemId) => ({ queue: "recount" as const, shop, itemId })),
      ],
      tx,
    );
  });
}

/** As they were before the last change. False: there was none. */
export async function tiersUndone(world: World, shop: string): Promise<boolean> {
  const { were } = await tiersOf(world.db, shop);
  if (!were) return false;
  await tiersSaved(world, shop, were);
  return true;
}

/** No webhook tells the tags of customers: once a day they are read again. */
export async function customersLookedAt(world: World, tx: Transaction, shop: string): Promise<void> {
  if (asksCustomers(await tiersOf(tx, shop))) await comparedAgain(world, tx, shop);
}

/** Every open order, also when access to the tags of customers has come or gone. */
export async function comparedAgain(world: World, tx: Transaction, shop: string): Promise<void> {
  await compareAgain(tx, shop);
  await world.nudge([{ queue: "read", shop, what: "tiers", id: "all" }], tx);
}
