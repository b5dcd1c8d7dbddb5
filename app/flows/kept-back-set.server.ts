import { gatherFacts, withWholeQueue } from "../database/item-facts.server.ts";
import { keptBackOf, saveKeptBack, variantsOf } from "../database/kept-back.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { watchedPlaces } from "../database/waves.server.ts";
import { dayIn } from "../domain/days.ts";
import type { KeptBackChoice } from "../domain/kept-back-form.ts";
import { movesTo, type ForeseenLine } from "../domain/slip.ts";
import type { World } from "../world.ts";
import { withPromises } from "./delivery-foreseen.server.ts";
import { recount } from "./recount.server.ts";

type Kept = Pick<KeptBackChoice, "units" | "readers">;

/** Units of an item that are kept from those who wait from now on. Returns how many it were before. */
export async function keptBackSet(world: World, shop: string, choice: KeptBackChoice): Promise<Kept> {
  const { itemId, locationId } = choice;
  const before = await world.db.$transaction(async (tx) => {
    const known = await keptBackOf(tx, shop, [itemId]);
    await saveKeptBack(tx, shop, choice);
    const lists = await watchedPlaces(tx, shop, await variantsOf(tx, shop, itemId));
    await world.nudge(
      [
        { queue: "recount", shop, itemId },
        // What may be announced is another number now, though Shopify's own has not changed.
        ...lists.map(({ variantId, place }) => ({ queue: "alerts" as const, shop, variantId, place })),
      ],
      tx,
    );
    const { units = 0, readers = 0 } = known.find((k) => k.locationId === locationId) ?? {};
    return { units, readers };
  });
  // At once, so that whoever did it sees what came of it.
  await recount(world, shop, itemId);
  return before;
}

/** Whose date would move by it, before it is saved. Nothing is written. */
export async function keptBackForeseen(
  world: World,
  shop: string,
  { itemId, locationId, units, readers }: KeptBackChoice,
): Promise<ForeseenLine[]> {
  const now = world.now();
  return world.db.$transaction(async (tx) => {
    const gathered = await gatherFacts(tx, shop, itemId);
    if (!gathered) return [];
    const facts = await withWholeQueue(tx, shop, gathered.facts);
    const keeping = { kept: units + readers, keptForReaders: readers };
    const stock = facts.stock.map((s) => (s.locationId === locationId ? { ...s, ...keeping } : s));
    const today = dayIn(await timeZoneOf(tx, shop), now);
    return withPromises(tx, shop, movesTo(facts, { stock }, now), today, now);
  });
}
