import type { AlertBecause } from "../domain/alert-because.ts";
import type { Id } from "../domain/facts.ts";
import { neverBack, type Watch } from "../domain/restock.ts";
import type { WaveFacts } from "../domain/wave.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";

export type Watched = { watch: Watch; paused: boolean };

/** One look at a list at a time, over all processes. */
export async function lockWatch(tx: Transaction, shop: string, variantId: Id, place: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('restock'), hashtext(${`${shop}/${variantId}/${place}`}))`;
}

export async function watchOf(
  tx: Transaction,
  shop: string,
  variantId: Id,
  place: string,
): Promise<Watched | null> {
  const row = await tx.restockWatch.findUnique({
    where: { shop_variantId_place: { shop, variantId, place } },
  });
  if (!row) return null;
  const { epoch, open, openedAt, outSince, paused } = row;
  return {
    paused,
    watch: {
      epoch,
      open,
      openedAt: openedAt?.toISOString() ?? null,
      outSince: outSince?.toISOString() ?? null,
    },
  };
}

/** From the first sign-up on somebody looks. It was out of stock then, or nobody could have signed up. */
export async function beginWatch(
  tx: Transaction,
  shop: string,
  variantId: Id,
  place: string,
  at: Date,
): Promise<void> {
  await tx.restockWatch.upsert({
    where: { shop_variantId_place: { shop, variantId, place } },
    create: { shop, variantId, place, ...neverBack, outSince: at },
    update: {},
  });
}

export async function saveWatch(
  tx: Transaction,
  shop: string,
  variantId: Id,
  place: string,
  { watch, lookAt, because }: { watch: Watch; lookAt: string | null; because: AlertBecause },
): Promise<void> {
  await tx.restockWatch.update({
    where: { shop_variantId_place: { shop, variantId, place } },
    data: {
      epoch: watch.epoch,
      open: watch.open,
      openedAt: watch.openedAt,
      outSince: watch.outSince,
      lookAt,
      because,
    },
  });
}

/** Looks at a list then, if it would not be looked at before. */
export async function lookAgainAt(
  tx: Transaction,
  shop: string,
  { variantId, place }: { variantId: Id; place: string },
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    update restock_watch set look_at = least(look_at, ${at})
    where shop = ${shop} and variant_id = ${variantId} and place = ${place}`;
}

export async function pauseWatch(
  tx: Transaction,
  shop: string,
  variantId: Id,
  place: string,
  paused: boolean,
): Promise<boolean> {
  const { count } = await tx.restockWatch.updateMany({
    where: { shop, variantId, place },
    data: { paused },
  });
  return count > 0;
}

/** The last wave of a restock, or of any. A mail that failed a few times holds nobody else up. */
export async function lastWave(
  tx: Transaction,
  shop: string,
  variantId: Id,
  place: string,
  epoch: number | "any",
): Promise<WaveFacts["lastWave"]> {
  const ofEpoch = epoch === "any" ? Prisma.empty : Prisma.sql`and w.epoch = ${epoch}`;
  const [row] = await tx.$queryRaw<{ number: number; at: Date; told: number; underWay: number }[]>`
    select w.number, w.at, count(n.*) filter (where n.state in ('sent', 'unknown'))::int as told,
      count(n.*) filter (where n.state = 'sending' or (n.state = 'waiting' and n.attempts < 3))::int as "underWay"
    from wave w
    left join notice n on n.shop = w.shop and n.variant_id = w.variant_id and n.place = w.place and n.kind = 'restock'
      and n.turn = w.epoch and n.wave = w.number
    where w.shop = ${shop} and w.variant_id = ${variantId} and w.place = ${place} ${ofEpoch}
    group by w.epoch, w.number, w.at order by w.epoch desc, w.number desc limit 1`;
  return row ? { ...row, at: row.at.toISOString() } : null;
}

export async function addWave(
  tx: Transaction,
  shop: string,
  wave: {
    variantId: Id;
    place: string;
    epoch: number;
    number: number;
    at: Date;
    free: number | null;
    size: number;
    author: string;
    actionId: Id | null;
    because: AlertBecause;
  },
): Promise<void> {
  await tx.wave.create({ data: { shop, ...wave, free: wave.free ?? 0 } });
}

/** What was said when a person sent a wave, if this act was done before. */
export async function waveOfAct(
  tx: Transaction,
  shop: string,
  list: { variantId: Id; place: string },
  actionId: Id,
): Promise<AlertBecause | null> {
  const wave = await tx.wave.findFirst({ where: { shop, ...list, actionId } });
  return (wave?.because ?? null) as AlertBecause | null;
}

/** Which of these variants somebody waits for, and where. */
export async function watchedPlaces(
  tx: Transaction,
  shop: string,
  variantIds: Id[],
): Promise<{ variantId: Id; place: string }[]> {
  if (variantIds.length === 0) return [];
  return tx.restockWatch.findMany({
    where: { shop, variantId: { in: variantIds } },
    select: { variantId: true, place: true },
  });
}

export async function everyWatch(tx: Transaction, shop: string): Promise<{ variantId: Id; place: string }[]> {
  return tx.restockWatch.findMany({ where: { shop }, select: { variantId: true, place: true } });
}

/** Lists for whose readers units are kept. */
export async function watchesWithKept(
  tx: Transaction,
  shop: string,
): Promise<{ variantId: Id; place: string }[]> {
  return tx.$queryRaw`
    select distinct w.variant_id as "variantId", w.place from kept_back k
    join variant v on v.shop = k.shop and v.item_id = k.item_id
    join restock_watch w on w.shop = k.shop and w.variant_id = v.variant_id
    where k.shop = ${shop} and k.readers > 0`;
}

/** Lists whose next wave is due, in any shop. */
export async function dueWatches(
  db: Database,
  now: Date,
): Promise<{ shop: string; variantId: Id; place: string }[]> {
  return db.$queryRaw`
    select w.shop, w.variant_id as "variantId", w.place from restock_watch w join shop s on s.shop = w.shop
    where s.installed and w.look_at <= ${now} order by w.look_at limit 1000`;
}
