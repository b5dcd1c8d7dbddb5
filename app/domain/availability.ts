import { addDays, shipDay } from "./days.ts";
import type { Leftover } from "./allocation.ts";
import type {
  Availability,
  AvailabilityBecause,
  Calendar,
  Day,
  Facts,
  LeadTime,
  VariantFact,
} from "./facts.ts";

/** When one more unit, sold now, would ship: the virtual last line of the queue. */
export type Quote = { shipsBy: Day | null; because: AvailabilityBecause };

/**
 * The earliest day for one more unit at one location, after everybody in the queue is served. A delivery whose
 * day has passed is no date: it may come any time or never.
 */
export function quoteOne(left: Leftover, leadTime: LeadTime | null, calendar: Calendar, today: Day): Quote {
  const free = left.supplies.filter((s) => s.free > 0);
  const dated = free.find(({ supply }) => supply.expectedOn !== null && supply.expectedOn >= today);
  if (dated) {
    const { reference, expectedOn } = dated.supply;
    return {
      shipsBy: shipDay(expectedOn!, calendar),
      because: { kind: "delivery_free", reference, expectedOn: expectedOn!, units: dated.free },
    };
  }
  if (leadTime) {
    return {
      shipsBy: shipDay(addDays(today, leadTime.days), calendar),
      because: { kind: "lead_time", days: leadTime.days, setOn: leadTime.setOn },
    };
  }
  const undated = free[0]?.supply;
  if (!undated) return { shipsBy: null, because: { kind: "nothing_coming" } };
  return undated.expectedOn === null
    ? { shipsBy: null, because: { kind: "delivery_without_date", reference: undated.reference } }
    : {
        shipsBy: null,
        because: { kind: "delivery_overdue", reference: undated.reference, expectedOn: undated.expectedOn },
      };
}

/** The better of two quotes: any date beats none, an earlier date beats a later one. */
export function earlier(a: Quote, b: Quote): Quote {
  if (a.shipsBy === null) return b.shipsBy === null && a.because.kind !== "nothing_coming" ? a : b;
  return b.shipsBy !== null && b.shipsBy < a.shipsBy ? b : a;
}

/**
 * What shoppers see for a variant. It follows the buy button: Shopify sells while the sum of `available` is
 * positive or the policy is CONTINUE. A negative location is not clipped before summing.
 */
export function availabilityOf(
  variant: VariantFact,
  facts: Pick<Facts, "tracked" | "stock" | "supplies">,
  owed: number,
  quote: Quote,
): Availability {
  const free = facts.stock.reduce((sum, s) => sum + (s.active ? s.available : 0), 0);
  const coming = facts.supplies.reduce((sum, s) => sum + s.quantity, 0);
  const common = { variantId: variant.variantId, productId: variant.productId, free, owed, coming };
  if (!facts.tracked)
    return { ...common, state: "in_stock", shipsBy: null, because: { kind: "not_tracked" } };
  if (free > 0)
    return { ...common, state: "in_stock", shipsBy: null, because: { kind: "units_free", units: free } };
  if (variant.policy === "CONTINUE") return { ...common, state: "backorder", ...quote };
  if (variant.discontinued)
    return { ...common, state: "discontinued", shipsBy: null, because: quote.because };
  return { ...common, state: "out_of_stock", ...quote };
}
