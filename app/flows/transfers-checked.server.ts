import { noteCycle } from "../database/cycles.server.ts";
import { knownOpenTransfers, mayReadTransfers } from "../database/transfers.server.ts";
import { digestOf } from "../domain/native-supply.ts";
import type { CycleName, Job } from "../queues.ts";
import { openTransfers } from "../shopify/transfers.server.ts";
import type { World } from "../world.ts";

/**
 * Looks at the list of transfers that are not over, and reads those of which it shows something else than last time:
 * what no webhook told, and a shipment that came from nowhere. At night each of them is read, since a list does not
 * show everything. Where access was taken away none is in sight.
 */
export async function transfersChecked(world: World, shop: string, foundBy?: CycleName): Promise<void> {
  const known = await knownOpenTransfers(world.db, shop);
  const open = (await mayReadTransfers(world.db, shop)) ? await openTransfers(world.admin(shop)) : [];
  const ids = open.flatMap((t) =>
    foundBy === "nightly" || known.get(t.transferId) !== digestOf(t) ? [t.transferId] : [],
  );
  for (const id of known.keys()) if (!open.some((t) => t.transferId === id)) ids.push(id);
  await world.db.$transaction(async (tx) => {
    await world.nudge(
      ids.map((id): Job => ({ queue: "read", shop, what: "transfer", id, ...(foundBy && { foundBy }) })),
      tx,
    );
    if (foundBy !== "transfers") return;
    const found = { looked: open.length, surprises: 0, finishedAt: world.now(), problem: null };
    await noteCycle(tx, shop, "transfers", found);
  });
}
