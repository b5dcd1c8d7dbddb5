import { sweepAllowances } from "../database/limits.server.ts";
import { sweepSubscriptions } from "../database/subscriptions.server.ts";
import { watchesWithKept } from "../database/waves.server.ts";
import { confirmDays } from "../domain/notice.ts";
import { keptDays } from "../domain/sign-up.ts";
import type { World } from "../world.ts";

/** Addresses of people who were told are kept this long, for a mail whose fate is not known. */
const toldDays = 30;
/** Longer than the longest limit. */
const countedDays = 8;

/** Once a day: nothing about a person is kept longer than it is needed. */
export async function alertsTidied(world: World, shop: string): Promise<void> {
  const now = world.now();
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await world.db.$transaction(async (tx) => {
    await sweepSubscriptions(tx, shop, {
      confirmation: daysAgo(confirmDays),
      asked: daysAgo(keptDays),
      ended: daysAgo(toldDays),
      forgotten: daysAgo(keptDays),
    });
    // Who left or was forgotten may have been the last for whom units are kept.
    const lists = await watchesWithKept(tx, shop);
    await world.nudge(
      lists.map((list) => ({ queue: "alerts" as const, shop, ...list })),
      tx,
    );
  });
  await sweepAllowances(world.db, shop, daysAgo(countedDays));
}
