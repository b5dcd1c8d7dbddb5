import type { Id } from "../domain/facts.ts";
import type { SubscriptionState } from "../domain/notice.ts";
import type { Line } from "../domain/wave.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";

export type Subscription = {
  subscriptionId: string;
  variantId: Id;
  place: string;
  who: string;
  sealed: string;
  language: string;
  root: string;
  state: SubscriptionState;
  stays: boolean;
  askedAt: Date;
};

export type NewSubscription = Omit<Subscription, "askedAt"> & {
  timeZone: string | null;
  consent: string;
  consentAt: Date;
  source: "form" | "import";
  askedAt: Date;
  confirmedAt: Date | null;
};

/** Whoever signs up for a variant twice at once waits for themselves. */
export async function lockPerson(tx: Transaction, shop: string, who: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('person'), hashtext(${`${shop}/${who}`}))`;
}

export async function subscriptionOf(
  tx: Transaction,
  shop: string,
  variantId: Id,
  place: string,
  who: string,
): Promise<Subscription | null> {
  const row = await tx.subscription.findUnique({
    where: { shop_variantId_place_who: { shop, variantId, place, who } },
  });
  return row && { ...row, state: row.state as SubscriptionState };
}

export async function subscriptionById(
  db: Database | Transaction,
  shop: string,
  subscriptionId: string,
): Promise<Subscription | null> {
  const row = await db.subscription.findUnique({
    where: { shop_subscriptionId: { shop, subscriptionId } },
  });
  return row && { ...row, state: row.state as SubscriptionState };
}

type Agreed = {
  consent: string;
  consentAt: Date;
  confirmedAt: Date | null;
  toldAt: Date | null;
  timeZone: string | null;
  source: string;
};

/** All that a person asked for in a shop. */
export async function subscriptionsOf(
  db: Database | Transaction,
  shop: string,
  who: string,
): Promise<(Subscription & Agreed)[]> {
  const rows = await db.subscription.findMany({ where: { shop, who }, orderBy: { askedAt: "asc" } });
  return rows.map((row) => ({ ...row, state: row.state as SubscriptionState }));
}

/** New, or anew after it had ended: the place in the queue is the new one. */
export async function putSubscription(
  tx: Transaction,
  shop: string,
  subscription: NewSubscription,
): Promise<void> {
  const { subscriptionId } = subscription;
  await tx.subscription.upsert({
    where: { shop_subscriptionId: { shop, subscriptionId } },
    create: { shop, ...subscription },
    update: { ...subscription, endedAt: null },
  });
}

/** Many at once. Who is on a list already stays as they are; how many were not. */
export async function addSubscriptions(
  tx: Transaction,
  shop: string,
  subscriptions: NewSubscription[],
): Promise<number> {
  const { count } = await tx.subscription.createMany({
    data: subscriptions.map((subscription) => ({ shop, ...subscription })),
    skipDuplicates: true,
  });
  return count;
}

/** Everything of a person that waits for their confirmation. */
export async function confirmPerson(tx: Transaction, shop: string, who: string, at: Date): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ variantId: Id }[]>`
    update subscription set state = 'waiting', confirmed_at = ${at}
    where shop = ${shop} and who = ${who} and state = 'pending' returning variant_id as "variantId"`;
  return rows.map((row) => row.variantId);
}

/** Ends sign-ups: from here on nobody can be written to by them. `subscriptionId` null: all of the person. */
export async function endSubscriptions(
  tx: Transaction,
  shop: string,
  who: string,
  subscriptionId: string | null,
  state: Extract<SubscriptionState, "left" | "undeliverable">,
  at: Date,
): Promise<number> {
  await tx.$executeRaw`
    select 1 from subscription where shop = ${shop} and who = ${who} order by subscription_id for update`;
  const { count } = await tx.subscription.updateMany({
    where: { shop, who, ...(subscriptionId !== null && { subscriptionId }), state: { not: state } },
    data: { state, sealed: "", endedAt: at },
  });
  return count;
}

/** They were told. Who chose to stay waits for the next restock, at the place they had. */
export async function noteTold(
  tx: Transaction,
  shop: string,
  subscriptionId: string,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    update subscription set told_at = ${at}, state = case when stays then 'waiting' else 'told' end,
      ended_at = case when stays then null else ${at}::timestamptz end
    where shop = ${shop} and subscription_id = ${subscriptionId}::uuid and state = 'waiting'`;
}

/**
 * Those who wait and have no notice of this restock; by name only the first `most` who were not told since
 * `quietSince`, since a list may be long and a wave is short. Null: all of them.
 */
export async function lineOf(
  tx: Transaction,
  shop: string,
  { variantId, place }: { variantId: Id; place: string },
  epoch: number,
  quietSince: Date,
  most: number | null,
): Promise<Line> {
  const waiting = Prisma.sql`s.variant_id = ${variantId} and s.place = ${place} and s.state = 'waiting'
      and not exists (
        select 1 from notice n where n.shop = s.shop and n.subscription_id = s.subscription_id
          and n.kind = 'restock' and n.turn = ${epoch} and n.state <> 'dropped')
      and not exists (select 1 from suppression x where x.shop = s.shop and x.who = s.who)`;
  const ready = Prisma.sql`(s.told_at is null or s.told_at <= ${quietSince})`;
  const [counted] = await tx.$queryRaw<{ people: number; ready: number; toldFirst: Date | null }[]>`
    select count(*)::int as people, count(*) filter (where ${ready})::int as ready,
      case when count(*) = count(s.told_at) then min(s.told_at) end as "toldFirst"
    from subscription s where s.shop = ${shop} and ${waiting}`;
  const { people, toldFirst } = counted!;
  const first =
    counted!.ready === 0 || most === 0
      ? []
      : await tx.$queryRaw<{ id: string }[]>`
          select s.subscription_id::text as id from subscription s
          where s.shop = ${shop} and ${waiting} and ${ready} order by s.asked_at, s.subscription_id limit ${most}`;
  return {
    people,
    ready: counted!.ready,
    toldFirst: toldFirst?.toISOString() ?? null,
    first: first.map(({ id }) => id),
  };
}

/** Sign-ups whose address is still kept, those who asked first first. Null: of all lists. */
export async function signUpsToExport(
  db: Database,
  shop: string,
  list: { variantId: Id; place: string } | null,
): Promise<
  (Pick<Subscription, "subscriptionId" | "variantId" | "sealed" | "language" | "askedAt"> & {
    state: "pending" | "waiting" | "told";
    consent: string;
    sku: string;
    item: string;
  })[]
> {
  const only = list
    ? Prisma.sql`and s.variant_id = ${list.variantId} and s.place = ${list.place}`
    : Prisma.empty;
  return db.$queryRaw`
    select s.subscription_id::text as "subscriptionId", s.variant_id as "variantId", s.sealed, s.language,
      s.asked_at as "askedAt", s.state, s.consent, coalesce(v.sku, '') as sku, coalesce(p.title, '') as item
    from subscription s
    left join variant v on v.shop = s.shop and v.variant_id = s.variant_id
    left join product p on p.shop = v.shop and p.product_id = v.product_id
    where s.shop = ${shop} and s.sealed <> '' and s.state in ('pending', 'waiting', 'told') ${only}
    order by s.asked_at, s.subscription_id`;
}

/** Whoever was told waits again, until the other mail is on its way. */
export async function reopenForAnotherMail(
  tx: Transaction,
  shop: string,
  subscriptionId: string,
): Promise<void> {
  await tx.subscription.updateMany({
    where: { shop, subscriptionId, state: { in: ["told", "waiting"] }, sealed: { not: "" } },
    data: { state: "waiting", toldAt: null, endedAt: null },
  });
}

/** Every trace of a person in a shop. How many sign-ups it were. */
export async function erasePerson(tx: Transaction, shop: string, who: string): Promise<number> {
  await tx.notice.deleteMany({ where: { shop, who } });
  await tx.suppression.deleteMany({ where: { shop, who } });
  await tx.allowance.deleteMany({ where: { shop, who } });
  await tx.privacyRequest.deleteMany({ where: { shop, who } });
  const { count } = await tx.subscription.deleteMany({ where: { shop, who } });
  return count;
}

/** One sign-up of a person, and what was sent for it. */
export async function removeSubscription(
  tx: Transaction,
  shop: string,
  subscriptionId: string,
): Promise<boolean> {
  await tx.notice.deleteMany({ where: { shop, subscriptionId } });
  const { count } = await tx.subscription.deleteMany({ where: { shop, subscriptionId } });
  return count > 0;
}

/** Shops in which somebody was or is waiting: where a report from the mail server has to be looked up. */
export async function shopsWithSubscriptions(db: Database): Promise<string[]> {
  const rows = await db.subscription.findMany({ distinct: ["shop"], select: { shop: true } });
  return rows.map((row) => row.shop);
}

/**
 * Unanswered confirmations, sign-ups that waited too long, what ended a while ago; in the end not even that somebody
 * had asked.
 */
export async function sweepSubscriptions(
  tx: Transaction,
  shop: string,
  before: { confirmation: Date; asked: Date; ended: Date; forgotten: Date },
): Promise<void> {
  // All of them first, in one order: a person who leaves has several as well.
  await tx.$executeRaw`
    select 1 from subscription where shop = ${shop} and (ended_at < ${before.forgotten}
      or (state = 'told' and sealed <> '' and ended_at < ${before.ended})
      or (state = 'pending' and asked_at < ${before.confirmation}) or (state = 'waiting' and asked_at < ${before.asked}))
    order by subscription_id for update`;
  await tx.subscription.deleteMany({
    where: { shop, state: "pending", askedAt: { lt: before.confirmation } },
  });
  await tx.subscription.updateMany({
    where: { shop, state: "waiting", askedAt: { lt: before.asked } },
    data: { state: "expired", sealed: "", endedAt: before.asked },
  });
  await tx.subscription.updateMany({
    where: { shop, state: "told", sealed: { not: "" }, endedAt: { lt: before.ended } },
    data: { sealed: "" },
  });
  await tx.subscription.deleteMany({ where: { shop, endedAt: { lt: before.forgotten } } });
  await tx.keptUnit.deleteMany({
    where: { shop, state: { in: ["bought", "over"] }, until: { lt: before.ended } },
  });
  await tx.signUpImport.deleteMany({ where: { shop, finishedAt: { lt: before.ended } } });
  await tx.$executeRaw`
    delete from notice n where n.shop = ${shop} and n.created_at < ${before.ended}
      and not exists (select 1 from subscription s where s.shop = n.shop and s.subscription_id = n.subscription_id)`;
}
