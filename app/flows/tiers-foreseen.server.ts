import { factsToLookAt } from "../database/item-facts.server.ts";
import { mostOwed } from "../database/pages/foreseen.server.ts";
import { ordersInQueues, ordersMatched, titlesOf } from "../database/pages/tiers.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { tiersOf } from "../database/tiers.server.ts";
import { dayIn } from "../domain/days.ts";
import type { Facts } from "../domain/facts.ts";
import { newPlaces, type NewPlace } from "../domain/overtaking.ts";
import { inParts } from "../domain/parts.ts";
import { movesTo, type ForeseenLine, type Move } from "../domain/slip.ts";
import { tierOf, type Tier } from "../domain/tiers.ts";
import type { World } from "../world.ts";
import { withPromises } from "./delivery-foreseen.server.ts";
import { matchesOfOrders } from "./tiers-compared.server.ts";

export type TiersForeseen = {
  /** Those that overtake others, the furthest first: the first of so many. */
  up: (NewPlace & { orderName: string; title: string })[];
  ups: number;
  /** Orders that are overtaken. */
  overtaken: number;
  /** Lines that get another day, those that need an answer first. */
  lines: ForeseenLine[];
  /** Products and orders that were looked at; in a large shop not all are. */
  items: { looked: number; all: number };
  orders: { looked: number; all: number };
};

/** A look must not take minutes: the products of which most is owed, and the orders that wait longest. */
const most = { items: 100, orders: 500, named: 20, atOnce: 20 };

/** Who would overtake whom by other tiers, and whose date would move, before they are saved. Nothing is written. */
export async function tiersForeseen(world: World, shop: string, tiers: Tier[]): Promise<TiersForeseen> {
  const { granted } = await tiersOf(world.db, shop);
  const { ids: items, of: all } = await mostOwed(world.db, shop, null, most.items);
  const { orders, all: allOrders } = await ordersInQueues(world.db, shop, items, most.orders);
  const said =
    tiers.length > 0
      ? await matchesOfOrders(world, shop, { tiers, granted }, orders)
      : new Map<string, null>();
  const places: NewPlace[] = [];
  const moves: Move[] = [];
  const now = world.now();
  return world.db.$transaction(async (tx) => {
    for (const part of inParts(items.sort(), most.atOnce)) {
      const before = await factsToLookAt(tx, shop, part);
      const known = await ordersMatched(tx, shop, [
        ...new Set(before.flatMap((facts) => facts.lines.map((l) => l.orderId))),
      ]);
      for (const facts of before) {
        const changed: Pick<Facts, "lines" | "ranking"> = {
          ranking: { ...facts.ranking, tiers },
          lines: facts.lines.map((line) => {
            const matches = said.get(line.orderId) ?? known.get(line.orderId)?.matches ?? [];
            return { ...line, tier: tierOf(tiers, matches) };
          }),
        };
        places.push(...newPlaces(facts, changed));
        moves.push(...movesTo(facts, changed, now));
      }
    }
    const up = places.filter((p) => p.to < p.from).sort((a, b) => b.from - b.to - (a.from - a.to));
    const rising = new Set(up.map((p) => p.orderId));
    const overtaken = new Set(
      places.filter((p) => p.to > p.from && !rising.has(p.orderId)).map((p) => p.orderId),
    );
    const shown = up.slice(0, most.named);
    const titles = await titlesOf(
      tx,
      shop,
      shown.map((p) => p.lineId),
    );
    const names = await ordersMatched(
      tx,
      shop,
      shown.map((p) => p.orderId),
    );
    const today = dayIn(await timeZoneOf(tx, shop), now);
    return {
      up: shown.map((p) => ({
        ...p,
        orderName: names.get(p.orderId)?.name ?? "",
        title: titles.get(p.lineId) ?? "",
      })),
      ups: up.length,
      overtaken: overtaken.size,
      lines: await withPromises(tx, shop, moves, today, now),
      items: { looked: items.length, all },
      orders: { looked: orders.length, all: allOrders },
    };
  });
}
