import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "#app/database/embedded.server.ts";
import { migrate } from "#app/database/migrate.server.ts";
import { openQueue } from "#app/worker/queue.server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which tests may make databases, and a prepared one to copy. */
    postgres: { url: string; template: string };
  }
}

/**
 * One PostgreSQL for the whole run: TEST_DATABASE_URL (any server on which databases may be created), else the
 * embedded one in a folder of its own. The prepared database is copied once per test file.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const folder = given ? null : mkdtempSync(path.join(tmpdir(), "shipsby-test-"));
  // Where root runs the tests the server is another user, who must be able to enter.
  if (folder) chmodSync(folder, 0o755);
  const embedded = folder ? await startEmbedded(folder) : null;
  const url = given ?? embedded!.url;
  const template = `shipsby_template_${randomUUID().slice(0, 8)}`;
  await onServer(url, `create database ${template}`);
  await migrate(databaseOf(url, template));
  const queue = await openQueue(databaseOf(url, template), pino({ level: "silent" }));
  await queue.close();
  project.provide("postgres", { url, template });
  return async () => {
    await onServer(url, `drop database if exists ${template} with (force)`);
    await embedded?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  };
}

export async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export function databaseOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
