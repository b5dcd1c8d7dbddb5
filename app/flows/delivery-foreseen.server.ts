import { findDelivery } from "../database/deliveries.server.ts";
import { gatherFacts, withWholeQueue } from "../database/item-facts.server.ts";
import { linesAndPromises } from "../database/pages/foreseen.server.ts";
import { promisePolicy } from "../database/settings.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import {
  movesBy,
  outcomeOf,
  type Foreseen,
  type ForeseenLine,
  type Move,
  type Outcome,
} from "../domain/slip.ts";
import type { World } from "../world.ts";
import { expectationsOf } from "./expectations.server.ts";

/** What the merchant is about to say of a delivery. No `statedOn`: its day stays. No `item`: its units stay. */
export type Said = {
  statedOn?: Day | null;
  item?: { itemId: Id; units: number };
  cancelled?: boolean;
};

/** Whom a change of a delivery would move, before it is saved. Nothing is written. Null: it is not coming. */
export async function deliveryForeseen(
  world: World,
  shop: string,
  deliveryId: Id,
  said: Said,
): Promise<Foreseen | null> {
  return world.db.$transaction(async (tx) => {
    const delivery = await findDelivery(tx, shop, deliveryId);
    if (!delivery || delivery.status !== "coming") return null;
    const now = world.now();
    const timeZone = await timeZoneOf(tx, shop);
    const today = dayIn(timeZone, now);
    const { statedOn = delivery.statedOn, item, cancelled = false } = said;
    const words = [{ ...delivery, statedOn }];
    const [expected] = await expectationsOf(tx, shop, delivery.supplierId, words, { timeZone, today });
    // Its own day as it stands may be one that was learned at another time: without a new word nothing moves.
    const expectedOn = said.statedOn === undefined ? delivery.expectedOn : expected!.expectedOn;

    const moves: Move[] = [];
    for (const itemId of [...delivery.itemIds].sort()) {
      const gathered = await gatherFacts(tx, shop, itemId);
      if (!gathered) continue;
      const facts = await withWholeQueue(tx, shop, gathered.facts);
      const units = item?.itemId === itemId ? { units: item.units } : {};
      moves.push(...movesBy(facts, deliveryId, { expectedOn, cancelled, ...units }, now));
    }
    const known = await linesAndPromises(
      tx,
      shop,
      moves.map((m) => m.lineId),
    );
    const policy = await promisePolicy(tx, shop);
    const lines = moves.flatMap((move): ForeseenLine[] => {
      const line = known.get(move.lineId);
      if (!line) return [];
      const { entries, unitPrice, ...words } = line;
      const promised = entries.at(-1)?.promisedOn ?? null;
      const outcome = outcomeOf(move, entries, today, now, policy);
      return [{ ...move, ...words, value: unitPrice * move.owed, promised, outcome }];
    });
    lines.sort((a, b) => urgency.indexOf(a.outcome) - urgency.indexOf(b.outcome) || b.value - a.value);
    return { expectedOn, lines };
  });
}

const urgency: Outcome[] = ["must_agree", "told", "none", "kept", "better"];
