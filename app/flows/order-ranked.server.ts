import { recordWhy } from "../database/book.server.ts";
import { saveRank } from "../database/pins.server.ts";
import type { Because } from "../domain/because.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { recount } from "./recount.server.ts";

/** The merchant puts an order before the others, or takes it back to its usual place. */
export function orderServedFirst(
  world: World,
  shop: string,
  orderId: Id,
  first: boolean,
): Promise<"ranked" | "not_found"> {
  return ranked(world, shop, orderId, { priority: first ? 1 : 0 }, { kind: "priority_set", first });
}

/** The day the customer needs it, which decides where the shop ranks by it. Null: none. */
export function orderNeededBy(
  world: World,
  shop: string,
  orderId: Id,
  day: Day | null,
): Promise<"ranked" | "not_found"> {
  return ranked(world, shop, orderId, { requiredOn: day }, { kind: "required_set", day });
}

async function ranked(
  world: World,
  shop: string,
  orderId: Id,
  rank: { priority?: number; requiredOn?: Day | null },
  because: Because,
): Promise<"ranked" | "not_found"> {
  const items = await world.db.$transaction(async (tx) => {
    const found = await saveRank(tx, shop, orderId, rank);
    if (found === null) return null;
    await recordWhy(tx, shop, [{ orderId, because }], world.now());
    await world.nudge(
      found.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
    return found;
  });
  if (items === null) return "not_found";
  // At once, so that whoever did it sees what came of it; the nudges then find nothing to do.
  for (const itemId of items) await recount(world, shop, itemId);
  return "ranked";
}
