import type { Transaction } from "../database/client.server.ts";
import { findDelivery, stateOf, type DeliveryRow } from "../database/deliveries.server.ts";
import { factsToLookAt } from "../database/item-facts.server.ts";
import { itemsOwed, linesAndPromises } from "../database/pages/foreseen.server.ts";
import { promisePolicy } from "../database/settings.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { dayIn } from "../domain/days.ts";
import {
  split,
  supplyOf,
  withDay,
  withUnits,
  type DeliveryState,
  pegsOfParts,
  toCome,
} from "../domain/delivery-state.ts";
import type { Day, Facts, Id } from "../domain/facts.ts";
import {
  movesTo,
  outcomeOf,
  type Foreseen,
  type ForeseenLine,
  type Move,
  type Outcome,
} from "../domain/slip.ts";
import type { World } from "../world.ts";
import { expectationsOfAll } from "./expectations.server.ts";

/** What somebody is about to say of a delivery. No `statedOn`: its day stays. An item without units keeps them. */
export type Said = {
  statedOn?: Day | null;
  /** Still to come, by item. */
  units?: Record<Id, number>;
  cancelled?: boolean;
  /** These units come on the stated day, as a delivery of their own. */
  split?: boolean;
};

/** A delivery as it would be; without a row it is a new one. */
export type After = { row: DeliveryRow | null; after: DeliveryState; partOf?: Id };

/** Whom a change of a delivery would move, before it is saved. Nothing is written. Null: it is not coming. */
export async function deliveryForeseen(
  world: World,
  shop: string,
  deliveryId: Id,
  said: Said,
): Promise<Foreseen | null> {
  return world.db.$transaction(async (tx) => {
    const row = await findDelivery(tx, shop, deliveryId);
    if (!row || row.status !== "coming") return null;
    return foreseen(world, tx, shop, aftersOf(row, said));
  });
}

function aftersOf(row: DeliveryRow, said: Said): After[] {
  const { statedOn, units = {}, cancelled, split: parted } = said;
  const was = stateOf(row);
  const items = Object.entries(units).map(([itemId, of]) => ({ itemId, units: of }));
  if (cancelled) return [{ row, after: { ...was, status: "cancelled" } }];
  if (parted) {
    const to = { reference: row.reference, statedOn: statedOn ?? null };
    const made = split(was, items, to);
    return made
      ? [
          { row, after: made.stays },
          { row: null, after: made.goes, partOf: row.deliveryId },
        ]
      : [];
  }
  const dated = statedOn === undefined ? was : withDay(was, statedOn);
  return [{ row, after: items.reduce((state, i) => withUnits(state, i.itemId, i.units), dated) }];
}

/** The same for many deliveries at once, all their changes together. */
export async function foreseen(
  world: World,
  tx: Transaction,
  shop: string,
  afters: After[],
): Promise<Foreseen> {
  const dated = await withExpectations(world, tx, shop, afters);
  const touching = byItem(dated);
  // Where nothing is owed nobody has a day that could move.
  const owed = await itemsOwed(tx, shop, [...touching.keys()]);
  const itemIds = owed.map((o) => o.itemId);
  const lines = await linesMoved(world, tx, shop, touching, itemIds);
  return { expectedOn: dated[0]?.expectedOn ?? null, lines };
}

/** Whom deliveries move at some items, out of all that they touch. */
export async function linesMoved(
  world: World,
  tx: Transaction,
  shop: string,
  touching: Touching,
  itemIds: Id[],
): Promise<ForeseenLine[]> {
  const now = world.now();
  const today = dayIn(await timeZoneOf(tx, shop), now);
  const moves = (await factsToLookAt(tx, shop, itemIds)).flatMap((facts) =>
    movesTo(facts, changedSupply(facts, touching.get(facts.itemId)!), now),
  );
  return withPromises(tx, shop, moves, today, now);
}

export type Dated = After & { deliveryId: Id; expectedOn: Day | null };
export type Touching = Map<Id, Dated[]>;

/** Every item with the deliveries that brought it or will. */
export function byItem(dated: Dated[]): Touching {
  const touching: Touching = new Map();
  for (const one of dated)
    for (const itemId of new Set([...(one.row?.itemIds ?? []), ...one.after.lines.map((l) => l.itemId)])) {
      const others = touching.get(itemId);
      if (others) others.push(one);
      else touching.set(itemId, [one]);
    }
  return touching;
}

/** The days that would be expected of them; what past deliveries teach is read once for each supplier. */
export async function withExpectations(
  world: World,
  tx: Transaction,
  shop: string,
  afters: After[],
): Promise<Dated[]> {
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, world.now());
  const named = afters.map((one, i) => ({ ...one, deliveryId: one.row?.deliveryId ?? `new ${i}` }));
  // Its own day as it stands may be one that was learned at another time: without a new word nothing moves.
  const said = named.filter(
    ({ row, after }) => row?.statedOn !== after.statedOn || row.supplierId !== after.supplierId,
  );
  const words = said.map(({ deliveryId, after }) => ({
    deliveryId,
    ...after,
    itemIds: after.lines.map((l) => l.itemId),
  }));
  const expected = await expectationsOfAll(tx, shop, words, { timeZone, today });
  return named.map((one) => {
    const { expectedOn } = expected.get(one.deliveryId) ?? one.row!;
    return { ...one, expectedOn };
  });
}

/** Pins go along with the units that they are for. */
function changedSupply(facts: Facts, touching: Dated[]): Pick<Facts, "supplies" | "pegs"> {
  const { itemId } = facts;
  const ids = new Set(touching.map((t) => t.deliveryId));
  const supplies = [
    ...facts.supplies.filter((s) => !ids.has(s.deliveryId)),
    ...touching.flatMap((t) => supplyOf(t.deliveryId, t.after, t.expectedOn, itemId) ?? []),
  ];
  const part = touching.find((t) => t.partOf !== undefined);
  const whole = touching.find((t) => t.deliveryId === part?.partOf);
  if (!part || !whole) return { supplies, pegs: facts.pegs };
  const line = whole.after.lines.find((l) => l.itemId === itemId);
  const { stay, go } = pegsOfParts(
    facts.pegs.filter((p) => p.deliveryId === whole.deliveryId),
    line ? toCome(line) : 0,
  );
  const others = facts.pegs.filter((p) => p.deliveryId !== whole.deliveryId);
  return { supplies, pegs: [...others, ...stay, ...go.map((p) => ({ ...p, deliveryId: part.deliveryId }))] };
}

/** Moved lines with what their customers were told, those that need an answer first. */
export async function withPromises(
  tx: Transaction,
  shop: string,
  moves: Move[],
  today: Day,
  now: Date,
): Promise<ForeseenLine[]> {
  const known = await linesAndPromises(
    tx,
    shop,
    moves.map((m) => m.lineId),
  );
  const policy = await promisePolicy(tx, shop);
  const lines = moves.flatMap((move): ForeseenLine[] => {
    const line = known.get(move.lineId);
    if (!line) return [];
    const { entries, unitPrice, ...words } = line;
    const promised = entries.at(-1)?.promisedOn ?? null;
    const outcome = outcomeOf(move, entries, today, now, policy);
    return [{ ...move, ...words, value: unitPrice * move.owed, promised, outcome }];
  });
  return lines.sort((a, b) => urgency.indexOf(a.outcome) - urgency.indexOf(b.outcome) || b.value - a.value);
}

const urgency: Outcome[] = ["must_agree", "told", "none", "kept", "better"];
