import type { AlertBecause } from "../../domain/alert-because.ts";
import type { Id } from "../../domain/facts.ts";
import type { SubscriptionState } from "../../domain/notice.ts";
import type { Database } from "../client.server.ts";
import { alertRow, type AlertRow } from "./alerts.server.ts";

export type WaveRow = {
  epoch: number;
  number: number;
  at: string;
  free: number;
  size: number;
  sent: number;
  unknown: number;
  dropped: number;
  author: string;
  because: AlertBecause;
};

/** A sign-up without its address: nobody needs it to decide, and it is read by few. */
export type SignUpRow = {
  id: string;
  askedAt: string;
  language: string;
  state: SubscriptionState;
  source: string;
  stays: boolean;
  toldAt: string | null;
};

export type AlertPage = {
  list: AlertRow;
  waves: WaveRow[];
  signUps: SignUpRow[];
  /** All of them, also those that are not shown. */
  counts: Record<SubscriptionState, number>;
  /** Sign-ups of the last twelve weeks, the newest last. */
  byWeek: { week: string; count: number }[];
};

/** How many rows of a history a page shows. */
export const shownRows = 100;

/** Five queries. */
export async function alertPage(
  db: Database,
  shop: string,
  variantId: Id,
  place: string,
  now: Date,
): Promise<AlertPage | null> {
  const list = await alertRow(db, shop, variantId, place);
  if (!list) return null;
  const waves = await db.$queryRaw<WaveRow[]>`
    select w.epoch, w.number, to_char(w.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, w.free, w.size,
      count(n.*) filter (where n.state = 'sent')::int as sent,
      count(n.*) filter (where n.state = 'unknown')::int as unknown,
      count(n.*) filter (where n.state in ('dropped', 'refused'))::int as dropped, w.author, w.because
    from wave w left join notice n on n.shop = w.shop and n.variant_id = w.variant_id and n.place = w.place
      and n.kind = 'restock' and n.turn = w.epoch and n.wave = w.number
    where w.shop = ${shop} and w.variant_id = ${variantId} and w.place = ${place}
    group by w.epoch, w.number, w.at, w.free, w.size, w.author, w.because order by w.at desc limit ${shownRows}`;
  const signUps = await signUpsOf(db, shop, variantId, place);
  const states = await db.subscription.groupBy({
    by: ["state"],
    where: { shop, variantId, place },
    _count: true,
  });
  const byWeek = await db.$queryRaw<{ week: string; count: number }[]>`
    select to_char(week, 'YYYY-MM-DD') as week, (
      select count(*) from subscription s where s.shop = ${shop} and s.variant_id = ${variantId} and s.place = ${place}
        and s.asked_at >= week and s.asked_at < week + interval '1 week')::int as count
    from generate_series(date_trunc('week', ${now}::timestamptz at time zone 'UTC') - interval '11 weeks',
      date_trunc('week', ${now}::timestamptz at time zone 'UTC'), interval '1 week') as week order by week`;
  const none = { pending: 0, waiting: 0, told: 0, left: 0, undeliverable: 0, expired: 0 };
  return {
    list,
    waves,
    signUps,
    counts: { ...none, ...Object.fromEntries(states.map((s) => [s.state, s._count])) },
    byWeek,
  };
}

/** Who asked first stands first. `who`: only those of one person, by the hash of the address. */
export async function signUpsOf(
  db: Database,
  shop: string,
  variantId: Id,
  place: string,
  who: string | null = null,
): Promise<SignUpRow[]> {
  const rows = await db.subscription.findMany({
    where: { shop, variantId, place, ...(who !== null && { who }) },
    orderBy: [{ askedAt: "asc" }, { subscriptionId: "asc" }],
    take: shownRows,
  });
  return rows.map((s) => ({
    id: s.subscriptionId,
    askedAt: s.askedAt.toISOString(),
    language: s.language,
    state: s.state as SubscriptionState,
    source: s.source,
    stays: s.stays,
    toldAt: s.toldAt?.toISOString() ?? null,
  }));
}
