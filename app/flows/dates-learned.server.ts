import type { Transaction } from "../database/client.server.ts";
import { changeDelivery, comingFrom } from "../database/deliveries.server.ts";
import { learnedSuppliers, lockSupplier } from "../database/suppliers.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import type { Evidence } from "../domain/learned.ts";
import type { Added } from "../domain/supplier-days.ts";
import type { World } from "../world.ts";
import { deliveryMoved } from "./delivery-news.server.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { expectationsOf } from "./expectations.server.ts";

/**
 * Looks again at every delivery that is to come from a supplier, since one arrived, the choice changed or a day
 * passed. Writes only what differs.
 */
export async function learnDates(
  world: World,
  tx: Transaction,
  shop: string,
  supplierId: Id,
  timeZone: string,
): Promise<void> {
  await lockSupplier(tx, shop, supplierId);
  const today = dayIn(timeZone, world.now());
  const coming = await comingFrom(tx, shop, supplierId);
  const expected = await expectationsOf(tx, shop, supplierId, coming, { timeZone, today });
  for (const [i, before] of coming.entries()) {
    const { expectedOn, evidence, added } = expected[i]!;
    const same = sameEvidence(before.evidence, evidence) && sameAdded(before.added, added);
    if (before.expectedOn === expectedOn && same) continue;
    const { firstStatedOn, statedOn } = before;
    await changeDelivery(tx, shop, before.deliveryId, {
      dates: { expectedOn, evidence, added, firstStatedOn, statedOn },
    });
    if (before.expectedOn === expectedOn) continue;
    const { reference, deliveryId } = before;
    const because: Because = {
      kind: "delivery_learned",
      deliveryId,
      reference,
      from: before.expectedOn,
      to: expectedOn,
      evidence,
      overdue: expectedOn !== null && expectedOn < today && !added,
      added,
    };
    await noteDelivery(tx, shop, before.itemIds, because, world.now());
    if (before.confirmed) await deliveryMoved(world, tx, shop, before, because);
  }
}

/** For the shop's midnight: what is overdue is expected later now, or nobody can say any more. */
export async function learnAllDates(
  world: World,
  tx: Transaction,
  shop: string,
  timeZone: string,
): Promise<void> {
  for (const supplierId of await learnedSuppliers(tx, shop))
    await learnDates(world, tx, shop, supplierId, timeZone);
}

function sameAdded(a: Added | null, b: Added | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.bufferDays === b.bufferDays &&
    a.delayDays === b.delayDays &&
    a.reason === b.reason &&
    a.supplier === b.supplier
  );
}

/** Key order differs between what was computed and what came back from a JSON column. */
function sameEvidence(a: Evidence | null, b: Evidence | null): boolean {
  if (a === null || b === null) return a === b;
  return (Object.keys(a) as (keyof Evidence)[]).every((key) => a[key] === b[key]);
}
