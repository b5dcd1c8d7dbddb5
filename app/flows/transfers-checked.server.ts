import { cycleOf, forgetCycle, noteCycle } from "../database/cycles.server.ts";
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
  const allowed = await mayReadTransfers(world.db, shop);
  const open = allowed ? await openTransfers(world.admin(shop)) : [];
  const ids = open.flatMap((t) =>
    foundBy === "nightly" || known.get(t.transferId) !== digestOf(t) ? [t.transferId] : [],
  );
  for (const id of known.keys()) if (!open.some((t) => t.transferId === id)) ids.push(id);
  await world.db.$transaction(async (tx) => {
    // Of what nobody was allowed to see no webhook could tell: the first look finds nothing surprising.
    const first = (await cycleOf(tx, shop, "transfers")).finishedAt === null;
    const surprising = foundBy && !first ? { foundBy } : {};
    await world.nudge(
      ids.map((id): Job => ({ queue: "read", shop, what: "transfer", id, ...surprising })),
      tx,
    );
    const at = world.now();
    const found = { looked: open.length, surprises: 0, problem: null };
    if (!allowed) await forgetCycle(tx, shop, "transfers");
    else if (first) await noteCycle(tx, shop, "transfers", { ...found, startedAt: at, finishedAt: at });
    else if (foundBy === "transfers") await noteCycle(tx, shop, "transfers", { ...found, finishedAt: at });
  });
}
