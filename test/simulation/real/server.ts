import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { openDatabase } from "#app/database/client.server.ts";
import { startEmbedded } from "#app/database/embedded.server.ts";
import { migrate } from "#app/database/migrate.server.ts";
import { openQueue } from "#app/worker/queue.server.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { databaseOf, onServer } from "#test/setup/postgres.ts";

/** Where each world gets a database of its own. */
export type Server = { fresh(): Promise<TestDatabase>; stop(): Promise<void> };

/** TEST_DATABASE_URL (a server on which databases may be created), else the embedded PostgreSQL. */
export async function startServer(): Promise<Server> {
  const given = process.env["TEST_DATABASE_URL"];
  const folder = given ? null : mkdtempSync(path.join(tmpdir(), "shipsby-simulation-"));
  // As root the server runs as another user, who must be able to enter.
  if (folder) chmodSync(folder, 0o755);
  const embedded = folder ? await startEmbedded(folder) : null;
  const url = given ?? embedded!.url;
  const template = `shipsby_template_${randomUUID().slice(0, 8)}`;
  await onServer(url, `create database ${template}`);
  await migrate(databaseOf(url, template));
  await (await openQueue(databaseOf(url, template), pino({ level: "silent" }))).close();
  // Ended from outside, nothing stays behind either.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void (embedded?.stop() ?? Promise.resolve()).finally(() => process.exit(1)));
  return {
    async fresh() {
      const name = `shipsby_${randomUUID().replaceAll("-", "")}`;
      await onServer(url, `create database ${name} template ${template}`);
      const own = databaseOf(url, name);
      const db = openDatabase(own, 4);
      const close = async () => {
        await db.$disconnect();
        await onServer(url, `drop database if exists ${name} with (force)`);
      };
      return { url: own, db, close };
    },
    async stop() {
      await onServer(url, `drop database if exists ${template} with (force)`);
      await embedded?.stop();
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
