import { findProposal } from "../database/proposals.server.ts";
import type { Id } from "../domain/facts.ts";
import type { Foreseen } from "../domain/slip.ts";
import type { World } from "../world.ts";
import { deliveryForeseen } from "./delivery-foreseen.server.ts";

/** Whom it would move to accept what a supplier said. Null: there is nothing to accept any more. */
export async function proposalForeseen(world: World, shop: string, proposalId: Id): Promise<Foreseen | null> {
  const proposal = await findProposal(world.db, shop, proposalId);
  if (proposal?.state !== "open") return null;
  const { deliveryId, statedOn, units } = proposal;
  const [changed] = Object.entries(units);
  const item = changed && { itemId: changed[0], units: changed[1] };
  return deliveryForeseen(world, shop, deliveryId, { statedOn, ...(item && { item }) });
}
