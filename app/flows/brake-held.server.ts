import {
  brakedOfProduct,
  leaveByHand,
  oversoldSeen,
  resumeBraking,
  stopBraking,
} from "../database/braked-variants.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** Variants of a product; null: all of them. */
type Which = { productId: Id; variantId: Id | null };

/** What the brake switched there is put back, and it keeps away until the merchant says otherwise. */
export async function brakePutBack(world: World, shop: string, which: Which): Promise<void> {
  const rows = await braked(world, shop, which);
  await world.db.$transaction(async (tx) => {
    await stopBraking(
      tx,
      shop,
      rows.map((r) => r.variantId),
      world.now(),
    );
    await world.nudge(recounts(shop, rows), tx);
  });
}

/** The merchant lets the brake go on where it was stopped. */
export async function brakeResumed(world: World, shop: string, which: Which): Promise<void> {
  const rows = (await braked(world, shop, which)).filter((r) => r.stopped !== null);
  await world.db.$transaction(async (tx) => {
    await resumeBraking(
      tx,
      shop,
      rows.map(({ variantId, productId }) => ({ variantId, productId })),
      world.now(),
    );
    await world.nudge(recounts(shop, rows), tx);
  });
}

/** The merchant has seen what was sold beyond what is allowed. */
export async function brakeSeen(world: World, shop: string, which: Which): Promise<void> {
  const rows = await braked(world, shop, which);
  await oversoldSeen(
    world.db,
    shop,
    rows.map((r) => r.variantId),
  );
}

/** The merchant agrees with what somebody changed in Shopify after the brake. */
export async function brakeLeft(world: World, shop: string, which: Which): Promise<void> {
  const rows = await braked(world, shop, which);
  await leaveByHand(
    world.db,
    shop,
    rows.map((r) => r.variantId),
  );
}

async function braked(world: World, shop: string, { productId, variantId }: Which) {
  const rows = await brakedOfProduct(world.db, shop, productId);
  return rows.filter((r) => variantId === null || r.variantId === variantId);
}

function recounts(shop: string, rows: { itemId: Id }[]) {
  return [...new Set(rows.map((r) => r.itemId))].map((itemId) => ({
    queue: "recount" as const,
    shop,
    itemId,
  }));
}
