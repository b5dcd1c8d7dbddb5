import { backTest } from "./back-test.ts";
import { daysBetween } from "./days.ts";
import type { Day, Id } from "./facts.ts";
import { surePercent } from "./learned.ts";
import { delaysOf, onePerDelivery, type PastLine } from "./past-deliveries.ts";
import { sureQuantile } from "./quantile.ts";

/** How a supplier has kept its word so far. */
export type SupplierRecord = {
  /** Days from the order within which 8 of 10 arrived; null: too few. Of `orders` that arrived. */
  leadTimeDays: number | null;
  orders: number;
  /** Arrived on the day first stated or before, of all with a day that arrived. */
  onTime: number;
  stated: number;
  /** Days after the stated day within which 5, 8 and 9 of 10 arrived; null: too few. */
  buffers: { half: number | null; eight: number | null; nine: number | null };
  /** Of past deliveries whose day this rule could have named in advance, how many came by then. */
  met: number;
  of: number;
  /** Every one that arrived, oldest first: days after the stated day, negative when early. */
  delays: { deliveryId: Id; statedOn: Day; receivedOn: Day; days: number }[];
};

/** `lines` are those of one supplier. */
export function recordOf(lines: PastLine[], today: Day): SupplierRecord {
  const byOrder = delaysOf(onePerDelivery(lines, "ordered"), today);
  const past = onePerDelivery(lines, "stated");
  const { closed, open } = delaysOf(past, today);
  const { met, of } = backTest(past, surePercent);
  const buffer = (percent: number) => sureQuantile(closed, open, percent);
  return {
    leadTimeDays: sureQuantile(byOrder.closed, byOrder.open, surePercent),
    orders: byOrder.closed.length,
    onTime: closed.filter((days) => days <= 0).length,
    stated: closed.length,
    buffers: { half: buffer(50), eight: buffer(surePercent), nine: buffer(90) },
    met,
    of,
    delays: past.flatMap(({ deliveryId, base, receivedOn }) =>
      receivedOn === null
        ? []
        : [{ deliveryId, statedOn: base, receivedOn, days: daysBetween(base, receivedOn) }],
    ),
  };
}
