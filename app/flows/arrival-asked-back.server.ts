import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/client.server.ts";
import { addWrite, writesOf } from "../database/stock-writes.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/**
 * What was added for a receipt is asked to be taken off again, in the transaction that undoes the receipt: whoever dies
 * before it is sent leaves it for a person to send.
 */
export async function askBack(world: World, tx: Transaction, shop: string, actionId: Id): Promise<void> {
  const added = new Map<Id, { units: number; left: number }>();
  // The oldest first: the newest left what should be there.
  for (const { state, lines } of (await writesOf(tx, shop, actionId)).reverse())
    if (state === "written")
      for (const { itemId, units, from } of lines)
        added.set(itemId, { units: (added.get(itemId)?.units ?? 0) + units, left: from + units });
  const lines = [...added]
    .filter(([, { units }]) => units !== 0)
    .map(([itemId, { units, left }]) => ({ itemId, units: -units, from: left }));
  if (lines.length > 0) await addWrite(tx, shop, { writeId: randomUUID(), actionId, lines }, world.now());
}
