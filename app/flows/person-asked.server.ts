import type { Transaction } from "../database/client.server.ts";
import { erasePerson, lockPerson, subscriptionsOf } from "../database/subscriptions.server.ts";
import { notePrivacyRequest } from "../database/privacy.server.ts";
import { isKnown } from "../database/shops.server.ts";
import { normalAddress } from "../domain/sign-up.ts";
import type { PersonAsked } from "../shopify/webhooks.ts";
import type { World } from "../world.ts";

/**
 * Shopify passes on that a person wants to see what is kept about them, or wants it gone. Done at once, in the
 * transaction that reads the request: the address is in no job and in no log. What is kept are sign-ups alone.
 */
export async function personAsked(
  world: World,
  tx: Transaction,
  shop: string,
  requestId: string,
  { wants, address }: PersonAsked,
): Promise<void> {
  if (!(await isKnown(tx, shop))) return;
  const normal = address === null ? null : normalAddress(address);
  const who = normal === null ? null : world.addresses.who(shop, normal);
  let found = 0;
  if (who !== null) {
    await lockPerson(tx, shop, who);
    found =
      wants === "erase" ? await erasePerson(tx, shop, who) : (await subscriptionsOf(tx, shop, who)).length;
  }
  await notePrivacyRequest(tx, shop, {
    requestId,
    kind: wants,
    who: wants === "erase" ? "" : (who ?? ""),
    found,
    at: world.now(),
  });
  world.log.info({ shop, wants, found }, "privacy request handled");
}
