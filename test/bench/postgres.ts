import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import { openDatabase } from "#app/database/client.server.ts";
import { startEmbedded } from "#app/database/embedded.server.ts";
import { migrate } from "#app/database/migrate.server.ts";
import { openQueue } from "#app/worker/queue.server.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { databaseOf, onServer } from "#test/setup/postgres.ts";
import { cpuOfTree, parentOf } from "./machine.ts";

export type BenchServer = {
  settings: Record<string, string>;
  fresh(): Promise<TestDatabase>;
  cpu(): number | null;
  stop(): Promise<void>;
};

/** TEST_DATABASE_URL (a server on which databases may be created), else the embedded PostgreSQL. */
export async function startServer(): Promise<BenchServer> {
  const given = process.env["TEST_DATABASE_URL"];
  const folder = given ? null : mkdtempSync(path.join(tmpdir(), "shipsby-bench-"));
  // Where root runs the bench the server is another user, who must be able to enter.
  if (folder) chmodSync(folder, 0o755);
  const embedded = folder ? await startEmbedded(folder) : null;
  const server = given ?? embedded!.url;
  const names: string[] = [];
  const { settings, postmaster } = await look(server);
  return {
    settings,
    async fresh() {
      const name = `bench_${randomUUID().replaceAll("-", "")}`;
      names.push(name);
      await onServer(server, `create database ${name}`);
      const url = databaseOf(server, name);
      await migrate(url);
      await (await openQueue(url, pino({ level: "silent" }))).close();
      // Named, so that what a bench itself asks is not counted as the app's.
      const db = openDatabase(`${url}?application_name=bench`);
      return { url, db, close: () => db.$disconnect() };
    },
    cpu: () => (postmaster === null ? null : cpuOfTree(postmaster)),
    async stop() {
      for (const name of names) await onServer(server, `drop database if exists ${name} with (force)`);
      await embedded?.stop();
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const shown = ["server_version", "fsync", "synchronous_commit", "shared_buffers", "max_wal_size"];

async function look(url: string): Promise<{ settings: Record<string, string>; postmaster: number | null }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      "select name, current_setting(name) as value from pg_settings where name = any($1)",
      [shown],
    );
    const { rows: own } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    return {
      settings: Object.fromEntries(rows.map((r) => [r.name, r.value])),
      postmaster: parentIfHere(own[0]!.pid),
    };
  } finally {
    await client.end();
  }
}

/** A server on another machine has no process here. */
function parentIfHere(pid: number): number | null {
  try {
    return parentOf(pid);
  } catch {
    return null;
  }
}
