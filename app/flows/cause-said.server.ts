import { recordWhy } from "../database/book.server.ts";
import { sayCause } from "../database/causes.server.ts";
import type { Cause } from "../domain/cause.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** Staff say why a line is owed, or (null) take it back; what was found stays known. */
export async function causeSaid(
  world: World,
  shop: string,
  { orderId, lineId }: { orderId: Id; lineId: Id },
  said: Cause | null,
): Promise<"said" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const cause = await sayCause(tx, shop, orderId, lineId, said);
    if (!cause) return "not_found";
    if (cause.is !== cause.was) {
      const because = { kind: "cause_set", from: cause.was, to: cause.is } as const;
      await recordWhy(tx, shop, [{ orderId, lineId, because }], world.now());
    }
    return "said";
  });
}
