import type { Id } from "../domain/facts.ts";
import type { NoticeKind, Settled, SubscriptionState, Unsent } from "../domain/notice.ts";
import type { Database, Transaction } from "./client.server.ts";

export type NoticeKey = { subscriptionId: string; kind: NoticeKind; turn: number };

export type Notice = NoticeKey & {
  variantId: Id;
  place: string;
  who: string;
  language: string;
  timeZone: string | null;
  root: string;
  attempts: number;
  messageId: string;
  createdAt: Date;
  sealed: string;
  state: SubscriptionState;
  toldAt: Date | null;
  suppressed: boolean;
  epoch: number;
  open: boolean;
};

/**
 * Puts a wave into the outbox. The key is person and restock: who has a notice of this restock gets no second one,
 * whatever crashed in between. Only one that was dropped unsent is taken up again.
 */
export async function addRestockNotices(
  tx: Transaction,
  shop: string,
  wave: { variantId: Id; place: string; epoch: number; number: number; at: Date },
  ids: string[],
  messageIdFor: (key: NoticeKey) => string,
): Promise<void> {
  const { variantId, place, epoch, number, at } = wave;
  const messageIds = ids.map((subscriptionId) =>
    messageIdFor({ subscriptionId, kind: "restock", turn: epoch }),
  );
  await tx.$executeRaw`
    insert into notice as n (shop, subscription_id, kind, turn, variant_id, place, wave, who, language, message_id, created_at, due_at,
      asked_at)
    select s.shop, s.subscription_id, 'restock', ${epoch}, ${variantId}, ${place}, ${number}, s.who, s.language, m.message_id,
      ${at}, ${at}, s.asked_at
    from unnest(${ids}::uuid[], ${messageIds}::text[]) as m(id, message_id)
    join subscription s on s.shop = ${shop} and s.subscription_id = m.id
    on conflict (shop, subscription_id, kind, turn) do update
      set state = 'waiting', wave = excluded.wave, due_at = excluded.due_at, asked_at = excluded.asked_at, attempts = 0, reason = null, problem = null
      where n.state = 'dropped'`;
}

/** Asks a person to confirm, unless they are being asked already. */
export async function addConfirmation(
  tx: Transaction,
  shop: string,
  subscription: { subscriptionId: string; variantId: Id; place: string; who: string; language: string },
  at: Date,
  askAgainBefore: Date,
  messageIdFor: (key: NoticeKey) => string,
): Promise<void> {
  const { subscriptionId } = subscription;
  const last = await tx.notice.findFirst({
    where: { shop, subscriptionId, kind: "confirm" },
    orderBy: { turn: "desc" },
  });
  if (last && (last.state === "waiting" || last.state === "sending")) return;
  if (last && last.state !== "dropped" && last.createdAt > askAgainBefore) return;
  const key = { subscriptionId, kind: "confirm" as const, turn: (last?.turn ?? 0) + 1 };
  const { variantId, place, who, language } = subscription;
  await tx.notice.create({
    data: {
      shop,
      ...key,
      variantId,
      place,
      who,
      language,
      messageId: messageIdFor(key),
      createdAt: at,
      dueAt: at,
      askedAt: at,
    },
  });
}

/**
 * The next notice that is due, held by this transaction together with its sign-up: nobody else sends it, and whoever
 * leaves the list meanwhile has to wait until the claim is made or dropped. Whoever is just being written to by another
 * process has no second mail on the way: when they were told last is not known yet.
 */
export async function nextDue(tx: Transaction, shop: string, now: Date): Promise<Notice | null> {
  const [row] = await tx.$queryRaw<Notice[]>`
    select n.subscription_id::text as "subscriptionId", n.kind, n.turn, n.variant_id as "variantId", n.place, n.who,
      s.language, s.time_zone as "timeZone", s.root, n.attempts, n.message_id as "messageId", n.created_at as "createdAt", s.sealed, s.state, s.told_at as "toldAt",
      exists (select 1 from suppression x where x.shop = n.shop and x.who = n.who) as suppressed,
      coalesce(w.epoch, 0) as epoch, coalesce(w.open, false) as open
    from notice n
    join subscription s on s.shop = n.shop and s.subscription_id = n.subscription_id
    left join restock_watch w on w.shop = n.shop and w.variant_id = n.variant_id and w.place = n.place
    where n.shop = ${shop} and n.state = 'waiting' and n.due_at <= ${now}
      and not exists (
        select 1 from notice o where o.shop = n.shop and o.subscription_id = n.subscription_id and o.state = 'sending')
    order by n.due_at, n.asked_at, n.subscription_id limit 1
    for update of n, s skip locked`;
  return row ?? null;
}

/** From here on the mail may have been sent: nobody sends it again. */
export async function claimNotice(tx: Transaction, shop: string, key: NoticeKey, at: Date): Promise<void> {
  await tx.notice.update({
    where: { shop_subscriptionId_kind_turn: { shop, ...key } },
    data: { state: "sending", claimedAt: at, attempts: { increment: 1 } },
  });
}

export async function dropNotice(
  tx: Transaction,
  shop: string,
  key: NoticeKey,
  reason: Unsent,
  at: Date,
): Promise<void> {
  await tx.notice.update({
    where: { shop_subscriptionId_kind_turn: { shop, ...key } },
    data: { state: "dropped", reason, settledAt: at },
  });
}

export async function postponeNotice(
  tx: Transaction,
  shop: string,
  key: NoticeKey,
  until: string,
): Promise<void> {
  await tx.notice.update({
    where: { shop_subscriptionId_kind_turn: { shop, ...key } },
    data: { dueAt: until },
  });
}

/** What became of a claimed notice. Gone with its person when they were erased meanwhile. */
export async function settleNotice(
  tx: Transaction,
  shop: string,
  key: NoticeKey,
  settled: Settled,
  at: Date,
): Promise<void> {
  await tx.notice.updateMany({
    where: { shop, ...key, state: "sending" },
    data:
      settled.state === "waiting"
        ? { state: "waiting", dueAt: settled.dueAt, problem: settled.problem }
        : {
            state: settled.state,
            settledAt: at,
            problem: "problem" in settled ? settled.problem : null,
            reason: "reason" in settled ? settled.reason : null,
          },
  });
}

/** The mail server cannot be reached: everything waits a little, and nothing counts as tried. */
export async function postponeAll(
  db: Database,
  shop: string,
  now: Date,
  until: Date,
  problem: string,
): Promise<void> {
  await db.notice.updateMany({
    where: { shop, state: "waiting", dueAt: { lte: now } },
    data: { dueAt: until, problem },
  });
}

/** Claimed, and then the process died: whether it was sent is not known. */
export async function crashedNotices(
  tx: Transaction,
  shop: string,
  claimedBefore: Date,
): Promise<NoticeKey[]> {
  return tx.$queryRaw<NoticeKey[]>`
    select subscription_id::text as "subscriptionId", kind, turn from notice
    where shop = ${shop} and state = 'sending' and claimed_at < ${claimedBefore} for update skip locked`;
}

/** Shops in which a notice is due, or was claimed and never settled. */
export async function shopsWithDueNotices(db: Database, now: Date, claimedBefore: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop: string }[]>`
    select s.shop from shop s
    where s.installed and (
      exists (select 1 from notice n where n.shop = s.shop and n.state = 'waiting' and n.due_at <= ${now})
      or exists (select 1 from notice n where n.shop = s.shop and n.state = 'sending' and n.claimed_at < ${claimedBefore}))
    limit 1000`;
  return rows.map((row) => row.shop);
}

/** A staff member looked at a mail whose fate is not known and wants it sent. It may be the second. */
export async function sendAgain(tx: Transaction, shop: string, key: NoticeKey, at: Date): Promise<boolean> {
  const { subscriptionId, kind, turn } = key;
  const count = await tx.$executeRaw`
    update notice n set state = 'waiting', due_at = ${at}, attempts = 0, reason = null
    from subscription s
    where n.shop = ${shop} and n.subscription_id = ${subscriptionId}::uuid and n.kind = ${kind} and n.turn = ${turn}
      and n.state in ('unknown', 'refused') and s.shop = ${shop} and s.subscription_id = n.subscription_id
      and s.state in ('told', 'waiting') and s.sealed <> ''`;
  return count > 0;
}
