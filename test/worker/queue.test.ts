import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Job, QueueName } from "#app/queues.ts";
import { Later, openQueue, type Queue } from "#app/worker/queue.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";

const log = pino({ level: "silent" });
const shop = "a.myshopify.com";
const recount = (itemId: string, of = shop): Job => ({ queue: "recount", shop: of, itemId });

let database: TestDatabase;
let queue: Queue;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  queue = await openQueue(database.url, log);
});
afterEach(async () => {
  await queue.close();
  await database.db.$executeRaw`delete from pgboss.job`;
});

type Handlers = Parameters<Queue["work"]>[0];
/** Handlers that do nothing, but for those given. */
function working(some: Partial<Record<QueueName, (job: Job) => Promise<void>>>): Handlers {
  const nothing = async () => {};
  return {
    inbox: nothing,
    read: nothing,
    recount: nothing,
    perform: nothing,
    reconcile: nothing,
    ...some,
  } as Handlers;
}

function signal(): { reached: Promise<void>; reach: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { reached: promise, reach: () => resolve() };
}

async function jobs(...states: string[]): Promise<number> {
  const [row] = await database.db.$queryRaw<
    { n: number }[]
  >`select count(*)::int as n from pgboss.job where state::text = any(${states})`;
  return row!.n;
}
const waiting = () => jobs("created", "retry");
const atRest = () => expect.poll(() => jobs("created", "retry", "active"), { timeout: 15_000 }).toBe(0);

test("jobs of one key that wait are one job; of two keys, two", async () => {
  await queue.nudge([recount("1"), recount("1"), recount("2")]);
  await queue.nudge([recount("1")]);
  expect(await waiting()).toBe(2);
});

test("a nudge of a transaction that was rolled back never was", async () => {
  await expect(
    database.db.$transaction(async (tx) => {
      await queue.nudge([recount("1")], tx);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await waiting()).toBe(0);
});

test("a change that is committed while the job it nudged is being fetched is seen by that job or the next", async () => {
  const itemId = "1";
  const facts = () => database.db.item.count({ where: { shop, itemId } });
  await database.db.item.deleteMany();
  await queue.nudge([recount(itemId)]);
  const seen: number[] = [];
  const firstSaw = signal();
  const nudged = signal();
  const committed = signal();

  const changing = database.db.$transaction(async (tx) => {
    await tx.item.create({ data: { shop, itemId, tracked: true } });
    // The job that waits already will do: nothing is added.
    await queue.nudge([recount(itemId)], tx);
    nudged.reach();
    await committed.reached;
  });
  await nudged.reached;
  await queue.work(
    working({
      recount: async () => {
        seen.push(await facts());
        firstSaw.reach();
      },
    }),
  );
  // Either the job starts before the commit and there is another one, or it waits for the commit.
  await Promise.race([firstSaw.reached, new Promise((resolve) => setTimeout(resolve, 1000))]);
  committed.reach();
  await changing;
  await firstSaw.reached;
  await atRest();
  expect(seen.at(-1)).toBe(1);
});

test("a job nudged while it runs runs once more", async () => {
  let runs = 0;
  const started = signal();
  const goOn = signal();
  await queue.work(
    working({
      recount: async () => {
        if (++runs > 1) return;
        started.reach();
        await goOn.reached;
      },
    }),
  );
  await queue.nudge([recount("1")]);
  await started.reached;
  await queue.nudge([recount("1")]);
  goOn.reach();
  await atRest();
  expect(runs).toBe(2);
});

test("a job that fails is tried again; what it threw is its own", async () => {
  let runs = 0;
  const others = new Set<string>();
  await queue.work(
    working({
      recount: async (job) => {
        const { itemId } = job as Extract<Job, { queue: "recount" }>;
        if (itemId !== "1") return void others.add(itemId);
        if (++runs < 2) throw new Error("not yet");
      },
    }),
  );
  await queue.nudge(["1", "2", "3", "4"].map((id) => recount(id)));
  await atRest();
  expect(others).toEqual(new Set(["2", "3", "4"]));
  await expect.poll(() => runs, { timeout: 10_000 }).toBe(2);
});

test("a job that says later is put off without holding a worker, and is not counted as failed", async () => {
  let runs = 0;
  await queue.work(
    working({
      read: async () => {
        if (++runs === 1) throw new Later(1);
      },
    }),
  );
  await queue.nudge([{ queue: "read", shop, what: "item", id: "1" }]);
  await expect.poll(() => runs, { timeout: 10_000 }).toBe(2);
  await expect
    .poll(
      () =>
        database.db
          .$queryRaw`select count(*)::int as failed from pgboss.job where retry_count > 0 or state = 'failed'`,
    )
    .toEqual([{ failed: 0 }]);
});

test("a shop with a thousand jobs leaves room for the others", async () => {
  const order: string[] = [];
  await queue.nudge(Array.from({ length: 1000 }, (_, i) => recount(String(i), "big.myshopify.com")));
  await queue.nudge([recount("1", "small.myshopify.com")]);
  const done = signal();
  await queue.work(
    working({
      recount: async (job) => {
        order.push(job.shop);
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (job.shop === "small.myshopify.com") done.reach();
      },
    }),
  );
  await done.reached;
  expect(order.length).toBeLessThan(100);
});

test("two processes that nudge the same keys in different order do not stop each other", async () => {
  const other = await openQueue(database.url, log);
  try {
    const keys = Array.from({ length: 20 }, (_, i) => String(i));
    const nudging = (of: Queue, ids: string[]) =>
      database.db.$transaction((tx) =>
        of.nudge(
          ids.map((id) => recount(id)),
          tx,
        ),
      );
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => nudging(i % 2 ? queue : other, i % 2 ? keys : [...keys].reverse())),
    );
    expect(await waiting()).toBe(20);
  } finally {
    await other.close();
  }
});

test("what a process held when it died is done by another one", async () => {
  const done = signal();
  await queue.nudge([recount("1")]);
  // As a worker leaves it that was killed: fetched, and silent since.
  await database.db
    .$executeRaw`update pgboss.job set state = 'active', started_on = now() - interval '1 minute', heartbeat_on = now() - interval '1 minute'`;
  await queue.work(working({ recount: async () => done.reach() }));
  await done.reached;
}, 40_000);
