import { sendAgain } from "../database/notices.server.ts";
import { reopenForAnotherMail } from "../database/subscriptions.server.ts";
import type { World } from "../world.ts";

/**
 * A mail whose fate is not known, or that was given up, is sent again: the staff member takes the risk of a second
 * one. False when nothing can be sent there any more.
 */
export async function alertSentAgain(
  world: World,
  shop: string,
  { subscriptionId, turn }: { subscriptionId: string; turn: number },
): Promise<boolean> {
  return world.db.$transaction(async (tx) => {
    if (!(await sendAgain(tx, shop, { subscriptionId, kind: "restock", turn }, world.now()))) return false;
    await reopenForAnotherMail(tx, shop, subscriptionId);
    await world.nudge([{ queue: "notices", shop }], tx);
    return true;
  });
}
