import { createHash } from "node:crypto";
import { askForUnit, dueUnits, endKept, noteKept, type KeptFor } from "../database/kept-units.server.ts";
import { standingOf } from "../database/variant-standing.server.ts";
import { keptTag } from "../domain/drafts.ts";
import type { Id } from "../domain/facts.ts";
import { findKept, keepUnit, releaseUnit } from "../shopify/draft-orders.server.ts";
import { ShopifyRefused } from "../shopify/errors.ts";
import type { World } from "../world.ts";

/** Then other shops have their turn. */
const atOnce = 50;

/**
 * Keeps a unit for a person who is about to be told: from now on nobody else can buy it. Asked twice, since a process
 * died between asking and noting, it is looked for first. What Shopify refuses is not kept, and the person is told
 * like anybody else.
 */
export async function unitKept(
  world: World,
  shop: string,
  unit: KeptFor & { variantId: Id; place: string },
  hours: number,
): Promise<void> {
  const until = new Date(world.now().getTime() + hours * 3_600_000);
  const tag = tagOf(shop, unit);
  const { subscriptionId, turn, variantId, place } = unit;
  const before = await askForUnit(world.db, shop, { subscriptionId, turn, variantId, place, until });
  const admin = world.admin(shop);
  try {
    const found = before ? await findKept(admin, tag, until) : null;
    const note = "Kept for somebody on the waiting list.";
    await noteKept(world.db, shop, unit, found ?? (await keepUnit(admin, { variantId, tag, until, note })));
  } catch (error) {
    if (!(error instanceof ShopifyRefused)) throw error;
    world.log.warn({ err: error, shop }, "a unit is not kept");
    await endKept(world.db, shop, unit, "over");
  }
}

/** Gives back what was kept long enough: it is for sale again, and the next in line can be told. */
export async function unitsReleased(world: World, shop: string): Promise<void> {
  const due = await dueUnits(world.db, shop, world.now(), atOnce);
  const admin = world.admin(shop);
  for (const unit of due) {
    const draftId = unit.draftId || (await findKept(admin, tagOf(shop, unit), unit.until))?.draftId;
    const became = draftId ? await releaseUnit(admin, draftId) : "over";
    await endKept(world.db, shop, unit, became);
    const standing = await standingOf(world.db, shop, unit.variantId, unit.place);
    if (standing) await world.nudge([{ queue: "read", shop, what: "item", id: standing.itemId }]);
  }
  if (due.length === atOnce) await world.nudge([{ queue: "kept", shop }]);
}

/** A name for the draft order that says nothing about the person, within the 40 characters of a tag. */
function tagOf(shop: string, { subscriptionId, turn }: KeptFor): string {
  const text = JSON.stringify([shop, subscriptionId, turn]);
  return keptTag(createHash("sha256").update(text).digest("hex"));
}
