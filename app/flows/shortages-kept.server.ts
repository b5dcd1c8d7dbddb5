import {
  blameNoFall,
  endShortages,
  explainedUnits,
  keepShortage,
  shortagesOf,
  weeklySales,
  type Shortage,
} from "../database/causes.server.ts";
import type { Transaction } from "../database/client.server.ts";
import type { Gathered } from "../database/item-facts.server.ts";
import { dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import { fallOf, type ShelfMove } from "../domain/shelf.ts";
import { mostWeeks, surgeOf } from "../domain/surge.ts";

/** A transfer is seen to leave when it is made; its units leave the shelf some days later. */
const transferDays = 14;

/** Why the shelves of an item are emptier than they would be, as it is after this count; none where nobody asks. */
export async function shortagesKept(
  tx: Transaction,
  shop: string,
  { facts, newcomers }: Gathered,
  count: { moves: ShelfMove[]; begins: Id[]; owed: boolean; now: Date },
): Promise<Shortage[]> {
  const { moves, begins, owed, now } = count;
  const { itemId } = facts;
  const rose = moves.filter((m) => m.rose).map((m) => m.locationId);
  if (rose.length > 0) await endShortages(tx, shop, itemId, rose);
  const fell = new Map(moves.filter((m) => m.fell > 0).map((m) => [m.locationId, m.fell]));
  // Orders that had shipped before they were counted, such as at a till.
  const demand = new Set(facts.lines.map((l) => l.id));
  const heard = newcomers.some((id) => !demand.has(id));
  if (!owed && fell.size === 0 && !heard) return [];

  const shortages = new Map((await shortagesOf(tx, shop, itemId)).map((s) => [s.locationId, s]));
  const changed = new Set<Id>();
  const change = (locationId: Id, is: Partial<Shortage>) => {
    const was = shortages.get(locationId) ?? { locationId, fell: 0, fellOn: null, surge: null };
    shortages.set(locationId, { ...was, ...is });
    changed.add(locationId);
  };
  const fallen = [...shortages.values()].filter((s) => s.fell > 0).map((s) => s.locationId);
  if (fell.size > 0 || (heard && fallen.length > 0)) {
    const since = new Date(now.getTime() - transferDays * 86_400_000);
    const explained = await explainedUnits(tx, shop, itemId, newcomers, since);
    for (const id of new Set([...fallen, ...fell.keys()])) {
      const was = shortages.get(id)?.fell ?? 0;
      const is = fallOf(
        was,
        fell.get(id) ?? 0,
        explained.find((e) => e.locationId === id),
      );
      if (is > was) change(id, { fell: is, fellOn: dayIn(facts.calendar.timeZone, now) });
      if (is < was) change(id, { fell: is });
      // An order explains after all what looked like a correction.
      if (is === 0 && was > 0) await blameNoFall(tx, shop, itemId, id);
    }
  }
  // Once for each shortage, where it begins: who joins it later, joins what began it.
  if (begins.length > 0) {
    const surge = surgeOf(await weeklySales(tx, shop, itemId, now, 1 + mostWeeks));
    for (const id of begins) if (surge || shortages.get(id)?.surge) change(id, { surge });
  }
  for (const id of changed) await keepShortage(tx, shop, itemId, shortages.get(id)!);
  return [...shortages.values()];
}
