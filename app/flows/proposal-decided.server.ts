import type { Transaction } from "../database/client.server.ts";
import { stateOf, type DeliveryRow } from "../database/deliveries.server.ts";
import {
  decideProposal,
  deliveriesForSupplier,
  findProposal,
  type ProposalRow,
  type SupplierSees,
} from "../database/proposals.server.ts";
import { linkedSupplier } from "../database/supplier-links.server.ts";
import type { Id } from "../domain/facts.ts";
import { afterTold } from "../domain/proposal.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { changeable, recordChange } from "./delivery-recorded.server.ts";

export type Decided = "accepted" | "refused" | "over";

/**
 * What a supplier said becomes what we know: the delivery changes as if the merchant had typed it, and can be taken
 * back like that.
 */
export async function proposalAccepted(
  world: World,
  shop: string,
  proposalId: Id,
  by: "staff" | "rule" = "staff",
): Promise<Decided> {
  return decide(world, shop, proposalId, "accepted", async (tx, { proposal, sees, row }) => {
    await noteTold(world, tx, shop, proposal, sees, by === "rule" ? "by_rule" : "accepted");
    const after = afterTold(stateOf(row), proposal);
    const kind = after.status === "cancelled" ? "canceled" : "changed";
    await recordChange(world, tx, shop, { row, after, kind });
  });
}

export async function proposalRefused(world: World, shop: string, proposalId: Id): Promise<Decided> {
  return decide(world, shop, proposalId, "refused", (tx, { proposal, sees }) =>
    noteTold(world, tx, shop, proposal, sees, "refused"),
  );
}

type Found = { proposal: ProposalRow; row: DeliveryRow; sees: SupplierSees };

/** Over is what was decided, replaced, or is about a delivery that is no longer to come from this supplier. */
async function decide(
  world: World,
  shop: string,
  proposalId: Id,
  state: "accepted" | "refused",
  then: (tx: Transaction, found: Found) => Promise<void>,
): Promise<Decided> {
  return world.db.$transaction(async (tx) => {
    const proposal = await findProposal(tx, shop, proposalId);
    if (proposal?.state !== "open") return "over";
    // The delivery is locked before its proposals, as when a supplier speaks.
    const row = await changeable(tx, shop, proposal.deliveryId);
    const [sees] = await deliveriesForSupplier(tx, shop, proposal.supplierId, proposal.deliveryId);
    const becomes = row && sees ? state : "over";
    if (!(await decideProposal(tx, shop, proposalId, becomes, world.now()))) return "over";
    if (row && sees) await then(tx, { proposal, row, sees });
    return becomes;
  });
}

/** What a supplier said, and what became of it, in the why-log of everything that the delivery brings. */
export async function noteTold(
  world: World,
  tx: Transaction,
  shop: string,
  proposal: ProposalRow,
  sees: SupplierSees,
  how: "said" | "confirmed" | "accepted" | "by_rule" | "refused",
): Promise<void> {
  const supplier = await linkedSupplier(tx, shop, proposal.supplierId);
  const { deliveryId, statedOn, units, comment } = proposal;
  const change = sees.lines.reduce((sum, l) => sum + (units[l.itemId] ?? l.toCome) - l.toCome, 0);
  const { reference } = sees;
  const name = supplier?.name ?? "The supplier";
  await noteDelivery(
    tx,
    shop,
    sees.lines.map((l) => l.itemId),
    { kind: "supplier_said", deliveryId, reference, supplier: name, statedOn, units: change, comment, how },
    world.now(),
  );
}
