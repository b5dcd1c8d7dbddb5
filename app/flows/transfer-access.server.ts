import { refuseTransfers } from "../database/transfers.server.ts";
import type { World } from "../world.ts";

/** The merchant answered in Shopify's own dialog: what was granted is asked of Shopify, not of the browser. */
export async function transfersAllowed(world: World, shop: string): Promise<void> {
  await world.nudge([{ queue: "read", shop, what: "shop", id: "it" }]);
}

/** Not now: dates come from what is entered here, and nobody asks again. */
export async function transfersRefused(world: World, shop: string): Promise<void> {
  await refuseTransfers(world.db, shop);
}
