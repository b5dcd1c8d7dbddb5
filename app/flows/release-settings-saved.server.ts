import { recordEffectOn } from "../database/effects.server.ts";
import { forgetRefusals, ordersToHold, saveHoldRules } from "../database/holds.server.ts";
import type { HoldRules } from "../domain/holds.ts";
import type { World } from "../world.ts";

/** How holds are placed and released from now on: every order that owes something or has a hold is looked at again. */
export async function releaseSettingsSaved(world: World, shop: string, rules: HoldRules): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await saveHoldRules(tx, shop, rules);
    await forgetRefusals(tx, shop);
    const orders = await ordersToHold(tx, shop);
    await recordEffectOn(tx, shop, "hold_waiting_part", orders, { kind: "settings_changed" }, world.now());
    await world.nudge([{ queue: "perform", shop, kind: "hold_waiting_part" }], tx);
  });
}
