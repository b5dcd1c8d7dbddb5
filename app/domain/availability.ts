import type { Availability, Facts, VariantFact } from "./facts.ts";
import type { Quote } from "./quote.ts";

/**
 * What shoppers see for a variant. It follows the buy button: Shopify sells while the sum of `available` is
 * positive or the policy is CONTINUE. A negative location is not clipped before summing.
 */
export function availabilityOf(
  variant: VariantFact,
  facts: Pick<Facts, "tracked" | "stock" | "supplies">,
  { owed, cap }: { owed: number; cap: number | null },
  quote: Quote,
): Availability {
  const free = facts.stock.reduce((sum, s) => sum + (s.active ? s.available : 0), 0);
  const units = (confirmed: boolean) =>
    facts.supplies.reduce((sum, s) => sum + (s.confirmed === confirmed ? s.quantity : 0), 0);
  const { variantId, productId } = variant;
  const [coming, tentative] = [units(true), units(false)];
  const common = { variantId, productId, free, owed, coming, cap, tentative };
  const inStock = { ...common, cap: null, state: "in_stock", shipsBy: null } as const;
  if (!facts.tracked) return { ...inStock, because: { kind: "not_tracked" } };
  if (free > 0) return { ...inStock, because: { kind: "units_free", units: free } };
  if (variant.policy === "CONTINUE") return { ...common, state: "backorder", ...quote };
  if (variant.discontinued)
    return { ...common, state: "discontinued", shipsBy: null, because: quote.because };
  return { ...common, state: "out_of_stock", ...quote };
}
