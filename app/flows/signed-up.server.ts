import { randomUUID } from "node:crypto";
import { alertSettings } from "../database/alert-settings.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { take } from "../database/limits.server.ts";
import { addConfirmation } from "../database/notices.server.ts";
import { countryOf } from "../database/shops.server.ts";
import { isKnownLocation } from "../database/locations.server.ts";
import { lockPerson, putSubscription, subscriptionOf } from "../database/subscriptions.server.ts";
import { isSuppressed } from "../database/suppressions.server.ts";
import { standingOf } from "../database/variant-standing.server.ts";
import { beginWatch } from "../database/waves.server.ts";
import { consentWords, stayingWords } from "../domain/consent.ts";
import type { Language } from "../domain/languages.ts";
import { signUpLimits } from "../domain/limits.ts";
import { mustConfirm } from "../domain/opt-in.ts";
import { join, readSignUp, refusal, type SignUp, type SignUpAnswer } from "../domain/sign-up.ts";
import { formWords } from "../domain/sign-up-words.ts";
import { messageId } from "../mail/message-id.server.ts";
import type { World } from "../world.ts";

export type Answered = { state: SignUpAnswer; message: string; language: Language };

/**
 * Somebody filled in the notify-me form. Whether they were known before does not show in the answer: who types a
 * stranger's address learns nothing about them.
 */
export async function signedUp(
  world: World,
  shop: string,
  form: Partial<Record<string, string>>,
  from: { client: string; acceptLanguage: string | null },
): Promise<Answered> {
  const read = readSignUp(form, from.acceptLanguage, world.now());
  const language = read.kind === "read" ? read.signUp.language : read.language;
  const answer = (state: Exclude<SignUpAnswer, "invalid">): Answered => ({
    state,
    message: formWords[language][state],
    language,
  });
  if (read.kind === "invalid") {
    const words = formWords[language];
    return { state: "invalid", message: read.empty ? words.empty : words.malformed, language };
  }
  if (read.kind === "failed") return answer("failed");
  const country = await countryOf(world.db, shop);
  const timeZone = read.kind === "read" ? read.signUp.timeZone : null;
  const settings = await alertSettings(world.db, shop);
  const doubleOptIn = settings.doubleOptIn || mustConfirm({ country, language, timeZone });
  const welcome = doubleOptIn ? "confirm" : "listed";
  if (read.kind === "machine") return answer(welcome);

  return world.db.$transaction(async (tx) => {
    const who = world.addresses.who(shop, read.signUp.to);
    if (!(await mayTry(world, tx, shop, who, from.client))) return answer("limited");
    const standing = await standingOf(tx, shop, read.signUp.variantId, read.signUp.place);
    if (read.signUp.place !== "" && !(await isKnownLocation(tx, shop, read.signUp.place)))
      return answer("failed");
    const refused = refusal(standing && standing.shelf.back ? { state: "in_stock" } : standing);
    if (refused) return answer(refused);
    await enlist(world, tx, shop, who, read.signUp, doubleOptIn);
    return answer(welcome);
  });
}

async function mayTry(
  world: World,
  tx: Transaction,
  shop: string,
  who: string,
  client: string,
): Promise<boolean> {
  const { client: minute, clientDay, reader, shop: whole } = signUpLimits;
  const from = world.addresses.client(client);
  const now = world.now();
  return (
    (await take(tx, shop, minute, from, now)) &&
    (await take(tx, shop, clientDay, from, now)) &&
    (await take(tx, shop, reader, who, now)) &&
    (await take(tx, shop, whole, "all", now))
  );
}

async function enlist(
  world: World,
  tx: Transaction,
  shop: string,
  who: string,
  signUp: SignUp,
  doubleOptIn: boolean,
): Promise<void> {
  const now = world.now();
  const { variantId, place, to, language, timeZone, root, stays, consent } = signUp;
  await lockPerson(tx, shop, who);
  // Somebody who complained is not written to again because a form says so.
  if (await isSuppressed(tx, shop, who)) return;
  const known = await subscriptionOf(tx, shop, variantId, place, who);
  const { state, anew } = join(known?.state ?? null, doubleOptIn);
  const subscriptionId = known?.subscriptionId ?? randomUUID();
  if (anew || known?.state !== state) {
    await putSubscription(tx, shop, {
      subscriptionId,
      variantId,
      place,
      who,
      sealed: world.addresses.seal(to, shop, subscriptionId),
      language,
      timeZone,
      root,
      state,
      stays,
      consent: consent ?? (stays ? stayingWords : consentWords)[language],
      consentAt: now,
      source: "form",
      askedAt: anew ? now : known!.askedAt,
      confirmedAt: null,
    });
    await beginWatch(tx, shop, variantId, place, now);
  }
  if (state !== "pending") return;
  const askAgainBefore = new Date(now.getTime() - 86_400_000);
  await addConfirmation(
    tx,
    shop,
    { subscriptionId, variantId, place, who, language },
    now,
    askAgainBefore,
    (key) => messageId(world.mail.domain, shop, key),
  );
  await world.nudge([{ queue: "notices", shop }], tx);
}
