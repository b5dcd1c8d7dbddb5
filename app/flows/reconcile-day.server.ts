import { everythingInTheBook } from "../database/book.server.ts";
import { ordersPastCutOff, ordersWhoseDayPassed, shopCalendar } from "../database/calendar.server.ts";
import { leavesSameDay } from "../database/date-rules.server.ts";
import { cycleOf, noteCycle } from "../database/cycles.server.ts";
import { watchedOrders } from "../database/promises.server.ts";
import { turnOf } from "../domain/calendar.ts";
import { dayIn } from "../domain/days.ts";
import type { World } from "../world.ts";
import { learnAllDates } from "./dates-learned.server.ts";
import { tellOrdersAgain } from "./delivery-news.server.ts";
import { keepHolidays } from "./holidays-kept.server.ts";
import { customersLookedAt } from "./tiers-saved.server.ts";

/**
 * The day has turned at the shop or at one of its places, or its cut-off has passed: dates that passed stop being
 * dates, and lead times count from then on.
 */
export async function turnDay(world: World, shop: string): Promise<void> {
  const calendar = await shopCalendar(world.db, shop);
  if (!calendar) return;
  const now = world.now();
  const { timeZone, cutOff } = calendar;
  const today = dayIn(timeZone, now);
  await world.db.$transaction(async (tx) => {
    await learnAllDates(world, tx, shop, timeZone);
    const { items, orders: owing } = await everythingInTheBook(tx, shop);
    const { cursor, finishedAt } = await cycleOf(tx, shop, "day");
    await keepHolidays(tx, shop, cursor && cursor.slice(0, 10), today);
    const passed = await ordersWhoseDayPassed(tx, shop, finishedAt, now);
    await tellOrdersAgain(world, tx, shop, passed, { kind: "day_passed", day: today });
    if (cutOff !== null && (await leavesSameDay(tx, shop))) {
      const late = await ordersPastCutOff(tx, shop, cutOff, finishedAt, now);
      await tellOrdersAgain(world, tx, shop, late, { kind: "cut_off_passed", day: today });
    }
    await noteCycle(tx, shop, "day", {
      cursor: turnOf(calendar, now),
      detail: Object.fromEntries(
        Object.values(calendar.places).map((place) => [place.timeZone, turnOf({ ...place, cutOff }, now)]),
      ),
      looked: items.length,
      finishedAt: now,
      problem: null,
    });
    await customersLookedAt(world, tx, shop);
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
