import { dueCycles } from "#app/database/cycles.server.ts";
import { settleSeconds } from "#app/domain/drift.ts";
import type { TestWorld } from "#test/world.ts";
import type { Crew } from "./crew.ts";

/** Resolves when nothing waits, or after some seconds: who was killed leaves work that nobody has for longer. */
export async function untilCaughtUp(world: TestWorld): Promise<void> {
  for (const until = Date.now() + 6000; Date.now() < until; await pause(50)) {
    const { inbox, jobs } = await lookAround(world);
    if (inbox + jobs + world.shopify.webhooks.counts().pending === 0) return;
  }
}

type Busy = {
  inbox: number;
  jobs: number;
  effects: number;
  unsettled: number;
  cycles: number;
  turned: number;
};

/** Far longer than a job whose worker died takes to be given to another one, also on a busy machine. */
export const patienceMs = 400_000;
const lookEveryMs = 150;
/** The processes look at the clock four times a second. */
const clockMs = 400;

/** Resolves when nothing is under way any more: deliveries, inbox, jobs, effects, cycles. */
export async function untilQuiet(world: TestWorld, crew: Crew): Promise<void> {
  const { clock, webhooks } = world.shopify;
  const until = Date.now() + patienceMs;
  for (let calm = 0; calm < 3;) {
    await world.shopify.idle();
    await pause(lookEveryMs);
    const busy = await lookAround(world);
    const total = Object.values(busy).reduce((a, b) => a + b, 0);
    const waiting = webhooks.counts().pending;
    calm = total + waiting === 0 ? calm + 1 : 0;
    if (Date.now() > until)
      throw new Error(
        `The app does not come to rest: ${JSON.stringify({ ...busy, waiting, jobs: await jobsOf(world) })}\n${crew.words()}`,
      );
    // Nobody is at work: what is left waits for time to pass. The database's clock cannot be moved, its jobs can.
    await world.app.db
      .$executeRaw`update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now() + interval '3 seconds'`;
    if (calm > 0 || busy.jobs > 0) continue;
    if (waiting > 0) clock.advance(2 * 3_600_000);
    else if (busy.unsettled > 0) clock.advance((settleSeconds + 1) * 1000);
    else if (busy.effects + busy.cycles > 0) clock.advance(20_000);
    else continue;
    await pause(clockMs);
  }
}

async function lookAround(world: TestWorld): Promise<Busy> {
  const [row] = await world.app.db.$queryRaw<Omit<Busy, "turned">[]>`
    select (select count(*)::int from inbox where state = 'waiting') as inbox,
      (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')) as jobs,
      (select count(*)::int from effect where done_version < version and attempts < 3) as effects,
      (select count(*)::int from drift d join shop s using (shop) where s.installed and not d.settled) as unsettled,
      (select count(*)::int from shop s left join cycle c on c.shop = s.shop and c.name = 'nightly'
        where s.installed and (s.imported_at is null or c.finished_at is null or c.finished_at < c.started_at)) as cycles`;
  return { ...row!, turned: await daysTurned(world) };
}

/** Shops where midnight has passed and nobody has counted anew yet. */
export async function daysTurned({ app, shopify }: TestWorld): Promise<number> {
  return (await dueCycles(app.db, shopify.clock.now())).filter((due) => due.name === "day").length;
}

/** Grows with whatever anybody sets about. */
export async function jobsSoFar({ app }: TestWorld): Promise<string> {
  const [row] = await app.db.$queryRaw<{ newest: string | null }[]>`
    select max(greatest(created_on, started_on, completed_on))::text as newest from pgboss.job`;
  return row?.newest ?? "";
}

const jobsOf = ({ app }: TestWorld) =>
  app.db.$queryRaw`select name, state::text, singleton_key as key, retry_count as retries from pgboss.job
    where state in ('created', 'retry', 'active') limit 20`;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
