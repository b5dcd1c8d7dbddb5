import type { Transaction } from "../database/client.server.ts";
import { dateFactsOf } from "../database/date-facts.server.ts";
import { factsToLookAt } from "../database/item-facts.server.ts";
import { mostOwed } from "../database/pages/foreseen.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import { movesTo, type Foreseen } from "../domain/slip.ts";
import type { World } from "../world.ts";
import { withPromises } from "./delivery-foreseen.server.ts";
import { rehearsed } from "./rehearsed.server.ts";

/** `looked` of so many items (`of`) that owe something: of very many, those that owe most. */
export type DatesForeseen = Foreseen & { looked: number; of: number };

const itemsAtMost = 150;

/** Whom a change of what dates are made of would move, before it is saved. Null items: all of the shop. */
export async function datesForeseen(
  world: World,
  shop: string,
  items: (tx: Transaction) => Promise<Id[] | null>,
  change: (tx: Transaction) => Promise<unknown>,
): Promise<DatesForeseen> {
  return rehearsed(world, async (tx) => {
    const now = world.now();
    const { ids, of } = await mostOwed(tx, shop, await items(tx), itemsAtMost);
    const before = await factsToLookAt(tx, shop, ids);
    await change(tx);
    const after = await dateFactsOf(tx, shop, ids);
    const moves = before.flatMap((facts) => movesTo(facts, after(facts.itemId), now));
    const today = dayIn(await timeZoneOf(tx, shop), now);
    const lines = await withPromises(tx, shop, moves, today, now);
    return { expectedOn: null, lines, looked: ids.length, of };
  });
}
