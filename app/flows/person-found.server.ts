import { subscriptionsOf } from "../database/subscriptions.server.ts";
import { standingOf } from "../database/variant-standing.server.ts";
import type { SubscriptionState } from "../domain/notice.ts";
import { normalAddress } from "../domain/sign-up.ts";
import type { World } from "../world.ts";

/** Everything that is kept about one person, but for the address by which they were found. */
export type KeptSignUp = {
  subscriptionId: string;
  /** Its waiting list, as the list's address names it. */
  list: string;
  item: string;
  askedAt: string;
  language: string;
  timeZone: string | null;
  state: SubscriptionState;
  consent: string;
  consentAt: string;
  confirmedAt: string | null;
  toldAt: string | null;
  source: string;
};

/** What somebody asked for, by their exact address: for answering them. Null for what is no address. */
export async function personFound(world: World, shop: string, typed: string): Promise<KeptSignUp[] | null> {
  const address = normalAddress(typed);
  if (address === null) return null;
  const all = await subscriptionsOf(world.db, shop, world.addresses.who(shop, address));
  return Promise.all(
    all.map(async (s) => ({
      subscriptionId: s.subscriptionId,
      list: s.place === "" ? s.variantId : `${s.variantId}:${s.place}`,
      item: (await standingOf(world.db, shop, s.variantId, s.place))?.item ?? "",
      askedAt: s.askedAt.toISOString(),
      language: s.language,
      timeZone: s.timeZone,
      state: s.state,
      consent: s.consent,
      consentAt: s.consentAt.toISOString(),
      confirmedAt: s.confirmedAt?.toISOString() ?? null,
      toldAt: s.toldAt?.toISOString() ?? null,
      source: s.source,
    })),
  );
}
