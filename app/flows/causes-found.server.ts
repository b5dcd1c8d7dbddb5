import { keepCauses, supplyWords, type Shortage, type SupplyWord } from "../database/causes.server.ts";
import type { Transaction } from "../database/client.server.ts";
import type { Gathered } from "../database/item-facts.server.ts";
import { causesOf, type Debt, type Missing } from "../domain/cause.ts";
import { dayIn } from "../domain/days.ts";
import type { Drift } from "../domain/drift.ts";
import type { Day, Facts, Id } from "../domain/facts.ts";
import type { Plan } from "../domain/plan.ts";
import { shelfMoves } from "../domain/shelf.ts";
import { shortagesKept } from "./shortages-kept.server.ts";

/**
 * Why lines are owed that were not: found in the transaction of the count that finds them owed, while what shows it
 * is at hand. Asks nothing of Shopify, and of the queue only where it begins.
 */
export async function causesFound(
  tx: Transaction,
  shop: string,
  gathered: Gathered,
  { facts, drift, book, tails }: { facts: Facts; drift: Drift[] } & Pick<Plan, "book" | "tails">,
  now: Date,
): Promise<void> {
  const { itemId } = facts;
  const newcomers = new Set(gathered.newcomers);
  const wasOwed = new Set(facts.book.owed.map((o) => o.id));
  const owedNow = new Set(book.owed.flatMap((o) => (wasOwed.has(o.id) ? [] : [o.locationId])));
  const moves = shelfMoves(gathered.facts.tails, tails, cameTo(facts, newcomers));
  // Where Shopify and the orders disagree, what a shelf lost may be an order that is not seen.
  const unsure = new Set(drift.map((d) => d.locationId));
  const shortages = await shortagesKept(tx, shop, gathered, {
    moves: moves.filter((m) => givesAll(facts, m.locationId) && !unsure.has(m.locationId)),
    begins: [...owedNow].filter((id) => !gathered.facts.tails.some((t) => t.locationId === id && t.owed > 0)),
    owed: owedNow.size > 0,
    now,
  });
  if (owedNow.size === 0) return;

  const today = dayIn(facts.calendar.timeZone, now);
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

/** A place that closes, or keeps units for the shop floor, has less to give, and nobody miscounted. */
function givesAll({ stock, tracked }: Facts, locationId: Id): boolean {
  return tracked && stock.some((s) => s.locationId === locationId && s.active && !s.kept);
}

function fallen(shortages: Shortage[]): Missing[] {
  return shortages.flatMap(({ locationId, fell: units, fellOn }) =>
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

function surged(shortages: Shortage[]): Missing[] {
  return shortages.flatMap(({ locationId, surge }) =>
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
