import type { TestDatabase } from "#test/setup/database.ts";
import { alternate, ratios, type Lab } from "./measure.ts";
import { webhookBodies } from "./webhook-bodies.ts";
import type { LoadOrder } from "./webhook-load.ts";
import { sendLoad, startServer, type RunningServer } from "./webhook-processes.ts";
import type { Way } from "./webhook-servers.ts";

const shop = "demo-shop.myshopify.com";
const connections = 64;

type Measured = {
  perSecond: number;
  cpuMicros: number;
  p99: number;
  walBytes: number;
  perCommit: number;
  refused: number;
};

/** Webhooks taken durably, against a bare HTTP handler that keeps nothing. */
export default async function ingest(lab: Lab): Promise<void> {
  const database = await lab.database();
  for (const size of ["trimmed", "whole"] as const) {
    const bodies = webhookBodies(size, 64, lab.random);
    const kb = `${(Buffer.byteLength(bodies[0]!) / 1000).toFixed(1)} KB`;
    const ways: Way[] = ["floor", "shipsby", "insert per webhook", "boss.send per webhook", "template"];
    const seen = await alternate(lab, ways, (way, round) =>
      measure(lab, database, way, bodies, `${size}${round}`),
    );
    const of = (way: Way, what: keyof Measured) => seen[way].map((m) => m[what]);
    const compared = (way: Way, what: keyof Measured) => ratios(of(way, what), of("floor", what));

    lab.find({
      what: `${kb}: throughput / floor`,
      unit: "x",
      values: compared("shipsby", "perSecond"),
      goal: { atLeast: size === "trimmed" ? 0.6 : 0.45 },
    });
    lab.find({
      what: `${kb}: CPU per webhook / floor`,
      unit: "x",
      values: compared("shipsby", "cpuMicros"),
      goal: { atMost: 1.6 },
    });
    lab.find({ what: `${kb}: CPU per webhook`, unit: "us", values: of("shipsby", "cpuMicros") });
    lab.find({ what: `${kb}: CPU per webhook, floor`, unit: "us", values: of("floor", "cpuMicros") });
    lab.find({ what: `${kb}: webhooks a second`, unit: "/s", values: of("shipsby", "perSecond") });
    lab.find({ what: `${kb}: webhooks a second, floor`, unit: "/s", values: of("floor", "perSecond") });
    lab.find({ what: `${kb}: p99 at saturation`, unit: "ms", values: of("shipsby", "p99") });
    lab.find({
      what: `${kb}: WAL per webhook`,
      unit: "bytes",
      values: of("shipsby", "walBytes"),
      ...(size === "trimmed" && { goal: { atMost: 1500 } }),
    });
    lab.find({
      what: `${kb}: webhooks per commit`,
      unit: "",
      values: of("shipsby", "perCommit"),
      goal: { atLeast: 10 },
    });
    lab.find({
      what: `${kb}: not answered 200`,
      unit: "",
      values: of("shipsby", "refused"),
      goal: { atMost: 0 },
      kind: "count",
    });
    const faster = (way: Way) => ratios(of("shipsby", "perSecond"), of(way, "perSecond"));
    lab.find({
      what: `${kb}: throughput / template's way, which keeps nothing`,
      unit: "x",
      values: faster("template"),
      goal: { atLeast: size === "trimmed" ? 5 : 2 },
    });
    lab.find({
      what: `${kb}: throughput / boss.send per webhook`,
      unit: "x",
      values: faster("boss.send per webhook"),
      goal: { atLeast: 4 },
    });
    lab.find({
      what: `${kb}: template's way, CPU / floor`,
      unit: "x",
      values: compared("template", "cpuMicros"),
    });
    lab.find({
      what: `${kb}: boss.send per webhook, CPU / floor`,
      unit: "x",
      values: compared("boss.send per webhook", "cpuMicros"),
    });
    lab.find({
      what: `control: ${kb}, an insert per webhook, CPU / floor`,
      unit: "x",
      values: compared("insert per webhook", "cpuMicros"),
      goal: { atMost: 1.6 },
      kind: "control",
    });
  }
  await openLoop(lab, database);
  const lost = await lostOnKill(lab, database, "shipsby");
  lab.find({
    what: "acknowledged and lost when the process is killed",
    unit: "webhooks",
    values: lost,
    goal: { atMost: 0 },
    kind: "count",
  });
  const carelessly = await lostOnKill(lab, database, "answer before the commit");
  lab.find({
    what: "control: the same, answering before the commit",
    unit: "webhooks",
    values: [Math.max(...carelessly)],
    goal: { atMost: 0 },
    kind: "control",
  });
}

async function measure(
  lab: Lab,
  database: TestDatabase,
  way: Way,
  bodies: string[],
  run: string,
): Promise<Measured> {
  await empty(database);
  const server = await startServer(way, database.url);
  const wal = () => walPosition(database);
  try {
    const before = { wal: 0n, cpu: 0, database: 0 };
    const report = await sendLoad(
      { ...orderFor(server, bodies, run), warmSeconds: 1, seconds: lab.quick ? 2 : 3 },
      async () =>
        Object.assign(before, {
          wal: await wal(),
          cpu: (await server.usage()).cpu,
          database: lab.databaseCpu() ?? 0,
        }),
    );
    const cpu = (await server.usage()).cpu - before.cpu + (lab.databaseCpu() ?? 0) - before.database;
    const { perCommit } = await inboxOf(database);
    const measured = {
      perSecond: report.answered / report.seconds,
      cpuMicros: (cpu * 1e6) / report.answered,
      p99: report.p99,
      walBytes: Number((await wal()) - before.wal) / report.answered,
      perCommit,
      refused: report.refused,
    };
    lab.note({ way, run, ...measured, p50: report.p50, worst: report.worst });
    return measured;
  } finally {
    await server.kill();
  }
}

/** A flash sale of the largest kind: 1,500 webhooks a second by the clock, whatever the answers take. */
async function openLoop(lab: Lab, database: TestDatabase): Promise<void> {
  await empty(database);
  const server = await startServer("shipsby", database.url);
  const bodies = webhookBodies("trimmed", 64, lab.random);
  const seconds = lab.quick ? 3 : 15;
  const report = await sendLoad({
    ...orderFor(server, bodies, "open"),
    connections: 256,
    warmSeconds: 1,
    seconds,
    rate: 1500,
  });
  const { rss } = await server.usage();
  await server.kill();
  lab.find({ what: "1,500 a second by the clock: p99 to the answer", unit: "ms", values: [report.p99] });
  lab.find({
    what: "1,500 a second by the clock: slowest answer",
    unit: "ms",
    values: [report.worst],
    goal: { atMost: 2500 },
  });
  lab.find({
    what: "1,500 a second by the clock: not answered 200",
    unit: "",
    values: [report.refused],
    goal: { atMost: 0 },
    kind: "count",
  });
  lab.find({
    what: "memory of the receiving process",
    unit: "MB",
    values: [rss / 1e6],
    goal: { atMost: 512 },
  });
}

/** SIGKILL in the middle of the load: what was answered 200 must be in the inbox. */
async function lostOnKill(lab: Lab, database: TestDatabase, way: Way): Promise<number[]> {
  const lost: number[] = [];
  for (let round = 0; round < Math.min(lab.rounds, 3); round++) {
    await empty(database);
    const server = await startServer(way, database.url);
    const bodies = webhookBodies("trimmed", 64, lab.random);
    const report = await sendLoad(
      { ...orderFor(server, bodies, `kill${round}`), warmSeconds: 1, seconds: 5 },
      server.kill,
    );
    const { ids } = await inboxOf(database);
    lost.push(report.acknowledged.filter((id) => !ids.has(id)).length);
  }
  return lost;
}

function orderFor(
  { port }: RunningServer,
  bodies: string[],
  run: string,
): Omit<LoadOrder, "warmSeconds" | "seconds"> {
  return { port, path: "/webhooks", secret: "bench-client-secret", bodies, shop, connections, run };
}

async function empty({ db }: TestDatabase): Promise<void> {
  await db.$executeRaw`truncate inbox`;
  await db.$executeRaw`delete from pgboss.job`;
  await db.$executeRaw`checkpoint`;
}

async function walPosition({ db }: TestDatabase): Promise<bigint> {
  const [row] = await db.$queryRaw<
    { at: string }[]
  >`select (pg_current_wal_insert_lsn() - '0/0')::text as at`;
  return BigInt(row!.at);
}

/** Rows of one transaction share their xmin. */
async function inboxOf({ db }: TestDatabase): Promise<{ ids: Set<string>; perCommit: number }> {
  const rows = await db.$queryRaw<
    { id: string; by: string }[]
  >`select webhook_id as id, xmin::text as by from inbox`;
  return {
    ids: new Set(rows.map((r) => r.id)),
    perCommit: rows.length / Math.max(1, new Set(rows.map((r) => r.by)).size),
  };
}
