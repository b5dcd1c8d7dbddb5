import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openDatabase, type Database } from "#app/database/client.server.ts";
import { fileOf, notTakenOf, stepsFrom } from "#app/database/delivery-batch-parts.server.ts";
import { migrate } from "#app/database/migrate.server.ts";
import { databaseOf, onServer } from "#test/setup/postgres.ts";

let url: string;
let db: Database;
let folder: string;
beforeEach(async () => {
  const { url: server } = inject("postgres");
  const name = `shipsby_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name}`);
  url = databaseOf(server, name);
  db = openDatabase(url);
  folder = path.join(mkdtempSync(path.join(tmpdir(), "migrations-")), "migrations");
  cpSync("prisma/migrations", folder, { recursive: true });
});
afterEach(async () => {
  await db.$disconnect();
  await onServer(inject("postgres").url, `drop database ${new URL(url).pathname.slice(1)} with (force)`);
  rmSync(path.dirname(folder), { recursive: true });
});

const add = (name: string, sql: string) => {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
};
const applied = async () =>
  (
    await db.$queryRaw<
      { name: string }[]
    >`select migration_name as name from _prisma_migrations order by migration_name`
  ).map((r) => r.name);

test("eight processes that start at once apply everything once", async () => {
  const done = await Promise.all(Array.from({ length: 8 }, () => migrate(url)));
  expect(done.filter((d) => d.applied.length > 0)).toHaveLength(1);
  expect((await applied()).length).toBe(done.flatMap((d) => d.applied).length);
  expect((await migrate(url)).applied).toEqual([]);
});

test("a migration that was edited after it had been applied is refused, and nothing is changed", async () => {
  await migrate(url, folder);
  add("29990101000000_next", "create table next ()");
  const [first] = await applied();
  appendFileSync(path.join(folder, first!, "migration.sql"), "\n-- an edit\n");
  await expect(migrate(url, folder)).rejects.toThrow(`${first} was edited after it had been applied`);
  expect(await applied()).not.toContain("29990101000000_next");
});

test("of a migration that fails nothing is kept, and a corrected one is applied", async () => {
  await migrate(url, folder);
  add("29990101000000_next", "create table half (); create table half ();");
  await expect(migrate(url, folder)).rejects.toThrow("29990101000000_next failed; nothing of it was kept");
  expect(await db.$queryRaw`select to_regclass('half')::text as there`).toEqual([{ there: null }]);
  writeFileSync(path.join(folder, "29990101000000_next", "migration.sql"), "create table half ()");
  expect((await migrate(url, folder)).applied).toEqual(["29990101000000_next"]);
});

test("an older process may start on a newer database, as during a deployment", async () => {
  add("29990101000000_next", "create table next ()");
  await migrate(url, folder);
  await expect(migrate(url)).resolves.toEqual({ applied: [] });
});

test("a file that was sent before files were kept in parts is saved from where it was", async () => {
  const later = readdirSync(folder).filter((name) => name >= "20261122109000" && !name.endsWith(".toml"));
  for (const name of later) rmSync(path.join(folder, name), { recursive: true });
  await migrate(url, folder);
  const [shop, batchId] = ["s", randomUUID()];
  const steps = Array.from({ length: 450 }, (_, n) => ({
    kind: "change",
    deliveryId: `d${n}`,
    words: { n },
  }));
  const refused = [
    { row: 7, problem: "Seven" },
    { name: "PO-1", problem: "Gone", deliveryId: "d1", rows: [2, 9] },
    { name: "PO-2", problem: "Received" },
  ];
  await db.$executeRaw`
    insert into delivery_batch (shop, batch_id, kind, state, name, asked, steps, cursor, total, refused, created_at, moved_at)
    values (${shop}, ${batchId}::uuid, 'import', 'running', 'pos.csv', 'Delivery,SKU', ${JSON.stringify(steps)}::jsonb,
      200, 450, ${JSON.stringify(refused)}::jsonb, now(), now())`;
  await migrate(url);
  expect(await fileOf(db, shop, batchId)).toBe("Delivery,SKU");
  expect(await stepsFrom(db, shop, batchId, 0)).toEqual([]);
  expect(await stepsFrom(db, shop, batchId, 200)).toEqual(steps.slice(200, 400));
  expect(await stepsFrom(db, shop, batchId, 400)).toEqual(steps.slice(400));
  const { rows, deliveries, rowsInAll } = await notTakenOf(db, shop, batchId);
  expect([...rows.some, ...deliveries.some]).toEqual(refused);
  expect(rowsInAll).toBe(3);
});

test("Prisma's own command finds the database up to date", async () => {
  await migrate(url);
  const prisma = (...args: string[]) =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, ["node_modules/prisma/build/index.js", ...args], {
        env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: "1" },
      });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
      child.on("exit", () => resolve(said));
    });
  expect(await prisma("migrate", "status")).toContain("Database schema is up to date");
}, 60_000);

test("every table of a shop leads with the shop in its primary key", async () => {
  await migrate(url);
  const keys = await db.$queryRaw<{ table: string; first: string }[]>`
    select c.relname as table, a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indisprimary and n.nspname = 'public' and c.relname <> '_prisma_migrations'`;
  expect(keys.length).toBeGreaterThan(15);
  expect(keys.filter((k) => k.first !== "shop")).toEqual([]);
});

test("no column has room for a customer's name, address, e-mail or phone", async () => {
  await migrate(url);
  const columns = await db.$queryRaw<
    { name: string }[]
  >`select column_name as name from information_schema.columns where table_schema = 'public'`;
  expect(
    columns
      .map((c) => c.name)
      .filter((name) => /customer|email|e_mail|phone|address|first_name|last_name|zip|city/.test(name)),
  ).toEqual([]);
});
