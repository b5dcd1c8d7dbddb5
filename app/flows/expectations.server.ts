import type { Transaction } from "../database/client.server.ts";
import type { DeliveryRow } from "../database/deliveries.server.ts";
import { findSupplier, pastLines, typesOfItems } from "../database/suppliers.server.ts";
import type { Day, Id } from "../domain/facts.ts";
import { learnedDate, type Evidence } from "../domain/learned.ts";
import { withAdded, type Added } from "../domain/supplier-days.ts";

export type Expectation = { expectedOn: Day | null; evidence: Evidence | null; added: Added | null };
type Words = Pick<DeliveryRow, "deliveryId" | "supplierId" | "statedOn" | "orderedOn" | "itemIds">;

/**
 * What to expect of a delivery: the day that its supplier states or, where the merchant chose so and there are
 * enough past deliveries, the day that those teach; later by a buffer and a disruption. A day that has passed stays: it says since when it is overdue.
 */
export async function expectationsOf(
  tx: Transaction,
  shop: string,
  supplierId: Id | null,
  deliveries: Words[],
  { timeZone, today }: { timeZone: string; today: Day },
): Promise<Expectation[]> {
  const supplier = supplierId === null ? null : await findSupplier(tx, shop, supplierId);
  const expected = (day: Day | null, evidence: Evidence | null): Expectation => {
    if (day === null || !supplier) return { expectedOn: day, evidence, added: null };
    const { day: expectedOn, added } = withAdded(day, supplier);
    return { expectedOn, evidence, added };
  };
  if (supplier?.dates !== "learned" || deliveries.length === 0)
    return deliveries.map(({ statedOn }) => expected(statedOn, null));
  const past = await pastLines(tx, shop, supplier.supplierId, timeZone);
  const types = await typesOfItems(
    tx,
    shop,
    deliveries.flatMap((d) => d.itemIds),
  );
  return deliveries.map((delivery) => {
    const items = delivery.itemIds.map((id) => types.find((t) => t.itemId === id)!);
    const learned = learnedDate({ ...delivery, items }, past, today);
    return learned ? expected(learned.day, learned.evidence) : expected(delivery.statedOn, null);
  });
}

/** The same of deliveries of several suppliers, by their ids: what past deliveries teach is read once for each. */
export async function expectationsOfAll(
  tx: Transaction,
  shop: string,
  deliveries: Words[],
  days: { timeZone: string; today: Day },
): Promise<Map<Id, Expectation>> {
  const found = new Map<Id, Expectation>();
  for (const [supplierId, some] of Map.groupBy(deliveries, (d) => d.supplierId)) {
    const expected = await expectationsOf(tx, shop, supplierId, some, days);
    for (const [i, { deliveryId }] of some.entries()) found.set(deliveryId, expected[i]!);
  }
  return found;
}
