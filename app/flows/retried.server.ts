import { retryEffect } from "../database/effects.server.ts";
import { retryFromInbox } from "../database/inbox.server.ts";
import type { EffectKind } from "../domain/effects.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** Somebody looked at a webhook that was set aside and wants it tried again. */
export async function webhookRetried(
  world: World,
  shop: string,
  { topic, webhookId }: { topic: string; webhookId: string },
): Promise<boolean> {
  const found = await retryFromInbox(world.db, shop, topic, webhookId);
  if (found) await world.nudge([{ queue: "inbox", shop }]);
  return found;
}

/** Somebody looked at what Shopify refused and wants it tried again. */
export async function effectRetried(
  world: World,
  shop: string,
  { kind, target }: { kind: EffectKind; target: Id },
): Promise<boolean> {
  const found = await retryEffect(world.db, shop, kind, target);
  if (found) await world.nudge([{ queue: "perform", shop, kind }]);
  return found;
}
