import { addDays } from "../../domain/days.ts";
import type { Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { brakeCounts } from "../policies.server.ts";
import { waitForRelease } from "../arrival-groups.server.ts";
import { movedDeliveries, type MovedDelivery } from "./moves.server.ts";
import { itemDebts, owedLines } from "./owed-lines.server.ts";
import { productStandings } from "./product-standings.server.ts";
import { proposalsWaiting } from "./proposals.server.ts";

/** "Needs you today" and the numbers below it. Every count is the length of the list it links to. */
export type HomePage = {
  owed: { units: number; orders: number; value: number };
  late: { rows: number; units: number; orders: number; value: number; since: Day | null };
  noDate: { rows: number; units: number; value: number };
  productsWithoutDate: { products: number; units: number; value: number };
  overdueDeliveries: { deliveries: number; since: Day | null; lateUnits: number };
  refused: { webhooks: number; effects: number; differences: number; since: string | null };
  /** Alerts of the last two weeks that may not have arrived, and could be sent again. */
  unsure: number;
  /** Variants sold further than their brake allows, or changed by hand after it. */
  brake: { oversold: number; units: number; byHand: number };
  /** Units that are here and on hold until a person releases them. */
  arrivals: { open: number; units: number; since: string | null };
  /** What suppliers said by link and nobody has answered. */
  said: { open: number; since: string | null };
  /** Promises that ended in the last 90 days, judged by the first date. */
  promises: { kept: number; of: number };
  /** Days that moved by themselves, on which the merchant has not decided. */
  moves: MovedDelivery[];
  coming: ComingDelivery[];
  /** The next delivery after those 14 days; null when one is within them or none is dated. */
  next: ComingDelivery | null;
  /** The last check that finished. The first import is none: everything it finds is new. */
  check: { finishedAt: string | null; surprises: number; problem: string | null; running: boolean };
  /** Orders looked at so far while the first import runs. */
  read: number;
};

export type ComingDelivery = {
  deliveryId: Id;
  reference: string;
  productId: Id | null;
  title: string;
  expectedOn: Day;
  units: number;
  owed: number;
};

/** How far "Coming in 14 days" looks. */
const horizon = 14;

/** Nine queries. */
export async function homePage(db: Database, shop: string, today: Day): Promise<HomePage> {
  const [debts, { unsure, arrivals, ...refused }, promises, coming, said, moves, cycles] = await Promise.all([
    debtSums(db, shop, today),
    refusals(db, shop, today),
    promisesEnded(db, shop, today),
    comingDeliveries(db, shop, today),
    proposalsWaiting(db, shop),
    movedDeliveries(db, shop),
    db.cycle.findMany({ where: { shop } }),
  ]);
  const until = addDays(today, horizon);
  const soon = coming.filter((d) => d.expectedOn <= until);
  const checks = cycles.filter((c) => c.name !== "day" && c.finishedAt !== null);
  const latest = checks.sort((a, b) => b.finishedAt!.getTime() - a.finishedAt!.getTime())[0];
  const running = cycles.filter(
    (c) => c.startedAt !== null && (c.finishedAt === null || c.finishedAt < c.startedAt),
  );
  return {
    ...debts,
    refused,
    unsure,
    arrivals,
    brake: await brakeCounts(db, shop),
    said,
    promises,
    moves,
    coming: soon,
    next: soon.length === 0 ? (coming[0] ?? null) : null,
    check: {
      finishedAt: latest?.finishedAt?.toISOString() ?? null,
      surprises: latest?.surprises ?? 0,
      problem: latest?.problem ?? null,
      running: running.length > 0,
    },
    read: Math.max(0, ...cycles.filter((c) => c.name !== "day").map((c) => c.looked)),
  };
}

type Debts = Pick<HomePage, "owed" | "late" | "noDate" | "productsWithoutDate" | "overdueDeliveries">;

/** What is owed, summed by item, and everything else from these sums. */
async function debtSums(db: Database, shop: string, today: Day): Promise<Debts> {
  type Row = Omit<Debts["owed"], "orders"> & {
    lateRows: number;
    lateUnits: number;
    lateValue: number;
    lateSince: Day | null;
    noDateRows: number;
    noDateUnits: number;
    noDateValue: number;
    products: number;
    undated: number;
    undatedValue: number;
    overdue: number;
    overdueSince: Day | null;
    overdueUnits: number;
  };
  const sums = db.$queryRaw<Row[]>`
    with debt as materialized (${itemDebts(shop, today)})
    select * from (
      select coalesce(sum(owed), 0)::int as units, coalesce(sum(value), 0)::float8 as value,
        coalesce(sum(late_rows), 0)::int as "lateRows", coalesce(sum(late), 0)::int as "lateUnits",
        coalesce(sum(late_value), 0)::float8 as "lateValue", to_char(min(late_since), 'YYYY-MM-DD') as "lateSince",
        coalesce(sum(undated_rows), 0)::int as "noDateRows", coalesce(sum(undated), 0)::int as "noDateUnits",
        coalesce(sum(undated_value), 0)::float8 as "noDateValue"
      from debt
    ) s, (
      select count(*) filter (where needs_date)::int as products,
        coalesce(sum(undated) filter (where needs_date), 0)::int as undated,
        coalesce(sum(undated_value) filter (where needs_date), 0)::float8 as "undatedValue",
        (select count(*)::int from delivery d where d.shop = ${shop} and d.status = 'coming' and d.confirmed
          and d.expected_on < ${today}::date) as overdue,
        coalesce(sum(late) filter (where overdue > 0), 0)::int as "overdueUnits",
        to_char(min(overdue_since), 'YYYY-MM-DD') as "overdueSince"
      from (${productStandings(shop, today, Prisma.sql`debt`)}) p
    ) p`;
  // An order can be owed several items: orders are no sum of items.
  const orders = db.$queryRaw<{ all: number; late: number }[]>`
    select (select count(distinct order_id)::int from owed_line where shop = ${shop}) as all,
      (select count(distinct order_id)::int from (${owedLines(shop, today)}) l where status = 'late') as late`;
  const [[row], [of]] = await Promise.all([sums, orders]);
  const d = row!;
  return {
    owed: { units: d.units, orders: of!.all, value: d.value },
    late: {
      rows: d.lateRows,
      units: d.lateUnits,
      orders: of!.late,
      value: d.lateValue,
      since: d.lateSince,
    },
    noDate: { rows: d.noDateRows, units: d.noDateUnits, value: d.noDateValue },
    productsWithoutDate: { products: d.products, units: d.undated, value: d.undatedValue },
    overdueDeliveries: { deliveries: d.overdue, since: d.overdueSince, lateUnits: d.overdueUnits },
  };
}

async function refusals(
  db: Database,
  shop: string,
  today: Day,
): Promise<HomePage["refused"] & Pick<HomePage, "unsure" | "arrivals">> {
  type Row = Omit<HomePage["refused"], "since"> & {
    unsure: number;
    since: Date | null;
    open: number;
    units: number;
    arrived: Date | null;
  };
  const [row] = await db.$queryRaw<Row[]>`
    select i.webhooks, e.effects, d.differences, n.unsure, least(i.since, e.since) as since, a.open, a.units, a.arrived
    from (select count(*)::int as webhooks, min(received_at) as since from inbox
      where shop = ${shop} and state = 'set_aside') i,
      (select count(*)::int as effects, min(recorded_at) as since from effect
      where shop = ${shop} and version > done_version and problem is not null) e,
      (select count(*)::int as differences from drift where shop = ${shop} and settled) d,
      (select count(*)::int as unsure from notice n
      join subscription s on s.shop = n.shop and s.subscription_id = n.subscription_id
      where n.shop = ${shop} and n.state = 'unknown' and n.kind = 'restock' and n.settled_at >= ${today}::date - 14
        and s.state in ('told', 'waiting') and s.sealed <> '') n,
      (select count(*)::int as open, coalesce(sum(w.units), 0)::int as units, min(w.since) as arrived
      from (${waitForRelease(shop)}) w) a`;
  return {
    webhooks: row?.webhooks ?? 0,
    effects: row?.effects ?? 0,
    differences: row?.differences ?? 0,
    unsure: row?.unsure ?? 0,
    since: row?.since?.toISOString() ?? null,
    arrivals: {
      open: row?.open ?? 0,
      units: row?.units ?? 0,
      since: row?.arrived?.toISOString() ?? null,
    },
  };
}

async function promisesEnded(db: Database, shop: string, today: Day): Promise<HomePage["promises"]> {
  const [row] = await db.$queryRaw<HomePage["promises"][]>`
    select count(*) filter (where kept)::int as kept, count(kept)::int as of
    from promise_outcome where shop = ${shop} and shipped_on >= ${today}::date - 90`;
  return row ?? { kept: 0, of: 0 };
}

/** The next dated deliveries from today on, at most twenty. */
async function comingDeliveries(db: Database, shop: string, today: Day): Promise<ComingDelivery[]> {
  return db.$queryRaw<ComingDelivery[]>`
    select d.delivery_id as "deliveryId", d.reference, to_char(d.expected_on, 'YYYY-MM-DD') as "expectedOn",
      sum(dl.quantity - dl.received)::int as units, min(p.product_id) as "productId",
      coalesce(string_agg(distinct p.title, ', '), 'Deleted item') as title,
      coalesce((select sum(c.quantity) from cover c where c.shop = ${shop} and c.delivery_id = d.delivery_id), 0)::int
        as owed
    from delivery d
    join delivery_line dl on dl.shop = d.shop and dl.delivery_id = d.delivery_id
    left join lateral (
      select p.product_id, p.title from variant v join product p on p.shop = v.shop and p.product_id = v.product_id
      where v.shop = d.shop and v.item_id = dl.item_id order by v.gone, v.variant_id limit 1
    ) p on true
    where d.shop = ${shop} and d.status = 'coming' and d.expected_on >= ${today}::date
    group by d.delivery_id, d.reference, d.expected_on
    order by d.expected_on, d.delivery_id limit 20`;
}
