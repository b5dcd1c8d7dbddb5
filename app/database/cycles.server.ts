import type { CycleName } from "../queues.ts";
import type { Database, Transaction } from "./client.server.ts";

export type CycleState = {
  cursor: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  looked: number;
  detail: unknown;
};

/** How often each cycle comes round, in minutes of the world's clock. "day" turns at the shop's midnight instead. */
export const periods: Record<Exclude<CycleName, "day">, number> = {
  recent: 1,
  backorders: 60,
  transfers: 10,
  drafts: 60,
  nightly: 24 * 60,
};

export async function cycleOf(
  db: Database | Transaction,
  shop: string,
  name: CycleName,
): Promise<CycleState> {
  const row = await db.cycle.findUnique({ where: { shop_name: { shop, name } } });
  return row ?? { cursor: null, startedAt: null, finishedAt: null, looked: 0, detail: null };
}

/** Claims a cycle that is due: of several processes one gets true. */
export async function startCycle(
  db: Database,
  shop: string,
  name: CycleName,
  ifStartedBefore: Date,
  now: Date,
): Promise<boolean> {
  const count = await db.$executeRaw`
    insert into cycle (shop, name, started_at) values (${shop}, ${name}, ${now})
    on conflict (shop, name) do update set started_at = excluded.started_at
    where cycle.started_at is null or cycle.started_at < ${ifStartedBefore}`;
  return count > 0;
}

export async function noteCycle(
  db: Database | Transaction,
  shop: string,
  name: CycleName,
  data: {
    startedAt?: Date;
    finishedAt?: Date;
    cursor?: string;
    looked?: number;
    surprises?: number;
    problem?: string | null;
    detail?: object;
  },
): Promise<void> {
  await db.cycle.upsert({
    where: { shop_name: { shop, name } },
    create: { shop, name, ...data },
    update: data,
  });
}

/** As if it had never been. */
export async function forgetCycle(tx: Transaction, shop: string, name: CycleName): Promise<void> {
  await tx.cycle.deleteMany({ where: { shop, name } });
}

/** A surprise is a difference that a cycle found and no webhook had told: the health of the webhook path. */
export async function countSurprises(
  db: Database | Transaction,
  shop: string,
  name: CycleName,
  surprises: number,
): Promise<void> {
  await db.cycle.updateMany({ where: { shop, name }, data: { surprises: { increment: surprises } } });
}

/**
 * Cycles that are due by the world's clock, of all shops at once. "day" is due when the day has turned at the shop or
 * at one of its places, and at the cut-off there: its cursor and its detail say how far they had come (`turnOf`).
 */
export async function dueCycles(db: Database, now: Date): Promise<{ shop: string; name: CycleName }[]> {
  return db.$queryRaw`
    select s.shop, p.name from shop s
    cross join (values ('recent', ${periods.recent}), ('backorders', ${periods.backorders}),
      ('transfers', ${periods.transfers}), ('drafts', ${periods.drafts}),
      ('nightly', ${periods.nightly})) as p(name, minutes)
    left join cycle c on c.shop = s.shop and c.name = p.name
    where s.installed and s.imported_at is not null
      and coalesce(c.started_at, s.imported_at) < ${now}::timestamptz - make_interval(mins => p.minutes::int)
      and (p.name <> 'transfers' or s.scopes ~ '\\mread_inventory_transfers\\M')
      and (p.name <> 'drafts' or s.scopes ~ '\\m(read|write)_draft_orders\\M')
    union all
    select distinct place.shop, 'day' from (
      select s.shop, s.time_zone, s.cut_off, c.cursor as turned from shop s
      left join cycle c on c.shop = s.shop and c.name = 'day'
      where s.installed and s.imported_at is not null
      union all
      select s.shop, l.time_zone, s.cut_off, c.detail ->> l.time_zone from shop s
      join location l on l.shop = s.shop and l.time_zone is not null
      left join cycle c on c.shop = s.shop and c.name = 'day'
      where s.installed and s.imported_at is not null
    ) place, lateral (select ${now}::timestamptz at time zone place.time_zone as wall) clock
    where coalesce(place.turned, '') < to_char(wall, 'YYYY-MM-DD')
      || case when to_char(wall, 'HH24:MI') >= place.cut_off then ' ' || place.cut_off else '' end
    limit 5000`;
}

/** First imports and checks whose job was lost with its process: started, not finished, and silent for a while. */
export async function stuckNightly(db: Database, silentSince: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop: string }[]>`
    select c.shop from cycle c join shop s on s.shop = c.shop
    where c.name = 'nightly' and s.installed and c.started_at < ${silentSince}
      and (c.finished_at is null or c.finished_at < c.started_at)`;
  return rows.map((r) => r.shop);
}
