import { forgetCollection, keepCollection, ruledCollections } from "../database/collections.server.ts";
import type { Id } from "../domain/facts.ts";
import { findCollections, readCollection } from "../shopify/collections.server.ts";
import type { World } from "../world.ts";
import { datesMayDiffer } from "./settings-saved.server.ts";

/** Asked of Shopify each time: collections without a rule are not kept. */
export function collectionsFound(
  world: World,
  shop: string,
  search: string,
): Promise<{ collectionId: Id; title: string }[]> {
  return findCollections(world.admin(shop), search);
}

/** Which products are in a collection now. What came or left is counted anew, by the collection's rules. */
export async function collectionRead(world: World, shop: string, collectionId: Id): Promise<"read" | "gone"> {
  const read = await readCollection(world.admin(shop), collectionId);
  await world.db.$transaction(async (tx) => {
    const items = read
      ? await keepCollection(tx, shop, collectionId, read, world.now())
      : await forgetCollection(tx, shop, collectionId);
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
    await datesMayDiffer(world, tx, shop, items, { kind: "settings_changed" });
  });
  return read ? "read" : "gone";
}

/** Once a night. No webhook tells reliably who came into a collection that goes by rules. */
export async function ruledCollectionsRead(world: World, shop: string): Promise<void> {
  for (const collectionId of await ruledCollections(world.db, shop))
    await collectionRead(world, shop, collectionId);
}
