import type { Drift } from "../domain/drift.ts";
import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

/**
 * Notes where facts disagree, and answers whether the book may go on: at once when they agree, else when they have
 * disagreed in just this way since before `settledBefore`. A difference that changes begins anew.
 */
export async function noteDrift(
  tx: Transaction,
  shop: string,
  itemId: Id,
  found: Drift[],
  at: Date,
  settledBefore: Date,
): Promise<boolean> {
  const known = await tx.drift.findMany({ where: { shop, itemId } });
  const over = known
    .filter((k) => !found.some((f) => f.locationId === k.locationId))
    .map((k) => k.locationId);
  if (over.length > 0) await tx.drift.deleteMany({ where: { shop, itemId, locationId: { in: over } } });
  let settled = true;
  for (const { locationId, committed, outstanding } of found) {
    const old = known.find((k) => k.locationId === locationId);
    const same = old && old.committed === committed && old.outstanding === outstanding;
    const data = { committed, outstanding, since: same ? old.since : at };
    const lasts = data.since <= settledBefore;
    settled &&= lasts;
    if (same && old.settled === lasts) continue;
    await tx.drift.upsert({
      where: { shop_itemId_locationId: { shop, itemId, locationId } },
      create: { shop, itemId, locationId, ...data, settled: lasts },
      update: { ...data, settled: lasts },
    });
  }
  return settled;
}

/** Items whose facts have disagreed for long enough: they are read once more before the difference is believed. */
export async function unsettledItems(db: Database, before: Date): Promise<{ shop: string; itemId: Id }[]> {
  return db.$queryRaw`
    select distinct d.shop, d.item_id as "itemId" from drift d join shop s on s.shop = d.shop
    where s.installed and not d.settled and d.since <= ${before} limit 1000`;
}
