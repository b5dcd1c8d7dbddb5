import { saveShopLeadTime } from "../database/settings.server.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";

/** Whom another lead time of the shop would move, before it is saved. In calendar days; null: none. */
export function shopLeadTimeForeseen(
  world: World,
  shop: string,
  days: number | null,
): Promise<DatesForeseen> {
  return datesForeseen(
    world,
    shop,
    async () => null,
    (tx) => saveShopLeadTime(tx, shop, days),
  );
}
