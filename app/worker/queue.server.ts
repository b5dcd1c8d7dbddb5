import { fromPrisma, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Transaction } from "../database/client.server.ts";
import { atTheEnd } from "../database/last-acts.server.ts";
import { keyOf, queues, waitOf, type Job, type QueueName } from "../queues.ts";
import { makeAlarm } from "./alarm.ts";

export type Queue = {
  nudge(jobs: Job[], tx?: Transaction): Promise<void>;
  work(handlers: { [Q in QueueName]: (job: Extract<Job, { queue: Q }>) => Promise<void> }): Promise<void>;
  ready(): boolean;
  close(): Promise<void>;
};

/** A job that was not done and wants another try at a given time, without counting as failed. */
export class Later extends Error {
  override name = "Later";
  readonly seconds: number;
  constructor(seconds: number, options?: ErrorOptions) {
    super(`later, in ${seconds} s`, options);
    this.seconds = seconds;
  }
}

/** PostgreSQL has room for some thousand locks: a transaction that nudges more keys than this locks its shop. */
const manyKeys = 50;

/**
 * pg-boss, with jobs that coalesce by key while they wait ("short") and that any worker takes over when a process
 * died: no heartbeat for ten seconds and the job is given back.
 */
export async function openQueue(connectionString: string, log: Logger): Promise<Queue> {
  const boss = new PgBoss({
    connectionString,
    max: 8,
    application_name: "shipsby-queue",
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    schedule: false,
  });
  let started = false;
  boss.on("error", (error) => log.error({ err: error }, "queue"));
  await boss.start();
  for (const [name, { retryLimit, retryDelay }] of Object.entries(queues)) {
    await boss.createQueue(name, {
      policy: "short",
      notify: true,
      retryLimit,
      retryDelay,
      retryBackoff: true,
      retryDelayMax: 60,
      expireInSeconds: 3600,
      heartbeatSeconds: 10,
      deleteAfterSeconds: 3600,
    });
    // With a cold cache pg-boss would look the queue up on its own connection in the middle of our transaction.
    await boss.getQueue(name);
  }
  started = true;
  const workers = new Map<QueueName, string[]>();
  // pg-boss announces only jobs that may start at once; the others it would find by polling.
  const alarm = makeAlarm((name: QueueName) => workers.get(name)?.forEach((id) => boss.notifyWorker(id)));

  const nudge = async (jobs: Job[], tx?: Transaction) => {
    if (tx) await atTheEnd(tx, "jobs", jobs, (all) => insert(all, tx));
    else await insert(jobs);
  };

  const insert = async (jobs: Job[], tx?: Transaction) => {
    // Always in one order: two transactions that nudge the same keys wait for each other, never in a circle.
    const sorted = jobs.map((job) => ({ job, key: keyOf(job) })).sort((a, b) => compare(a.key, b.key));
    if (tx) await announce(tx, jobs);
    for (const name of [...new Set(jobs.map((job) => job.queue))].sort()) {
      const rows = sorted
        .filter(({ job }) => job.queue === name)
        .map(({ job, key }) => ({
          data: job,
          singletonKey: key,
          group: { id: job.shop },
          ...(waitOf(job) > 0 && { startAfter: `${waitOf(job)} milliseconds` }),
        }));
      await boss.insert(name, rows, tx ? { db: fromPrisma(tx) } : {});
      for (const { job } of sorted) if (job.queue === name && waitOf(job) > 0) alarm.set(name, waitOf(job));
    }
  };

  /**
   * A nudge inside a transaction may find that its job waits already, and add nothing; if that job started now it
   * would not see what the transaction is about to commit, and nobody would ever look again. So whoever nudges says
   * so with shared locks until the commit, and a job that starts waits for those who said so before.
   */
  async function announce(tx: Transaction, jobs: Job[]): Promise<void> {
    if (jobs.length === 0) return;
    const shops = jobs.length > manyKeys;
    const places = jobs.map((job) => JSON.stringify([`nudge ${job.queue}`, shops ? job.shop : keyOf(job)]));
    await tx.$executeRaw`
      select pg_advisory_xact_lock_shared(hashtext(p::json->>0), hashtext(p::json->>1))
      from unnest(${[...new Set(places)].sort()}::text[]) as p`;
  }

  async function waitForThoseWhoNudge(name: QueueName, job: Job): Promise<void> {
    await boss
      .getDb()
      .executeSql(
        "select pg_advisory_xact_lock(hashtext($1), hashtext($2)), pg_advisory_xact_lock(hashtext($1), hashtext($3))",
        [`nudge ${name}`, job.shop, keyOf(job)],
      );
  }

  async function attempt(
    name: QueueName,
    job: Job,
    handle: (job: Job) => Promise<void>,
  ): Promise<"completed" | "failed"> {
    try {
      await waitForThoseWhoNudge(name, job);
      await handle(job);
      return "completed";
    } catch (error) {
      if (!(error instanceof Later)) {
        log.warn({ err: error, job }, "job failed");
        return "failed";
      }
      const startAfter = Math.ceil(error.seconds);
      await boss.send(name, job, { singletonKey: keyOf(job), group: { id: job.shop }, startAfter });
      alarm.set(name, startAfter * 1000);
      return "completed";
    }
  }

  return {
    nudge,
    async work(handlers) {
      for (const [name, { workers: count, batch, perShop }] of Object.entries(queues) as [
        QueueName,
        (typeof queues)[QueueName],
      ][]) {
        const handle = handlers[name] as (job: Job) => Promise<void>;
        const options = {
          batchSize: batch,
          groupConcurrency: perShop,
          pollingIntervalSeconds: 0.5,
          notifyPollingIntervalSeconds: 2,
          // Without it a backlog drains one batch per poll only.
          burstWhenBatchFull: true,
          perJobResults: true as const,
        };
        const work = async (jobs: { id: string; data: Job }[]) => {
          const done = await Promise.all(
            jobs.map(async ({ id, data }) => ({ id, status: await attempt(name, data, handle) })),
          );
          // A batch of one is never "full": the shop's next job would wait for the next poll.
          if (batch === 1) alarm.set(name, 0);
          return done;
        };
        // One by one and not by `localConcurrency`, which tells the id of the first only.
        const ids: string[] = [];
        for (let n = 0; n < count; n++) ids.push(await boss.work<Job>(name, options, work));
        workers.set(name, ids);
      }
    },
    ready: () => started,
    async close() {
      started = false;
      alarm.clear();
      await boss.stop({ graceful: true, timeout: 20_000 });
    },
  };
}

/** Of one key the first stays first: it is the one that is kept. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
