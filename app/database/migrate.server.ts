import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Database } from "./client.server.ts";

/**
 * Applies prisma/migrations/<name>/migration.sql in order, and keeps Prisma's own table of what was applied, so
 * that `prisma migrate status` and `deploy` agree (a test proves it). Ours because `prisma migrate deploy` takes
 * more than ten seconds with the driver adapter; see docs/decisions/004-migrations.md.
 *
 * Several processes may start at once: the first applies, the others wait and find nothing to do.
 * Throws when an applied migration was edited. One that the folder does not know is left alone: during a deployment
 * an older process may start again.
 */
export async function migrate(url: string, folder = "prisma/migrations"): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('shipsby migrations'))");
    await client.query(createTable);
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    );
    const known = new Map(rows.map((r) => [r.migration_name, r.checksum]));
    const applied: string[] = [];
    for (const { name, sql, checksum } of migrationsIn(folder)) {
      const before = known.get(name);
      if (before === checksum) continue;
      if (before)
        throw new Error(
          `The migration ${name} was edited after it had been applied. Undo the edit and add a new migration.`,
        );
      await apply(client, name, sql, checksum);
      applied.push(name);
    }
    return { applied };
  } finally {
    await client.end();
  }
}

/** Whether everything in the folder has been applied: a web process does not serve before. */
export async function pendingMigrations(db: Database, folder = "prisma/migrations"): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where finished_at is not null`;
  const done = new Set(rows.map((r) => r.name));
  return migrationsIn(folder)
    .filter((m) => !done.has(m.name))
    .map((m) => m.name);
}

function migrationsIn(folder: string): { name: string; sql: string; checksum: string }[] {
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .sort()
    .map((name) => {
      const bytes = readFileSync(path.join(folder, name, "migration.sql"));
      return {
        name,
        sql: bytes.toString("utf8"),
        checksum: createHash("sha256").update(bytes).digest("hex"),
      };
    });
}

async function apply(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      "insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ($1, $2, $3, now(), now(), 1)",
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw new Error(`The migration ${name} failed; nothing of it was kept.`, { cause });
  }
}

// As Prisma creates it.
const createTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;
