import { everythingInTheBook } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { recordEffectOn, recordEffects } from "../database/effects.server.ts";
import { saveSettings } from "../database/settings.server.ts";
import type { Because } from "../domain/because.ts";
import type { Effect } from "../domain/effects.ts";
import type { Id } from "../domain/facts.ts";
import type { Policies } from "../domain/settings-form.ts";
import type { World } from "../world.ts";

/** A lead time or who comes first may move every date, a policy every promise; the tag may have to appear or go. */
export async function settingsSaved(world: World, shop: string, settings: Policies): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await saveSettings(tx, shop, settings);
    await everythingMayDiffer(world, tx, shop, { kind: "settings_changed" });
  });
}

/** All items that owe, wait or are not in stock are counted anew; all owing orders are compared with Shopify again. */
export async function everythingMayDiffer(
  world: World,
  tx: Transaction,
  shop: string,
  because: Because,
): Promise<void> {
  const { items, orders } = await everythingInTheBook(tx, shop);
  const effects = orders.flatMap((target): Effect[] => [
    { kind: "write_order_backorders", target, because },
    { kind: "tag_order", target, because },
  ]);
  await recordEffects(tx, shop, effects, world.now());
  await world.nudge(
    [
      ...items.map((itemId) => ({ queue: "recount" as const, shop, itemId })),
      ...orders.map((orderId) => ({ queue: "promises" as const, shop, orderId })),
      { queue: "perform", shop, kind: "tag_order" },
    ],
    tx,
  );
}

/** What these items' dates are made of has changed: the same for them alone, whose tags stay as they are. */
export async function datesMayDiffer(
  world: World,
  tx: Transaction,
  shop: string,
  itemIds: Id[],
  because: Because,
): Promise<void> {
  const { items, orders } = await everythingInTheBook(tx, shop, itemIds);
  if (orders.length > 0)
    await recordEffectOn(tx, shop, "write_order_backorders", orders, because, world.now());
  await world.nudge(
    [
      ...items.map((itemId) => ({ queue: "recount" as const, shop, itemId })),
      ...orders.map((orderId) => ({ queue: "promises" as const, shop, orderId })),
      ...(orders.length > 0
        ? [{ queue: "perform" as const, shop, kind: "write_order_backorders" as const }]
        : []),
    ],
    tx,
  );
}
