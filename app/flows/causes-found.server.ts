import {
  endShortages,
  explainedUnits,
  keepCauses,
  keepShortage,
  shortagesOf,
  supplyWords,
  weeklySales,
  type Shortage,
  type SupplyWord,
} from "../database/causes.server.ts";
import type { Transaction } from "../database/client.server.ts";
import type { Gathered } from "../database/item-facts.server.ts";
import { causesOf, type Debt, type Missing } from "../domain/cause.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Facts, Id } from "../domain/facts.ts";
import type { Plan } from "../domain/plan.ts";
import { shelfMoves } from "../domain/shelf.ts";
import { mostWeeks, surgeOf } from "../domain/surge.ts";

/** A transfer is seen to leave when it is made; its units leave the shelf some days later. */
const transferDays = 14;

/**
 * Why lines are owed that were not: found in the transaction of the count that finds them owed, while what shows it
 * is at hand. Asks nothing of Shopify, and of the queue only where it begins.
 */
export async function causesFound(
  tx: Transaction,
  shop: string,
  gathered: Gathered,
  { facts, book, tails }: { facts: Facts } & Pick<Plan, "book" | "tails">,
  now: Date,
): Promise<void> {
  const { itemId } = facts;
  const before = gathered.facts.tails;
  const newcomers = new Set(gathered.newcomers);
  const moves = shelfMoves(before, tails, cameTo(facts, newcomers)).filter((m) =>
    isOpen(facts, m.locationId),
  );
  const rose = moves.filter((m) => m.rose).map((m) => m.locationId);
  if (rose.length > 0) await endShortages(tx, shop, itemId, rose);

  const wasOwed = new Set(facts.book.owed.map((o) => o.id));
  const owedNow = new Set(book.owed.flatMap((o) => (wasOwed.has(o.id) ? [] : [o.locationId])));
  const fell = moves.filter((m) => m.fell > 0);
  if (owedNow.size === 0 && fell.length === 0) return;

  const today = dayIn(facts.calendar.timeZone, now);
  const shortages = new Map((await shortagesOf(tx, shop, itemId)).map((s) => [s.locationId, s]));
  const changed = new Set<Id>();
  const change = (locationId: Id, is: Partial<Shortage>) => {
    const was = shortages.get(locationId) ?? { locationId, fell: 0, fellOn: null, surge: null };
    shortages.set(locationId, { ...was, ...is });
    changed.add(locationId);
  };

  const since = new Date(now.getTime() - transferDays * 86_400_000);
  const explained = fell.length > 0 ? await explainedUnits(tx, shop, itemId, gathered.newcomers, since) : [];
  for (const { locationId, fell: units } of fell) {
    const unexplained = units - (explained.find((e) => e.locationId === locationId)?.units ?? 0);
    const more = (shortages.get(locationId)?.fell ?? 0) + unexplained;
    if (unexplained > 0) change(locationId, { fell: more, fellOn: today });
  }
  // Once for each shortage, where it begins: who joins it later, joins what began it.
  const begins = [...owedNow].filter((id) => !before.some((t) => t.locationId === id && t.owed > 0));
  if (begins.length > 0) {
    const surge = surgeOf(await weeklySales(tx, shop, itemId, now, 1 + mostWeeks));
    for (const id of begins) if (surge || shortages.get(id)?.surge) change(id, { surge });
  }
  for (const id of changed) await keepShortage(tx, shop, itemId, shortages.get(id)!);
  if (owedNow.size === 0) return;

  const supply = await supplyWords(tx, shop, itemId);
  const debts = causesOf({
    ...facts,
    owed: book.owed,
    wasOwed,
    newcomers,
    firstCount: facts.book.availability.length === 0,
    today,
    missing: [...fallen(shortages), ...missed(supply, today), ...surged(shortages)],
  });
  const supplierOf = ({ found }: Debt) =>
    "deliveryId" in found ? supply.find((s) => s.deliveryId === found.deliveryId)?.supplierId : null;
  const named = debts.map((d) => ({ ...d, supplierId: supplierOf(d) ?? gathered.supplierId }));
  await keepCauses(tx, shop, itemId, named);
}

function cameTo({ lines }: Facts, newcomers: ReadonlySet<Id>): Map<Id, number> {
  const came = new Map<Id, number>();
  for (const { id, locationId, outstanding } of lines)
    if (newcomers.has(id)) came.set(locationId, (came.get(locationId) ?? 0) + outstanding);
  return came;
}

/** A place that closes has an empty shelf, and nobody miscounted. */
function isOpen({ stock, tracked }: Facts, locationId: Id): boolean {
  return tracked && stock.some((s) => s.locationId === locationId && s.active);
}

function fallen(shortages: Map<Id, Shortage>): Missing[] {
  return [...shortages.values()].flatMap(({ locationId, fell: units, fellOn }) =>
    units > 0 && fellOn
      ? [{ locationId, units, found: { cause: "stock_fell", units, on: fellOn, location: locationId } }]
      : [],
  );
}

/** What should be here by its supplier's first word, and what came short. */
function missed(supply: SupplyWord[], today: Day): Missing[] {
  return supply
    .filter((s) => s.short || (s.due !== null && s.due < today))
    .map(({ locationId, supplierId: _supplier, ...word }) => ({
      locationId,
      units: word.units,
      found: { cause: "late_supplier", ...word },
    }));
}

function surged(shortages: Map<Id, Shortage>): Missing[] {
  return [...shortages.values()].flatMap(({ locationId, surge }) =>
    surge
      ? [
          {
            locationId,
            units: surge.units,
            found: { cause: "demand_surge", sold: surge.sold, usual: surge.usual },
          },
        ]
      : [],
  );
}
