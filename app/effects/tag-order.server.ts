import { ordersToTag } from "../database/published.server.ts";
import { gid } from "../shopify/gid.ts";
import { setTag } from "../shopify/tags.server.ts";
import type { Performer } from "./performer.ts";

export const backorderTag = "Backorder";

/** The tag follows the debt: there while anything of the order is owed, gone when nothing is. */
export const tagOrder: Performer<{ present: boolean }> = {
  together: 1,
  async wanted(world, shop, targets) {
    const orders = await ordersToTag(world.db, shop, targets);
    return new Map(targets.map((id) => [id, orders.gone.has(id) ? null : { present: orders.owed.has(id) }]));
  },
  async write(world, shop, values) {
    for (const { target, value } of values)
      await setTag(world.admin(shop), gid("Order", target), backorderTag, value.present);
  },
  isNothing: ({ present }) => !present,
  result: ({ present }) => (present ? `tagged “${backorderTag}”` : `the tag “${backorderTag}” was removed`),
};
