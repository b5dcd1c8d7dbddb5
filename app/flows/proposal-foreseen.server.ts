import { stateOf } from "../database/deliveries.server.ts";
import { findProposal } from "../database/proposals.server.ts";
import type { Id } from "../domain/facts.ts";
import { afterTold } from "../domain/proposal.ts";
import type { Foreseen } from "../domain/slip.ts";
import type { World } from "../world.ts";
import { foreseen } from "./delivery-foreseen.server.ts";
import { changeable } from "./delivery-recorded.server.ts";

/** Whom it would move to accept what a supplier said. Null: there is nothing to accept any more. */
export async function proposalForeseen(world: World, shop: string, proposalId: Id): Promise<Foreseen | null> {
  return world.db.$transaction(async (tx) => {
    const proposal = await findProposal(tx, shop, proposalId);
    if (proposal?.state !== "open") return null;
    const row = await changeable(tx, shop, proposal.deliveryId);
    return row && foreseen(world, tx, shop, [{ row, after: afterTold(stateOf(row), proposal) }]);
  });
}
