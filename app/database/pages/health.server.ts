import type { Database } from "../client.server.ts";
import { toWritten, type Written } from "./written.server.ts";

export type HealthPage = {
  cycles: CycleShown[];
  setAside: { topic: string; webhookId: string; receivedAt: string; attempts: number; problem: string }[];
  setAsideCount: number;
  waiting: number;
  failed: (Written & { name: string | null })[];
  failedCount: number;
  tokenProblem: string | null;
  differences: Difference[];
};

/** Shopify has `committed` units for orders where the orders that can be read need `outstanding`. */
export type Difference = {
  productId: string | null;
  title: string;
  location: string;
  locationId: string;
  committed: number;
  outstanding: number;
  since: string;
};

export type CycleShown = {
  name: string;
  startedAt: string | null;
  finishedAt: string | null;
  running: boolean;
  looked: number;
  surprises: number;
  problem: string | null;
};

/** How many refused webhooks and failed effects are listed; the counts are of all. */
export const listedFaults = 25;

/** Six queries. */
export async function healthPage(db: Database, shop: string): Promise<HealthPage> {
  const [cycles, setAside, failed, session, differences, [counts]] = await Promise.all([
    db.cycle.findMany({ where: { shop }, orderBy: { name: "asc" } }),
    db.inbox.findMany({
      where: { shop, state: "set_aside" },
      orderBy: { seq: "asc" },
      take: listedFaults,
      select: { topic: true, webhookId: true, receivedAt: true, attempts: true, problem: true },
    }),
    db.$queryRaw<(Parameters<typeof toWritten>[0] & { name: string | null })[]>`
      select e.kind, e.target, e.version, e.done_version as "doneVersion", e.attempts, e.problem,
        e.recorded_at as "recordedAt", e.performed_at as "performedAt", coalesce(o.name, p.title) as name
      from effect e
      left join sales_order o on o.shop = e.shop and o.order_id = e.target and e.kind <> 'publish_availability'
      left join product p on p.shop = e.shop and p.product_id = e.target and e.kind = 'publish_availability'
      where e.shop = ${shop} and e.version > e.done_version and e.problem is not null
      order by e.recorded_at limit ${listedFaults}`,
    db.session.findFirst({
      where: { shop, isOnline: false, problem: { not: null } },
      select: { problem: true },
    }),
    db.$queryRaw<(Omit<Difference, "since"> & { since: Date })[]>`
      select v.product_id as "productId", coalesce(v.title, 'Deleted item') as title, d.location_id as "locationId",
        coalesce(l.name, 'an unknown location') as location, d.committed, d.outstanding, d.since
      from drift d
      left join location l on l.shop = d.shop and l.location_id = d.location_id
      left join lateral (
        select v.product_id, p.title || ', ' || v.title as title
        from variant v join product p on p.shop = v.shop and p.product_id = v.product_id
        where v.shop = d.shop and v.item_id = d.item_id order by v.gone, v.variant_id limit 1
      ) v on true
      where d.shop = ${shop} and d.settled order by d.since, d.item_id, d.location_id limit ${listedFaults}`,
    db.$queryRaw<{ setAside: number; waiting: number; failed: number }[]>`
      select (select count(*)::int from inbox where shop = ${shop} and state = 'set_aside') as "setAside",
        (select count(*)::int from inbox where shop = ${shop} and state = 'waiting') as waiting,
        (select count(*)::int from effect where shop = ${shop} and version > done_version and problem is not null)
          as failed`,
  ]);
  return {
    cycles: cycles.map((c) => ({
      name: c.name,
      startedAt: c.startedAt?.toISOString() ?? null,
      finishedAt: c.finishedAt?.toISOString() ?? null,
      running: c.startedAt !== null && (c.finishedAt === null || c.finishedAt < c.startedAt),
      looked: c.looked,
      surprises: c.surprises,
      problem: c.problem,
    })),
    setAside: setAside.map((w) => ({
      ...w,
      receivedAt: w.receivedAt.toISOString(),
      problem: w.problem ?? "No reason was recorded.",
    })),
    setAsideCount: counts?.setAside ?? 0,
    waiting: counts?.waiting ?? 0,
    failed: failed.map((row) => ({ ...toWritten(row), name: row.name })),
    failedCount: counts?.failed ?? 0,
    tokenProblem: session?.problem ?? null,
    differences: differences.map((d) => ({ ...d, since: d.since.toISOString() })),
  };
}
