import type { BrakeBecause } from "../domain/brake-because.ts";
import type { Policy } from "../domain/brake.ts";
import type { Id } from "../domain/facts.ts";
import { lockBraked, type BrakedRow } from "./braked-variants.server.ts";
import type { Transaction } from "./client.server.ts";
import { lockVariants } from "./stock-facts.server.ts";

/**
 * Noted before Shopify is asked: as it was found, and what is on its way. Returns those that may be sent: what the
 * brake has let go of meanwhile would be forgotten.
 */
export async function noteSending(
  tx: Transaction,
  shop: string,
  switches: { variantId: Id; from: Policy; to: Policy }[],
): Promise<Id[]> {
  await lockBraked(tx, shop, { variantIds: switches.map((s) => s.variantId) });
  const noted = await tx.$queryRaw<{ id: Id }[]>`
    update braked_variant b set found = coalesce(b.found, s.found), sending = s.sending
    from unnest(${switches.map((s) => s.variantId)}::text[], ${switches.map((s) => s.from)}::text[],
      ${switches.map((s) => s.to)}::text[]) as s(variant_id, found, sending)
    where b.shop = ${shop} and b.variant_id = s.variant_id returning b.variant_id as id`;
  return noted.map((n) => n.id);
}

export type Sent = Pick<BrakedRow, "variantId" | "productId" | "found" | "because"> & { to: Policy };

/** The switches arrived: the journal says so, and Shopify will tell nothing that we do not know. */
export async function noteSwitched(tx: Transaction, shop: string, sent: Sent[], at: Date): Promise<void> {
  await lockBraked(tx, shop, { variantIds: sent.map((s) => s.variantId) });
  await lockVariants(
    tx,
    shop,
    sent.map((s) => s.variantId),
  );
  for (const { variantId, productId, found, to, because } of sent) {
    const back = to === found;
    await tx.brakedVariant.updateMany({
      where: { shop, variantId },
      data: { wrote: to, sending: null, switchedAt: at },
    });
    await tx.variant.updateMany({ where: { shop, variantId }, data: { policy: to } });
    await tx.brakeEntry.create({
      data: {
        shop,
        variantId,
        productId,
        event: back ? "put_back" : "switched",
        before: other(to),
        after: to,
        because,
        at,
      },
    });
  }
}

/** It never arrived: Shopify still holds what was found. Where we never switched there is nothing to put back. */
export async function noteNotSent(tx: Transaction, shop: string, variantIds: Id[]): Promise<void> {
  await lockBraked(tx, shop, { variantIds });
  await tx.brakedVariant.updateMany({
    where: { shop, variantId: { in: variantIds } },
    data: { sending: null },
  });
  await tx.brakedVariant.updateMany({
    where: { shop, variantId: { in: variantIds }, wrote: null },
    data: { found: null },
  });
}

/** Somebody changed it after us: that stands, and the brake keeps away. */
export async function noteByHand(
  tx: Transaction,
  shop: string,
  { variantId, productId }: { variantId: Id; productId: Id },
  { before, after }: { before: Policy; after: Policy },
  at: Date,
): Promise<void> {
  const because: BrakeBecause = { kind: "by_hand" };
  await tx.brakedVariant.updateMany({
    where: { shop, variantId },
    data: {
      ...{
        wish: "as_found",
        because,
        found: null,
        wrote: null,
        sending: null,
        lookAt: null,
      },
      // What remains is the next count's, which tells shoppers when it changes.
      ...{ stopped: "by_hand", stoppedAt: at },
    },
  });
  await tx.brakeEntry.create({
    data: { shop, variantId, productId, event: "by_hand", before, after, because, at },
  });
}

/** What Shopify says now, where we believed otherwise. Returns the items that have to be counted anew. */
export async function correctPolicies(
  tx: Transaction,
  shop: string,
  policies: Map<Id, Policy>,
): Promise<Id[]> {
  await lockVariants(tx, shop, [...policies.keys()]);
  const rows = await tx.$queryRaw<{ itemId: Id }[]>`
    update variant v set policy = p.policy
    from unnest(${[...policies.keys()]}::text[], ${[...policies.values()]}::text[]) as p(variant_id, policy)
    where v.shop = ${shop} and v.variant_id = p.variant_id and v.policy <> p.policy
    returning v.item_id as "itemId"`;
  return [...new Set(rows.map((r) => r.itemId))];
}

function other(policy: Policy): Policy {
  return policy === "CONTINUE" ? "DENY" : "CONTINUE";
}
