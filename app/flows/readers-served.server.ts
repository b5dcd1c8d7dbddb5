import { alertRules } from "../database/alert-settings.server.ts";
import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { keptBackOf, saveKeptBack, variantsOf, type KeptBackRow } from "../database/kept-back.server.ts";
import { unitsKeptUntil } from "../database/kept-units.server.ts";
import { lineOf } from "../database/subscriptions.server.ts";
import { lastWave, lookAgainAt, watchedPlaces, watchOf } from "../database/waves.server.ts";
import type { Id } from "../domain/facts.ts";
import { readersServedAt, type ReadersList } from "../domain/readers-served.ts";
import type { World } from "../world.ts";

/**
 * Lets go of units that are kept for readers of the restock mail once all of them were told and had their time; until
 * then it says when to look again.
 */
export async function readersServed(
  world: World,
  shop: string,
  { productId, variantId, itemId }: { productId: Id; variantId: Id; itemId: Id },
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const now = world.now();
    const rows = (await keptBackOf(tx, shop, [itemId])).filter((k) => k.readers > 0);
    if (rows.length === 0) return;
    const watched = await watchedPlaces(tx, shop, await variantsOf(tx, shop, itemId));
    for (const row of rows) {
      const lists = watched.filter(({ place }) => place === "" || place === row.locationId);
      const at = readersServedAt(await Promise.all(lists.map((l) => listOf(tx, shop, l, now))), now);
      if (at === null) continue;
      if (at > now) {
        for (const list of lists) await lookAgainAt(tx, shop, list, at);
        continue;
      }
      await letGo(world, tx, shop, row, lists);
      const because = { kind: "readers_served" as const, units: row.readers, location: row.locationId };
      await recordWhy(tx, shop, [{ productId, variantId, because }], now);
    }
  });
}

async function letGo(
  world: World,
  tx: Transaction,
  shop: string,
  row: KeptBackRow,
  lists: { variantId: Id; place: string }[],
): Promise<void> {
  await saveKeptBack(tx, shop, { ...row, readers: 0 });
  await world.nudge(
    [
      { queue: "recount", shop, itemId: row.itemId },
      ...lists.map((list) => ({ queue: "alerts" as const, shop, ...list })),
    ],
    tx,
  );
}

async function listOf(
  tx: Transaction,
  shop: string,
  list: { variantId: Id; place: string },
  now: Date,
): Promise<ReadersList> {
  const { variantId, place } = list;
  const epoch = (await watchOf(tx, shop, variantId, place))?.watch.epoch ?? 0;
  const rules = await alertRules(tx, shop);
  return {
    people: (await lineOf(tx, shop, list, epoch, now, 0)).people,
    // Whoever was told before others bought those units has the same time for those that came since.
    lastWave: await lastWave(tx, shop, variantId, place, "any"),
    keptUntil: await unitsKeptUntil(tx, shop, list),
    hours: rules.firstRefusal && place === "" ? rules.keepHours : rules.waitHours,
  };
}
