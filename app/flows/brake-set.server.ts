import { itemsUnder, removeRules, saveRule } from "../database/brake-rules.server.ts";
import { endRest } from "../database/braked-variants.server.ts";
import type { Transaction } from "../database/client.server.ts";
import type { BrakeRule } from "../domain/brake.ts";
import type { Id } from "../domain/facts.ts";
import type { Level } from "../domain/level.ts";
import type { World } from "../world.ts";

/** The shop (target ""), or collections, products or variants. */
export type Where = { level: Level; targets: Id[] };

/** The merchant sets a brake; it acts at once. */
export async function brakeSet(world: World, shop: string, where: Where, rule: BrakeRule): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await saveRule(tx, shop, where, rule, world.now());
    await brakesMayDiffer(world, tx, shop, where);
  });
}

/** The merchant takes a brake off there: a wider one counts, or none, and then everything is put back. */
export async function brakeRemoved(world: World, shop: string, where: Where): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await removeRules(tx, shop, where);
    await brakesMayDiffer(world, tx, shop, where);
  });
}

/** Off for the whole shop: no rule is left, and every policy goes back to how it was found. */
export async function brakesTurnedOff(world: World, shop: string): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await removeRules(tx, shop, "all");
    await brakesMayDiffer(world, tx, shop, { level: "shop", targets: [""] });
  });
}

async function brakesMayDiffer(
  world: World,
  tx: Transaction,
  shop: string,
  { level, targets }: Where,
): Promise<void> {
  const items = await itemsUnder(tx, shop, level, targets);
  await endRest(tx, shop, items);
  await world.nudge(
    items.map((itemId) => ({ queue: "recount", shop, itemId })),
    tx,
  );
}
