import type { CycleName } from "../queues.ts";
import type { World } from "../world.ts";
import { draftsCounted } from "./drafts-counted.server.ts";
import { readBackordersAgain } from "./reconcile-backorders.server.ts";
import { turnDay } from "./reconcile-day.server.ts";
import { readEverything } from "./reconcile-nightly.server.ts";
import { transfersChecked } from "./transfers-checked.server.ts";
import { readRecentChanges } from "./reconcile-recent.server.ts";

/**
 * Webhooks can be lost, so nothing rests on them alone. Each cycle reads from Shopify what webhooks should have
 * told, changes only what differs, and counts what it had to find by itself.
 */
export function reconcile(world: World, shop: string, cycle: CycleName): Promise<void> {
  switch (cycle) {
    case "recent":
      return readRecentChanges(world, shop);
    case "backorders":
      return readBackordersAgain(world, shop);
    case "transfers":
      return transfersChecked(world, shop, cycle);
    case "drafts":
      return draftsCounted(world, shop);
    case "nightly":
      return readEverything(world, shop);
    case "day":
      return turnDay(world, shop);
  }
}
