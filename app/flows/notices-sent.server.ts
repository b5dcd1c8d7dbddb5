import { alertRules, alertTexts } from "../database/alert-settings.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { nextRoom, take } from "../database/limits.server.ts";
import {
  claimNotice,
  crashedNotices,
  dropNotice,
  nextDue,
  postponeAll,
  postponeNotice,
  settleNotice,
  type Notice,
  type NoticeKey,
} from "../database/notices.server.ts";
import { keptUnit, letGo, type KeptUnit } from "../database/kept-units.server.ts";
import { isInstalled } from "../database/shops.server.ts";
import { endSubscriptions, noteTold } from "../database/subscriptions.server.ts";
import { suppress } from "../database/suppressions.server.ts";
import { standingOf, type Standing } from "../database/variant-standing.server.ts";
import { shopSettings } from "../database/pages/shop.server.ts";
import type { AlertSettings } from "../domain/alert-settings-form.ts";
import { withoutAddresses } from "../domain/delivery-report.ts";
import { languageOf } from "../domain/languages.ts";
import { confirmationLimits } from "../domain/limits.ts";
import { confirmDays, decideNotice, settle, type NoticeFacts, type Outcome } from "../domain/notice.ts";
import { notOnSale } from "../domain/restock.ts";
import { alertMail, confirmMail } from "../mail/alert.server.ts";
import { keptMail, moneyText } from "../mail/kept.server.ts";
import type { Conversation, Mail } from "../mail/mailer.server.ts";
import type { World } from "../world.ts";
import { unitKept } from "./unit-kept.server.ts";
import { sendingIn } from "./waves-reviewed.server.ts";

/** A claim that is older than this belongs to a process that died. */
export const claimMinutes = 10;
const unreachableMinutes = 2;
/** Then another shop has its turn. */
const atOnce = 100;

/**
 * Sends what is due, one mail after the other, each after a last look at everything it says. A mail is claimed before
 * it is handed over and settled after; what crashed in between is called unknown and not sent again.
 */
export async function noticesSent(world: World, shop: string): Promise<void> {
  await giveUpCrashed(world, shop);
  if (!(await isInstalled(world.db, shop))) return;
  const settings = await alertRules(world.db, shop);
  let talk: Conversation | null = null;
  try {
    for (let sent = 0; sent < atOnce; sent++) {
      // The conversation begins before the claim: a mail server that cannot be reached leaves nothing in doubt.
      if (!talk && world.mail.ready && settings.sending) {
        try {
          talk = await world.mail.open();
        } catch (error) {
          const problem = withoutAddresses(error instanceof Error ? error.message : String(error));
          world.log.warn({ shop, problem }, "the mail server cannot be reached");
          const now = world.now();
          await postponeAll(world.db, shop, now, minutesFrom(now, unreachableMinutes), problem);
          return;
        }
      }
      const next = await claimNext(world, shop, settings);
      if (next === "none") return;
      if (next === "not now") continue;
      if ("keep" in next) {
        await keep(world, shop, next.keep, settings.keepHours);
        continue;
      }
      const outcome = await talk!.send(await writeMail(world, shop, next, settings));
      await record(world, shop, next.notice, outcome);
      if (!talk!.usable()) {
        talk!.close();
        talk = null;
      }
    }
    await world.nudge([{ queue: "notices", shop }]);
  } finally {
    talk?.close();
  }
}

type Claimed = { notice: Notice; standing: Standing | null; kept: KeptUnit | null };

/** Looks again at the oldest notice that is due, and claims it if it is still true. */
function claimNext(
  world: World,
  shop: string,
  settings: AlertSettings,
): Promise<Claimed | { keep: Notice } | "not now" | "none"> {
  return world.db.$transaction(async (tx) => {
    const now = world.now();
    const notice = await nextDue(tx, shop, now);
    if (!notice) return "none";
    const standing = await standingOf(tx, shop, notice.variantId, notice.place);
    const kept = notice.kind === "restock" ? await keptUnit(tx, shop, notice) : null;
    const keeping = keepingOf(notice, standing, kept, settings, now);
    const decision = decideNotice(
      {
        kind: notice.kind,
        createdAt: notice.createdAt.toISOString(),
        subscription: { state: notice.state, toldAt: notice.toldAt?.toISOString() ?? null },
        suppressed: notice.suppressed,
        sending: sendingIn(world, settings),
        shelf: standing?.shelf ?? notOnSale,
        current: notice.open && notice.epoch === notice.turn,
        keeping,
        allowedAt: notice.kind === "confirm" ? await confirmationRoom(world, tx, shop, notice, now) : null,
      },
      now,
    );
    if (decision.do === "drop") {
      await dropNotice(tx, shop, keyOf(notice), decision.reason, now);
      if (kept) await letGo(tx, shop, notice.subscriptionId, notice.turn, now);
      return "not now";
    }
    if (decision.do === "wait") {
      await postponeNotice(tx, shop, keyOf(notice), decision.until);
      return "not now";
    }
    if (decision.do === "keep") return { keep: notice };
    if (notice.kind === "confirm" && !(await takeConfirmation(world, tx, shop, notice, now)))
      return "not now";
    await claimNotice(tx, shop, keyOf(notice), now);
    return { notice, standing, kept: keeping === "kept" ? kept : null };
  });
}

/** A unit cannot be kept at one place only, nor of what Shopify does not count. */
function keepingOf(
  { kind, place }: Notice,
  standing: Standing | null,
  kept: KeptUnit | null,
  { firstRefusal }: AlertSettings,
  now: Date,
): NoticeFacts["keeping"] {
  if (kept?.state === "kept" && kept.until > now) return "kept";
  if (kind !== "restock" || place !== "" || !firstRefusal || (kept && kept.state !== "asked")) return "no";
  return standing?.shelf.back && standing.shelf.units === null ? "no" : "wanted";
}

/** Shopify may be out of reach: then this reader waits a little, and so does nobody else. */
async function keep(world: World, shop: string, notice: Notice, hours: number): Promise<void> {
  try {
    await unitKept(world, shop, notice, hours);
  } catch (error) {
    world.log.warn({ err: error, shop }, "a unit could not be kept");
    const until = minutesFrom(world.now(), unreachableMinutes).toISOString();
    await world.db.$transaction((tx) => postponeNotice(tx, shop, keyOf(notice), until));
  }
}

async function confirmationRoom(
  world: World,
  tx: Transaction,
  shop: string,
  notice: Notice,
  now: Date,
): Promise<string | null> {
  if (notice.sealed === "") return null;
  const anywhere = world.addresses.anywhere(addressOf(world, shop, notice));
  const rooms = [];
  for (const limit of confirmationLimits) rooms.push(await nextRoom(tx, "", limit, anywhere, now));
  const latest = rooms.reduce<Date | null>((a, b) => (b && (!a || b > a) ? b : a), null);
  return latest?.toISOString() ?? null;
}

/** Two shops at once: the second to count finds no room and looks again in a moment. */
async function takeConfirmation(
  world: World,
  tx: Transaction,
  shop: string,
  notice: Notice,
  now: Date,
): Promise<boolean> {
  const anywhere = world.addresses.anywhere(addressOf(world, shop, notice));
  for (const limit of confirmationLimits) {
    if (await take(tx, "", limit, anywhere, now)) continue;
    await postponeNotice(tx, shop, keyOf(notice), minutesFrom(now, 1).toISOString());
    return false;
  }
  return true;
}

async function writeMail(
  world: World,
  shop: string,
  { notice, standing, kept }: Claimed,
  settings: AlertSettings,
): Promise<Mail> {
  const { name, calendar, currency, storefront } = await shopSettings(world.db, shop);
  const language = languageOf(notice.language);
  const about = { language, shop: name, item: standing?.item ?? "", imprint: settings.imprint };
  const to = { shop, subscriptionId: notice.subscriptionId };
  const mail = {
    to: addressOf(world, shop, notice),
    fromName: settings.senderName || name,
    replyTo: settings.senderMailbox || null,
    messageId: notice.messageId,
    date: world.now(),
  };
  if (notice.kind === "confirm") {
    const until = minutesFrom(notice.createdAt, confirmDays * 24 * 60);
    const confirmUrl = world.links.url("confirm", to, until);
    const written = await confirmMail({ ...about, confirmUrl, until, timeZone: calendar.timeZone });
    return { ...mail, ...written, leaveUrl: null };
  }
  const leaveUrl = world.links.url("leave", to);
  if (kept) {
    const written = await keptMail({
      ...about,
      price: moneyText(standing?.price ?? 0, currency, language),
      until: kept.until,
      timeZone: notice.timeZone ?? calendar.timeZone,
      buyUrl: kept.url,
      declineUrl: world.links.url("decline", to),
      leaveUrl,
    });
    return { ...mail, ...written, leaveUrl };
  }
  const texts = await alertTexts(world.db, shop, language);
  const productUrl = productPage(storefront, notice.root, standing?.handle ?? "", notice.variantId);
  return { ...mail, ...(await alertMail({ ...about, texts, productUrl, leaveUrl })), leaveUrl };
}

export function productPage(storefront: string, root: string, handle: string, variantId: string): string {
  return `${storefront.replace(/\/$/, "")}${root}/products/${encodeURIComponent(handle)}?variant=${variantId}`;
}

async function record(world: World, shop: string, notice: Notice, outcome: Outcome): Promise<void> {
  const now = world.now();
  const settled = settle(outcome, notice.attempts + 1, now);
  await world.db.$transaction(async (tx) => {
    await settleNotice(tx, shop, keyOf(notice), settled, now);
    // Who may have been told counts as told.
    if (notice.kind === "restock" && (settled.state === "sent" || settled.state === "unknown"))
      await noteTold(tx, shop, notice.subscriptionId, now);
    if (outcome.kind === "no_such_reader") {
      await suppress(tx, shop, notice.who, "bounced", now);
      await endSubscriptions(tx, shop, notice.who, null, "undeliverable", now);
    }
  });
  world.log.info({ shop, kind: notice.kind, state: settled.state }, "a notice");
}

async function giveUpCrashed(world: World, shop: string): Promise<void> {
  const now = world.now();
  await world.db.$transaction(async (tx) => {
    for (const key of await crashedNotices(tx, shop, minutesFrom(now, -claimMinutes))) {
      await settleNotice(
        tx,
        shop,
        key,
        { state: "unknown", problem: "The app stopped while it was sending." },
        now,
      );
      if (key.kind === "restock") await noteTold(tx, shop, key.subscriptionId, now);
    }
  });
}

function addressOf(world: World, shop: string, notice: Notice): string {
  return world.addresses.open(notice.sealed, shop, notice.subscriptionId);
}

function keyOf({ subscriptionId, kind, turn }: Notice): NoticeKey {
  return { subscriptionId, kind, turn };
}

function minutesFrom(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
