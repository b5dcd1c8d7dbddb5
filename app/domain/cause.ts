import type { Day, Facts, Id, OwedLine } from "./facts.ts";
import type { Surge } from "./surge.ts";

/** Why a line is owed, as far as the facts say; in the order in which they are looked for. */
export const causes = [
  "made_to_order",
  "stock_fell",
  "oversold",
  "late_supplier",
  "demand_surge",
  "sold_ahead",
  "lead_time",
  // Only staff say so.
  "other",
  "not_known",
] as const;
export type Cause = (typeof causes)[number];

/** A cause with what shows it. */
export type CauseFound =
  | { cause: "made_to_order"; days: number }
  | { cause: "stock_fell"; units: number; on: Day; location: Id }
  | { cause: "oversold" }
  | {
      cause: "late_supplier";
      deliveryId: Id;
      reference: string;
      supplier: string | null;
      units: number;
      /** When it said first that it would come, and what it said when the line was owed. */
      due: Day | null;
      statedOn: Day | null;
      /** It came, with so many units less. */
      short: boolean;
    }
  | ({ cause: "demand_surge" } & Pick<Surge, "sold" | "usual">)
  | { cause: "sold_ahead"; deliveryId: Id; reference: string; expectedOn: Day }
  | { cause: "lead_time"; days: number }
  | { cause: "not_known"; because: "first_count" | "began_earlier" | "had_units" | "no_dated_supply" };

/** Units that would be on a shelf, had it not been for this. */
export type Missing = { locationId: Id; units: number; found: CauseFound };

/** An order line that is owed for the first time, and why. */
export type Debt = {
  lineId: Id;
  orderId: Id;
  units: number;
  since: string;
  found: CauseFound;
};

export type CauseFacts = Pick<Facts, "tails" | "madeToOrderDays" | "leadTime" | "variants" | "supplies"> & {
  /** The page of the book: lines of a place in the order in which they are served. */
  owed: OwedLine[];
  /** Lines that were owed before. */
  wasOwed: ReadonlySet<Id>;
  /** Lines that are new to the queues. */
  newcomers: ReadonlySet<Id>;
  /** The item was never counted before. */
  firstCount: boolean;
  today: Day;
  /** At each place in order of precedence. */
  missing: Missing[];
};

/**
 * Why lines are owed that were not before.
 *
 * What is made to order is owed by design. Else it is asked whether the line's first unit would be on the shelf had
 * it not been for one thing: each missing unit explains one unit of what is owed at its place, in the order in which
 * it is served, so that none is blamed twice. What nothing is missing for was sold on purpose, if known supply with a
 * day was there to sell. The rest is not known, and never guessed.
 */
export function causesOf(facts: CauseFacts): Debt[] {
  const before = new Map<Id, number>(facts.tails.map((t) => [t.locationId, t.owed]));
  const debts = new Map<Id, Debt>();
  for (const line of facts.owed) {
    const { id, lineId, orderId, locationId, since, owed } = line;
    const unitsBefore = before.get(locationId) ?? 0;
    before.set(locationId, unitsBefore + owed);
    if (facts.wasOwed.has(id)) continue;
    // Parts of one order line at several places are one debt.
    const known = debts.get(lineId);
    if (known) known.units += owed;
    else debts.set(lineId, { lineId, orderId, units: owed, since, found: causeOf(line, unitsBefore, facts) });
  }
  return [...debts.values()];
}

function causeOf(line: OwedLine, unitsBefore: number, facts: CauseFacts): CauseFound {
  const first = line.covers[0];
  if (first?.kind === "made_to_order") return { cause: "made_to_order", days: facts.madeToOrderDays ?? 0 };
  if (facts.firstCount) return { cause: "not_known", because: "first_count" };
  const missing = missingUnit(line, unitsBefore, facts);
  if (missing?.cause === "stock_fell") return missing;
  const isNew = facts.newcomers.has(line.id);
  if (isNew && facts.variants.length > 0 && facts.variants.every((v) => v.policy === "DENY"))
    return { cause: "oversold" };
  if (missing) return missing;
  if (!isNew) return { cause: "not_known", because: "had_units" };
  if (first?.kind === "lead_time") return { cause: "lead_time", days: facts.leadTime?.days ?? 0 };
  const supply = first && facts.supplies.find((s) => s.deliveryId === first.deliveryId);
  const expectedOn = supply?.expectedOn ?? null;
  if (supply && expectedOn !== null && expectedOn >= facts.today) {
    const { deliveryId, reference } = supply;
    return { cause: "sold_ahead", deliveryId, reference, expectedOn };
  }
  return { cause: "not_known", because: "no_dated_supply" };
}

/** What would have been the line's first owed unit. */
function missingUnit(line: OwedLine, unitsBefore: number, { missing }: CauseFacts): CauseFound | null {
  let explained = 0;
  for (const one of missing) {
    if (one.locationId !== line.locationId) continue;
    explained += one.units;
    if (unitsBefore < explained) return one.found;
  }
  return null;
}
