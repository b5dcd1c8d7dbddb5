import { removeRules, saveRule } from "../database/brake-rules.server.ts";
import { brakeCases } from "../database/policies.server.ts";
import { brake, policyFor, type BrakeRule } from "../domain/brake.ts";
import type { BrakeBecause } from "../domain/brake-because.ts";
import type { Id } from "../domain/facts.ts";
import { outlookOf } from "../domain/outlook.ts";
import type { World } from "../world.ts";
import type { Where } from "./brake-set.server.ts";
import { rehearsed } from "./rehearsed.server.ts";

export type ForeseenSwitch = { variantId: Id; productId: Id; name: string; because: BrakeBecause };

/** What a rule would do now. */
export type BrakeForeseen = {
  looked: number;
  /** Variants that would stop being sold beyond their stock, or begin to be. */
  off: number;
  on: number;
  switches: (ForeseenSwitch & { to: "CONTINUE" | "DENY" })[];
  /** Those that stay as they are, and why. */
  stays: { asTheyAre: number; stopAnyway: number; byHand: number; notTracked: number };
};

const shownAtMost = 100;

/** What a brake would switch now, before it is saved; null takes it off there. Nothing is written, here or at Shopify. */
export async function brakeForeseen(
  world: World,
  shop: string,
  where: Where,
  rule: BrakeRule | null,
): Promise<BrakeForeseen> {
  const foreseen: BrakeForeseen = {
    looked: 0,
    off: 0,
    on: 0,
    switches: [],
    stays: { asTheyAre: 0, stopAnyway: 0, byHand: 0, notTracked: 0 },
  };
  const now = world.now();
  await rehearsed(world, async (tx) => {
    if (rule) await saveRule(tx, shop, where, rule, now);
    else await removeRules(tx, shop, where);
    for (const one of await brakeCases(tx, shop, where)) {
      foreseen.looked++;
      const { wish, because } = brake(one.rule, outlookOf(one.facts, one.tails, now), one.braked, now);
      const to = policyFor(wish, one.braked.found);
      if (to === null || to === one.braked.policy) {
        foreseen.stays[stayWords[because.kind] ?? "asTheyAre"]++;
        continue;
      }
      foreseen[to === "DENY" ? "off" : "on"]++;
      const { variantId, productId, name } = one;
      if (foreseen.switches.length < shownAtMost)
        foreseen.switches.push({ variantId, productId, name, because, to });
    }
  });
  return foreseen;
}

const stayWords: Partial<Record<BrakeBecause["kind"], keyof BrakeForeseen["stays"]>> = {
  stops_anyway: "stopAnyway",
  by_hand: "byHand",
  left: "byHand",
  put_back: "byHand",
  not_tracked: "notTracked",
};
