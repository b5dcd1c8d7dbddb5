import { mayReadDrafts } from "../database/drafts.server.ts";
import { shopFacts } from "../database/shops.server.ts";
import { readShop } from "../shopify/shop.server.ts";
import { asksCustomers, tiersOf } from "../database/tiers.server.ts";
import { mayReadTransfers } from "../database/transfers.server.ts";
import type { World } from "../world.ts";
import { comparedAgain } from "./tiers-saved.server.ts";

/** Scopes were granted or taken back, or the shop's own facts may have changed. */
export async function shopChanged(world: World, shop: string): Promise<void> {
  const { scopes, ...facts } = await readShop(world.admin(shop));
  const could = await mayReadTransfers(world.db, shop);
  const couldDrafts = await mayReadDrafts(world.db, shop);
  const asked = asksCustomers(await tiersOf(world.db, shop));
  await shopFacts(world.db, shop, { ...facts, scopes: scopes.join(",") });
  if (asked !== asksCustomers(await tiersOf(world.db, shop)))
    await world.db.$transaction((tx) => comparedAgain(world, tx, shop));
  if (could !== (await mayReadTransfers(world.db, shop)))
    await world.nudge([{ queue: "read", shop, what: "transfers", id: "all" }]);
  if (couldDrafts !== (await mayReadDrafts(world.db, shop)))
    await world.nudge([{ queue: "reconcile", shop, cycle: "drafts" }]);
}
