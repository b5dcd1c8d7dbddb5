import { recordWhy } from "../database/book.server.ts";
import { recordEffects } from "../database/effects.server.ts";
import { addPromise, ledgerOf, lockPromises, setWatch } from "../database/promises.server.ts";
import { expectedOfOrder } from "../database/published.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import { changeOf } from "../domain/promise.ts";
import type { World } from "../world.ts";

/**
 * The merchant tells the customer of an order line another date, or that there is none: an entry of the ledger like
 * any other, with who did it and why. The first promise stays the one by which the shop is judged.
 */
export async function promiseSet(
  world: World,
  shop: string,
  orderId: Id,
  lineId: Id,
  day: Day | null,
  reason: string,
  author: string,
): Promise<"set" | "same" | "past" | "not_owed"> {
  return world.db.$transaction(async (tx) => {
    await lockPromises(tx, shop, orderId);
    const now = world.now();
    const { timeZone, lines } = await expectedOfOrder(tx, shop, orderId, now);
    if (day !== null && day < dayIn(timeZone, now)) return "past";
    const line = lines.find((l) => l.lineId === lineId);
    if (!line) return "not_owed";
    const own = (await ledgerOf(tx, shop, orderId)).entries.filter((e) => e.lineId === lineId);
    const last = own.at(-1) ?? null;
    const change = changeOf(last, day);
    if (change === null) return "same";
    const from = last?.promisedOn ?? null;
    const because: Because = {
      kind: "promise_set",
      from,
      to: day,
      expected: line.expected,
      reason,
      author,
    };
    const version = (last?.version ?? 0) + 1;
    await addPromise(tx, shop, {
      ...{ orderId, lineId, version, promisedOn: day, change, because, author },
      at: now,
    });
    await setWatch(tx, shop, orderId, lineId, null);
    await recordWhy(tx, shop, [{ orderId, lineId, because }], now);
    await recordEffects(tx, shop, [{ kind: "write_order_backorders", target: orderId, because }], now);
    await world.nudge(
      [
        { queue: "perform", shop, kind: "write_order_backorders" },
        { queue: "promises", shop, orderId },
      ],
      tx,
    );
    return "set";
  });
}
