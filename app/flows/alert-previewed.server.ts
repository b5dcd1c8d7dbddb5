import { alertRules, alertSettings } from "../database/alert-settings.server.ts";
import { take } from "../database/limits.server.ts";
import { shopSettings } from "../database/pages/shop.server.ts";
import { lineOf } from "../database/subscriptions.server.ts";
import { standingOf } from "../database/variant-standing.server.ts";
import { watchOf } from "../database/waves.server.ts";
import type { Language } from "../domain/languages.ts";
import type { AlertTexts } from "../domain/mail-words.ts";
import { confirmDays, type Outcome } from "../domain/notice.ts";
import { neverBack } from "../domain/restock.ts";
import { normalAddress } from "../domain/sign-up.ts";
import { waveSize } from "../domain/wave.ts";
import { alertMail, confirmMail } from "../mail/alert.server.ts";
import type { World } from "../world.ts";
import { productPage } from "./notices-sent.server.ts";
import type { List } from "./waves-reviewed.server.ts";

export type Preview = { subject: string; html: string; text: string };

/** A mail as it would look, with a variant of the shop; its links lead to a page that says they are not real. */
export async function alertPreviewed(
  world: World,
  shop: string,
  wanted: { message: "restock" | "confirm"; language: Language; texts: AlertTexts; variantId: string },
): Promise<Preview> {
  const { language, texts } = wanted;
  const { name, calendar, storefront } = await shopSettings(world.db, shop);
  const { imprint } = await alertSettings(world.db, shop);
  const standing = await standingOf(world.db, shop, wanted.variantId, "");
  const about = { language, shop: name, item: standing?.item ?? name, imprint };
  const nobody = { shop, subscriptionId: "00000000-0000-0000-0000-000000000000" };
  if (wanted.message === "confirm") {
    const until = new Date(world.now().getTime() + confirmDays * 86_400_000);
    const confirmUrl = world.links.url("confirm", nobody, until);
    return confirmMail({ ...about, confirmUrl, until, timeZone: calendar.timeZone });
  }
  return alertMail({
    ...about,
    texts,
    productUrl: productPage(storefront, "", standing?.handle ?? "", wanted.variantId),
    leaveUrl: world.links.url("leave", nobody),
  });
}

const testsAnHour = { scope: "test mails", times: 20, seconds: 3600 };

export type TestSent = Outcome | { kind: "no_address" } | { kind: "too_many" } | { kind: "messages_off" };

/** To an address that a staff member typed, and to nobody else; it uses up no restock and is not kept. */
export async function alertTested(
  world: World,
  shop: string,
  typed: string,
  preview: Preview,
): Promise<TestSent> {
  const to = normalAddress(typed);
  if (to === null) return { kind: "no_address" };
  if (!world.mail.ready) return { kind: "messages_off" };
  const now = world.now();
  if (!(await world.db.$transaction((tx) => take(tx, shop, testsAnHour, "all", now))))
    return { kind: "too_many" };
  const settings = await alertSettings(world.db, shop);
  const { name } = await shopSettings(world.db, shop);
  try {
    const talk = await world.mail.open();
    try {
      return await talk.send({
        to,
        fromName: settings.senderName || name,
        replyTo: settings.senderMailbox || null,
        ...preview,
        messageId: `<test-${crypto.randomUUID()}@${world.mail.domain}>`,
        leaveUrl: null,
        date: now,
      });
    } finally {
      talk.close();
    }
  } catch {
    return { kind: "not_taken", problem: "The mail server can't be reached." };
  }
}

/** "Who would be told if five were free?": how many of how many, and since when the last of them waits. */
export async function wavePreviewed(
  world: World,
  shop: string,
  { variantId, place }: List,
  units: number,
): Promise<{ told: number; waiting: number }> {
  const rules = await alertRules(world.db, shop);
  return world.db.$transaction(async (tx) => {
    const watched = await watchOf(tx, shop, variantId, place);
    const { open, epoch } = watched?.watch ?? neverBack;
    // While nothing is back, the question is about the next restock: whoever stays on the list hears of that, too.
    const { people } = await lineOf(tx, shop, { variantId, place }, open ? epoch : epoch + 1, world.now(), 0);
    return { told: waveSize(units, people, rules), waiting: people };
  });
}
