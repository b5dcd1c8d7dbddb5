import type { Transaction } from "../database/client.server.ts";
import { findDelivery } from "../database/deliveries.server.ts";
import {
  decideProposal,
  deliveriesForSupplier,
  findProposal,
  type ProposalRow,
  type SupplierSees,
} from "../database/proposals.server.ts";
import { linkedSupplier } from "../database/supplier-links.server.ts";
import type { Id } from "../domain/facts.ts";
import { bringsNothing } from "../domain/proposal.ts";
import type { World } from "../world.ts";
import { deliveryCancelled, deliveryChanged } from "./delivery-changed.server.ts";
import { noteDelivery } from "./delivery-noted.server.ts";

export type Decided = "accepted" | "refused" | "over";

/**
 * What a supplier said becomes what we know: the delivery changes as if the merchant had typed it. First the
 * delivery, then the word that it was accepted: stopped in between, it can be accepted again and changes nothing more.
 */
export async function proposalAccepted(
  world: World,
  shop: string,
  proposalId: Id,
  by: "staff" | "rule" = "staff",
): Promise<Decided> {
  const found = await openProposal(world, shop, proposalId);
  if (!found) return "over";
  const { proposal, sees } = found;
  const { deliveryId, statedOn } = proposal;
  const lines = sees.lines.map(({ itemId, toCome }) => ({ field: "", itemId, toCome }));
  if (bringsNothing(proposal, lines)) await deliveryCancelled(world, shop, deliveryId);
  else {
    const units = lines.flatMap(({ itemId }) =>
      proposal.units[itemId] === undefined ? [] : [{ itemId, quantity: proposal.units[itemId] }],
    );
    const [first, ...others] = units;
    await deliveryChanged(world, shop, deliveryId, { expectedOn: statedOn, ...first });
    for (const other of others) await deliveryChanged(world, shop, deliveryId, other);
  }
  return decide(world, shop, proposal, sees, "accepted", by === "rule" ? "by_rule" : "accepted");
}

export async function proposalRefused(world: World, shop: string, proposalId: Id): Promise<Decided> {
  const found = await openProposal(world, shop, proposalId);
  return found ? decide(world, shop, found.proposal, found.sees, "refused", "refused") : "over";
}

/** Null for what was decided, replaced, or is about a delivery that is no longer to come from this supplier. */
async function openProposal(
  world: World,
  shop: string,
  proposalId: Id,
): Promise<{ proposal: ProposalRow; sees: SupplierSees } | null> {
  const proposal = await findProposal(world.db, shop, proposalId);
  if (proposal?.state !== "open") return null;
  const [sees] = await deliveriesForSupplier(world.db, shop, proposal.supplierId, proposal.deliveryId);
  if (sees) return { proposal, sees };
  await world.db.$transaction((tx) => decideProposal(tx, shop, proposalId, "over", world.now()));
  return null;
}

async function decide(
  world: World,
  shop: string,
  proposal: ProposalRow,
  sees: SupplierSees,
  state: "accepted" | "refused",
  how: "accepted" | "by_rule" | "refused",
): Promise<Decided> {
  return world.db.$transaction(async (tx) => {
    // Deliveries before proposals, as when a supplier speaks.
    await findDelivery(tx, shop, proposal.deliveryId);
    if (!(await decideProposal(tx, shop, proposal.proposalId, state, world.now()))) return "over";
    await noteTold(world, tx, shop, proposal, sees, how);
    return state;
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
