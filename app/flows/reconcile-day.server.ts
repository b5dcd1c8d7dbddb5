import { everythingInTheBook, ordersWhoseDayPassed } from "../database/book.server.ts";
import { cycleOf, noteCycle } from "../database/cycles.server.ts";
import { watchedOrders } from "../database/promises.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { dayIn } from "../domain/days.ts";
import type { World } from "../world.ts";
import { learnAllDates } from "./dates-learned.server.ts";
import { tellOrdersAgain } from "./delivery-changed.server.ts";

/** The shop's day has turned: dates that passed stop being dates, and lead times count from today. */
export async function turnDay(world: World, shop: string): Promise<void> {
  const timeZone = await timeZoneOf(world.db, shop);
  const today = dayIn(timeZone, world.now());
  await world.db.$transaction(async (tx) => {
    await learnAllDates(world, tx, shop, timeZone);
    const { items, orders: owing } = await everythingInTheBook(tx, shop);
    const { cursor } = await cycleOf(tx, shop, "day");
    const orders = await ordersWhoseDayPassed(tx, shop, cursor, today);
    await tellOrdersAgain(world, tx, shop, orders, { kind: "day_passed", day: today });
    await noteCycle(tx, shop, "day", {
      cursor: today,
      looked: items.length,
      finishedAt: world.now(),
      problem: null,
    });
    // What was tolerable with weeks to go is not any more as the day comes near, though nothing else has changed.
    const toReview = new Set([...owing, ...(await watchedOrders(tx, shop))]);
    await world.nudge(
      [
        ...items.map((itemId) => ({ queue: "recount" as const, shop, itemId })),
        ...[...toReview].map((orderId) => ({ queue: "promises" as const, shop, orderId })),
      ],
      tx,
    );
  });
}
