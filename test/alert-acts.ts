import { saveAlertSettings } from "#app/database/alert-settings.server.ts";
import { shopsWithDueUnits } from "#app/database/kept-units.server.ts";
import { shopsWithDueNotices } from "#app/database/notices.server.ts";
import { dueWatches } from "#app/database/waves.server.ts";
import { defaultAlertSettings } from "#app/domain/alert-settings-form.ts";
import { signedUp, type Answered } from "#app/flows/signed-up.server.ts";
import { confirmed } from "#app/flows/link-followed.server.ts";
import { tail, type StockedVariant } from "./acts.ts";
import type { MailServer, ReceivedMail } from "./mail/mail-server.ts";
import { demoShop, testWorld, type TestWorld } from "./world.ts";

/** Settings with which alerts may leave. */
export const readyToSend = {
  ...defaultAlertSettings,
  senderMailbox: "hello@northern-trail.example",
  imprint: "Northern Trail Supply, Kastanienallee 12, 10435 Berlin",
};

/** A world whose app has a mail server, with shops that may send: in a country that leaves confirming to them. */
export async function worldWithMail(
  server: MailServer,
  options: Parameters<typeof testWorld>[0] = {},
): Promise<TestWorld> {
  const shops = options.shops ?? [{ domain: demoShop }];
  const world = await testWorld({
    ...options,
    shops: shops.map((shop) => ({ countryCode: "US", ...shop })),
    env: { SMTP_URL: server.url, MAIL_FROM: "alerts@shipsby.test", ...options.env },
  });
  for (const { domain } of shops)
    await world.app.db.$transaction((tx) => saveAlertSettings(tx, domain, readyToSend));
  return world;
}

let clients = 0;
/** Somebody fills in the notify-me form; each time another client, unless one is named. */
export function asks(
  world: TestWorld,
  variant: Pick<StockedVariant, "variantId">,
  email: string,
  more: { client?: string; shop?: string } & Record<string, string> = {},
): Promise<Answered> {
  const { client = `client ${++clients}`, shop = demoShop, ...form } = more;
  return signedUp(
    world.app,
    shop,
    { variant: tail(variant.variantId), email, ...form },
    { client, acceptLanguage: null },
  );
}

/** Asks, and confirms with the link of the mail. */
export async function joins(
  world: TestWorld,
  server: MailServer,
  variant: Pick<StockedVariant, "variantId">,
  email: string,
  more: Record<string, string> = {},
): Promise<void> {
  await asks(world, variant, email, more);
  await world.settled();
  const mail = server.mails.findLast((m) => m.envelope[0] === email);
  if (!mail) throw new Error(`${email} was not asked to confirm.`);
  if (!(await confirmed(world.app, tokenIn(mail, "confirm")))) throw new Error("The link did not work.");
  await world.settled();
}

/** The token of a link in a mail's plain text. */
export function tokenIn(mail: ReceivedMail, purpose: "confirm" | "leave" | "decline"): string {
  const found = new RegExp(`/alerts/${purpose}\\?token=([\\w.-]+)`).exec(mail.text ?? "");
  if (!found) throw new Error(`The mail has no link to ${purpose}:\n${mail.text}`);
  return found[1]!;
}

export const alertsTo = (server: MailServer, email?: string) =>
  server.mails.filter(
    (m) => / is back$/.test(m.subject ?? "") && (email === undefined || m.envelope[0] === email),
  );

export const confirmationsTo = (server: MailServer, email: string) =>
  server.mails.filter((m) => /^Confirm: /.test(m.subject ?? "") && m.envelope[0] === email);

/** Moves the clock, looks at the lists and mails that are due, and waits until all of it is done. */
export async function passes(world: TestWorld, hours: number): Promise<void> {
  world.shopify.clock.advance(hours * 3_600_000);
  const now = world.app.now();
  const lists = await dueWatches(world.app.db, now);
  const shops = await shopsWithDueNotices(world.app.db, now, now);
  const kept = await shopsWithDueUnits(world.app.db, now);
  await world.app.nudge([
    ...kept.map((shop) => ({ queue: "kept" as const, shop })),
    ...lists.map((list) => ({ queue: "alerts" as const, ...list })),
    ...shops.map((shop) => ({ queue: "notices" as const, shop })),
  ]);
  await world.settled();
}
