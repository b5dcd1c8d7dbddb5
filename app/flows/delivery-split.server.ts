import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/client.server.ts";
import {
  addDelivery,
  findDelivery,
  referencesLike,
  stateOf,
  type DeliveryRow,
} from "../database/deliveries.server.ts";
import {
  isNoted,
  noteChanges,
  pegRows,
  replacePegs,
  type PegRow,
} from "../database/delivery-changes.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { dayIn } from "../domain/days.ts";
import { nameOfPart, pegsOfParts, split, toCome } from "../domain/delivery-state.ts";
import type { Day, Id } from "../domain/facts.ts";
import { firstStated } from "../domain/stated.ts";
import type { World } from "../world.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { changeable, recordChange } from "./delivery-recorded.server.ts";
import { expectationsOf } from "./expectations.server.ts";

type Parts = { parts: { itemId: Id; units: number }[]; statedOn: Day | null };

/**
 * A part of a delivery comes another day: as a delivery of its own, with its share of pins. Sent again with its
 * `actionId` it is the same part.
 */
export async function deliverySplit(
  world: World,
  shop: string,
  deliveryId: Id,
  { actionId = randomUUID(), ...to }: Parts & { actionId?: Id },
): Promise<{ deliveryId: Id; reference: string } | "not_found" | "all_or_nothing" | "before"> {
  return world.db.$transaction(async (tx) => {
    const row = await changeable(tx, shop, deliveryId);
    if (await isNoted(tx, shop, actionId)) return "before";
    if (!row) return "not_found";
    return (await partOff(world, tx, shop, deliveryId, { ...to, actionId })) ?? "all_or_nothing";
  });
}

/** Null when nothing would stay, or nothing go. */
export async function partOff(
  world: World,
  tx: Transaction,
  shop: string,
  deliveryId: Id,
  { parts, statedOn, actionId }: Parts & { actionId: Id },
): Promise<{ deliveryId: Id; reference: string } | null> {
  const row = (await findDelivery(tx, shop, deliveryId))!;
  const reference = nameOfPart(row.reference, await referencesLike(tx, shop, row.reference));
  const made = split(stateOf(row), parts, { reference, statedOn });
  if (!made) return null;
  const { stays, goes } = made;
  const at = world.now();
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, at);

  const partId = randomUUID();
  const itemIds = goes.lines.map((l) => l.itemId);
  const words = { deliveryId: partId, ...goes, itemIds };
  const [expected] = await expectationsOf(tx, shop, goes.supplierId, [words], { timeZone, today });
  // What was stated first of the whole was stated of its parts.
  const firstStatedOn = goes.firstStatedOn ?? firstStated(null, statedOn, { ...goes, enteredOn: "", today });
  const { status: _coming, ...columns } = goes;
  await addDelivery(tx, shop, {
    ...columns,
    ...expected!,
    deliveryId: partId,
    firstStatedOn,
    createdAt: row.createdAt,
  });
  const after = { ...goes, firstStatedOn };
  const pins = await pegRows(tx, shop, deliveryId);
  await replacePegs(tx, shop, [deliveryId], pegsAfter(pins, row, parts, partId));
  const units = parts.reduce((sum, p) => sum + p.units, 0);
  const { expectedOn } = expected!;
  const news = { deliveryId, reference: row.reference, part: reference, units, expectedOn };
  await recordChange(world, tx, shop, { row, after: stays, kind: "split", actionId });
  await noteChanges(tx, shop, [
    { changeId: randomUUID(), actionId, deliveryId: partId, kind: "split", before: null, after, at },
  ]);
  await noteDelivery(tx, shop, itemIds, { kind: "delivery_split", ...news }, at);
  const added = { kind: "delivery_entered", deliveryId: partId, reference, expectedOn } as const;
  await noteDelivery(tx, shop, itemIds, { ...added, confirmed: goes.confirmed }, at);
  return { deliveryId: partId, reference };
}

/** Of each item that goes in part, pins stay as long as units do. */
export function pegsAfter<P extends Pick<PegRow, "itemId" | "deliveryId" | "quantity">>(
  pegs: P[],
  row: DeliveryRow,
  parts: Parts["parts"],
  partId: Id,
): P[] {
  return [...Map.groupBy(pegs, (p) => p.itemId)].flatMap(([itemId, ofItem]) => {
    const goes = parts.find((p) => p.itemId === itemId)?.units ?? 0;
    if (goes === 0) return ofItem;
    const line = row.lines.find((l) => l.itemId === itemId)!;
    const { stay, go } = pegsOfParts(ofItem, toCome(line) - goes);
    return [...stay, ...go.map((p) => ({ ...p, deliveryId: partId }))];
  });
}
