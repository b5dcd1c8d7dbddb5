import { countedArrivals, heldUnasked, noteSource, recordArrivals } from "../database/arrivals.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { noteSeen, takeReceipts } from "../database/receipts.server.ts";
import { arrivals, type Arrival } from "../domain/arrival.ts";
import type { Facts, Tail } from "../domain/facts.ts";
import type { Plan } from "../domain/plan.ts";
import { apartDays, sourcesOf, type Rise } from "../domain/receipt.ts";
import { risesOf } from "../domain/shelf.ts";

/** Who got units that became free between two counts of an item, and of which delivery they are. */
export async function arrivalsFound(
  tx: Transaction,
  shop: string,
  facts: Facts,
  tailsBefore: Tail[],
  after: Pick<Plan, "book" | "tails">,
  now: Date,
): Promise<void> {
  const { itemId } = facts;
  const held = facts.lines.flatMap((l) => (l.waits ? l.id : []));
  const found = arrivals(facts, tailsBefore, after, await heldUnasked(tx, shop, held));
  await recordArrivals(tx, shop, itemId, found, now);

  const since = new Date(now.getTime() - apartDays * 86_400_000);
  const receipts = await takeReceipts(tx, shop, itemId, since);
  if (receipts.length === 0) return;
  const counted = await countedArrivals(tx, shop, itemId, since);
  const unasked = risesOf(tailsBefore, after.tails).filter((r) => !isIn(found, r));
  const rises: (Rise & { seq?: bigint })[] = [
    ...counted,
    ...unasked.map((rise) => ({ ...rise, at: now.toISOString(), deliveryId: null, receiptId: null })),
  ];
  const { sources, seen } = sourcesOf(receipts, rises);
  for (const [{ seq, deliveryId, receiptId }, is] of sources)
    if (seq !== undefined && (is.receiptId !== receiptId || is.deliveryId !== deliveryId))
      await noteSource(tx, shop, seq, is);
  for (const { id, seen: was } of receipts)
    if (seen.get(id) !== was) await noteSeen(tx, shop, itemId, id, seen.get(id)!);
}

function isIn(found: Arrival[], { locationId }: { locationId: string }): boolean {
  return found.some((a) => a.locationId === locationId && a.origin === "counted");
}
