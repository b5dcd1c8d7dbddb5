import type { LeadTime } from "./facts.ts";

/**
 * The lead time of an item where no delivery covers it: the product's own, else its supplier's, else the shop's.
 * What is made to order needs neither of the last two: nothing is bought for it.
 */
export function leadTimeOf(days: {
  product: number | null;
  supplier: number | null;
  shop: number | null;
  madeToOrder: number | null;
}): LeadTime | null {
  if (days.product !== null) return { days: days.product, setOn: "product" };
  if (days.madeToOrder !== null) return null;
  if (days.supplier !== null) return { days: days.supplier, setOn: "supplier" };
  return days.shop === null ? null : { days: days.shop, setOn: "shop" };
}
