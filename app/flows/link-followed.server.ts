import { alertSettings } from "../database/alert-settings.server.ts";
import { letGo } from "../database/kept-units.server.ts";
import { shopSettings } from "../database/pages/shop.server.ts";
import { standingOf } from "../database/variant-standing.server.ts";
import {
  confirmPerson,
  endSubscriptions,
  erasePerson,
  lockPerson,
  subscriptionById,
  subscriptionsOf,
  type Subscription,
} from "../database/subscriptions.server.ts";
import { watchedPlaces } from "../database/waves.server.ts";
import { languageOf, type Language } from "../domain/languages.ts";
import type { Purpose } from "../mail/links.server.ts";
import type { World } from "../world.ts";
import { productPage } from "./notices-sent.server.ts";

type Store = { name: string; productUrl: string | null };

/** What the page behind a link shows. Null: a bad link, of whatever kind. */
export type Linked = {
  language: Language;
  /** What this link is about: all that waits for a confirmation, or the one list. */
  items: { item: string; since: Date }[];
  /** Everything that is kept about the person. */
  kept: { item: string; asked: Date; agreed: Date; consent: string; over: boolean }[];
};

/** The store that a link is of, by the name under which it writes, and the product's page in it. Null: a bad link. */
export async function storeOfLink(world: World, purpose: Purpose, token: string): Promise<Store | null> {
  const found = await follow(world, purpose, token);
  if (!found) return null;
  const { shop, subscription } = found;
  const { name, storefront } = await shopSettings(world.db, shop);
  const { senderName } = await alertSettings(world.db, shop);
  const standing = await standingOf(world.db, shop, subscription.variantId, subscription.place);
  const { root, variantId } = subscription;
  return {
    name: senderName || name,
    productUrl: standing && productPage(storefront, root, standing.handle, variantId),
  };
}

/** Opening a link changes nothing: mail programs open links before people do. */
export async function linkOpened(world: World, purpose: Purpose, token: string): Promise<Linked | null> {
  const found = await follow(world, purpose, token);
  if (!found) return null;
  const { shop, subscription } = found;
  const all = await subscriptionsOf(world.db, shop, subscription.who);
  const about = all.filter((s) =>
    purpose === "confirm" ? s.state === "pending" : s.subscriptionId === subscription.subscriptionId,
  );
  const name = async (s: { variantId: string; place: string }) =>
    (await standingOf(world.db, shop, s.variantId, s.place))?.item ?? "";
  return {
    language: languageOf(subscription.language),
    items: await Promise.all(about.map(async (s) => ({ item: await name(s), since: s.askedAt }))),
    kept: await Promise.all(
      all.map(async (s) => ({
        item: await name(s),
        asked: s.askedAt,
        agreed: s.consentAt,
        consent: s.consent,
        over: s.state !== "pending" && s.state !== "waiting",
      })),
    ),
  };
}

/** The button on the page: everything that waits for this person's word. Twice changes nothing more. */
export async function confirmed(world: World, token: string): Promise<Language | null> {
  const found = await follow(world, "confirm", token);
  if (!found) return null;
  const { shop, subscription } = found;
  if (subscription.state !== "pending" && subscription.state !== "waiting") return null;
  await world.db.$transaction(async (tx) => {
    await lockPerson(tx, shop, subscription.who);
    const variants = await confirmPerson(tx, shop, subscription.who, world.now());
    const places = await watchedPlaces(tx, shop, variants);
    await world.nudge(
      places.map((place) => ({ queue: "alerts", shop, ...place })),
      tx,
    );
  });
  return languageOf(subscription.language);
}

/** `what`: this list (also the one click of a mail program), all lists of the shop, or everything kept. */
export async function left(
  world: World,
  token: string,
  what: "this" | "all" | "everything",
): Promise<Language | null> {
  const found = await follow(world, "leave", token);
  if (!found) return null;
  const { shop, subscription } = found;
  await world.db.$transaction(async (tx) => {
    await lockPerson(tx, shop, subscription.who);
    const leaving = what === "this" ? [subscription] : await subscriptionsOf(tx, shop, subscription.who);
    for (const { subscriptionId } of leaving) await letGo(tx, shop, subscriptionId, null, world.now());
    if (what === "everything") await erasePerson(tx, shop, subscription.who);
    else
      await endSubscriptions(
        tx,
        shop,
        subscription.who,
        what === "this" ? subscription.subscriptionId : null,
        "left",
        world.now(),
      );
  });
  return languageOf(subscription.language);
}

/** "No thanks": the unit that was kept goes to the next person now. */
export async function declined(world: World, token: string): Promise<Language | null> {
  const found = await follow(world, "decline", token);
  if (!found) return null;
  const { shop, subscription } = found;
  await world.db.$transaction(async (tx) => {
    const kept = await letGo(tx, shop, subscription.subscriptionId, null, world.now());
    if (kept) await world.nudge([{ queue: "kept", shop }], tx);
  });
  return languageOf(subscription.language);
}

async function follow(
  world: World,
  purpose: Purpose,
  token: string,
): Promise<{ shop: string; subscription: Subscription } | null> {
  const linked = world.links.read(purpose, token, world.now());
  if (!linked) return null;
  const subscription = await subscriptionById(world.db, linked.shop, linked.subscriptionId);
  return subscription && { shop: linked.shop, subscription };
}
