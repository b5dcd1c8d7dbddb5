import { saveLeadTime } from "../database/settings.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";

/** The shop's lead time (`productId` null) or a product's own, in calendar days. Null days: none. */
export async function leadTimeSet(
  world: World,
  shop: string,
  { productId, days }: { productId: Id | null; days: number | null },
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const items = await saveLeadTime(tx, shop, productId, days);
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
  });
}

/** Whom another lead time of the shop would move, before it is saved. */
export function shopLeadTimeForeseen(
  world: World,
  shop: string,
  days: number | null,
): Promise<DatesForeseen> {
  return datesForeseen(
    world,
    shop,
    async () => null,
    (tx) => saveLeadTime(tx, shop, null, days),
  );
}
