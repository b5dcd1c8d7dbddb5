import type { AlertBecause } from "../../domain/alert-because.ts";
import type { Id, State } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { keptUnits } from "../kept-back.server.ts";
import { containing, turnPage, writePlace, type Turn } from "./keyset.server.ts";

export type AlertView = "waiting" | "back" | "paused" | "all";
export type AlertsAsked = { view: AlertView; search: string; turn: Turn };

/** One variant that somebody waits or waited for. */
export type AlertRow = {
  /** Variant and place. */
  id: string;
  variantId: Id;
  productId: Id;
  place: string | null;
  title: string;
  variantTitle: string;
  sku: string | null;
  state: State | null;
  waiting: number;
  unconfirmed: number;
  oldest: string | null;
  /** Units that readers can be told of, 0 or more: free after what is owed, or kept for them. */
  free: number;
  /** So many are to be kept for it from those who wait. */
  kept: number;
  owed: number;
  /** What those who wait would pay at today's price. */
  value: number;
  paused: boolean;
  lookAt: string | null;
  because: AlertBecause | null;
  lastWave: { at: string; told: number; size: number } | null;
};

export type AlertsPage = {
  rows: AlertRow[];
  counts: Record<AlertView, number>;
  sums: { rows: number; waiting: number; value: number };
  first: number;
  last: number;
  newer: string | null;
  older: string | null;
  any: boolean;
};

const views: Record<AlertView, Prisma.Sql> = {
  waiting: Prisma.sql`waiting > 0`,
  back: Prisma.sql`waiting > 0 and free > 0 and state in ('in_stock', 'backorder')`,
  paused: Prisma.sql`paused`,
  all: Prisma.sql`true`,
};

/** Two queries: the rows, and what all views count. */
export async function alertsPage(db: Database, shop: string, asked: AlertsAsked): Promise<AlertsPage> {
  const found = lists(shop, asked.search);
  const view = views[asked.view];
  const rows = await db.$queryRaw<(AlertRow & { n: number; k1: number; k2: string })[]>(
    turnPage(
      Prisma.sql`
        select id, variant_id as "variantId", product_id as "productId", place_name as place, title,
          variant_title as "variantTitle", sku, state, waiting, unconfirmed, oldest, free, kept, owed, value, paused,
          look_at as "lookAt", because, last_wave as "lastWave", (-waiting)::float8 as k1, lower(title) as k2
        from (${found}) l where ${view}`,
      asked.turn,
    ),
  );
  if (rows.length === 0 && asked.turn) return alertsPage(db, shop, { ...asked, turn: null });
  const counted = await db.$queryRaw<(Record<AlertView, number> & { people: number; worth: number })[]>`
    select count(*)::int as "all", count(*) filter (where ${views.waiting})::int as waiting,
      count(*) filter (where ${views.back})::int as back, count(*) filter (where ${views.paused})::int as paused,
      coalesce(sum(waiting) filter (where ${view}), 0)::int as people,
      coalesce(sum(value) filter (where ${view}), 0)::float8 as worth
    from (${found}) l`;
  const { people, worth, ...counts } = counted[0]!;
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map(({ n: _n, k1: _k1, k2: _k2, ...row }) => row),
    counts,
    sums: { rows: counts[asked.view], waiting: people, value: worth },
    first: first?.n ?? 0,
    last: last?.n ?? 0,
    newer: first && first.n > 1 ? writePlace(first) : null,
    older: last && last.n < counts[asked.view] ? writePlace(last) : null,
    any: counts.all > 0 || asked.search !== "",
  };
}

/** The list of one variant, and whether there is one. */
export async function alertRow(
  db: Database,
  shop: string,
  variantId: Id,
  place: string,
): Promise<AlertRow | null> {
  const [row] = await db.$queryRaw<AlertRow[]>`
    select id, variant_id as "variantId", product_id as "productId", place_name as place, title,
      variant_title as "variantTitle", sku, state, waiting, unconfirmed, oldest, free, kept, owed, value, paused,
      look_at as "lookAt", because, last_wave as "lastWave"
    from (${lists(shop, "")}) l where variant_id = ${variantId} and place = ${place}`;
  return row ?? null;
}

/** The variant that most people wait for, else any: a message is previewed with it. */
export async function mostWanted(db: Database, shop: string): Promise<Id> {
  const [row] = await db.$queryRaw<{ id: Id }[]>`
    select v.variant_id as id from variant v
    left join subscription s on s.shop = v.shop and s.variant_id = v.variant_id and s.state = 'waiting'
    where v.shop = ${shop} and not v.gone
    group by v.variant_id order by count(s.*) desc, v.variant_id limit 1`;
  return row?.id ?? "0";
}

/** As a subselect. What a list is worth is what each would pay for one unit. */
function lists(shop: string, search: string): Prisma.Sql {
  const like = containing(search);
  const narrowed =
    search === ""
      ? Prisma.empty
      : Prisma.sql`and (p.title ilike ${like} or v.title ilike ${like} or v.sku ilike ${like})`;
  const time = (column: Prisma.Sql) =>
    Prisma.sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return Prisma.sql`
    select w.variant_id || ':' || w.place as id, w.variant_id, w.place, c.name as place_name, v.product_id, p.title,
      case when v.title = 'Default Title' then '' else v.title end as variant_title, v.sku, a.state,
      coalesce(s.waiting, 0) as waiting, coalesce(s.unconfirmed, 0) as unconfirmed, ${time(Prisma.sql`s.oldest`)} as oldest,
      greatest(case when a.state = 'backorder' then case when w.place = '' then k.readers else k.readers_here end
        when w.place = '' then coalesce(a.free, 0) - k.floor else coalesce(l.available, 0) - k.floor_here end, 0) as free,
      case when w.place = '' then k.asked else k.asked_here end as kept,
      coalesce(a.owed, 0) as owed, (coalesce(s.waiting, 0) * v.price)::float8 as value, w.paused,
      ${time(Prisma.sql`w.look_at`)} as look_at, w.because, x.last_wave
    from restock_watch w
    join variant v on v.shop = w.shop and v.variant_id = w.variant_id
    join product p on p.shop = v.shop and p.product_id = v.product_id
    left join availability a on a.shop = w.shop and a.variant_id = w.variant_id
    left join location c on c.shop = w.shop and c.location_id = w.place
    left join stock_level l on l.shop = w.shop and l.item_id = v.item_id and l.location_id = w.place and l.active
    left join lateral (${keptUnits(shop, Prisma.sql`v.item_id`, Prisma.sql`w.place`)}) k on true
    left join (
      select variant_id, place, count(*) filter (where state = 'waiting')::int as waiting,
        count(*) filter (where state = 'pending')::int as unconfirmed, min(asked_at) filter (where state = 'waiting') as oldest
      from subscription where shop = ${shop} group by variant_id, place
    ) s on s.variant_id = w.variant_id and s.place = w.place
    left join lateral (
      select jsonb_build_object('at', ${time(Prisma.sql`wave.at`)}, 'size', wave.size, 'told', (
        select count(*) from notice n where n.shop = ${shop} and n.variant_id = w.variant_id and n.place = w.place
          and n.kind = 'restock' and n.turn = wave.epoch and n.wave = wave.number and n.state in ('sent', 'unknown')
      )) as last_wave
      from wave where wave.shop = ${shop} and wave.variant_id = w.variant_id and wave.place = w.place
      order by wave.at desc limit 1
    ) x on true
    where w.shop = ${shop} ${narrowed}`;
}
