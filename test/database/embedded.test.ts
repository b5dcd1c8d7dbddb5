import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbedded } from "#app/database/embedded.server.ts";

let folder: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "shipsby-embedded-"));
  // So that another user than root can enter it, as whom the server runs.
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  if (existsSync(pidFile())) await (await startEmbedded(folder)).stop();
  rmSync(folder, { recursive: true, force: true });
});

const pidFile = () => path.join(folder, "postgres", "postmaster.pid");
const postmaster = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

/** A process of its own that starts the database and says where it is. */
function startElsewhere(): Promise<{ url: string; child: ChildProcess }> {
  const script = `import { startEmbedded } from "./app/database/embedded.server.ts";
    const { url } = await startEmbedded(${JSON.stringify(folder)}); console.log("at " + url); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      const url = /at (postgresql:\S+)/.exec((said += chunk.toString()))?.[1];
      if (url) resolve({ url, child });
    });
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.on("exit", () => reject(new Error(said)));
  });
}

test("the database starts in an empty folder, keeps what it was told, and stops", async () => {
  const first = await startEmbedded(folder);
  await ask(first.url, "create table kept as select 1 as n");
  await first.stop();
  expect(existsSync(pidFile())).toBe(false);
  const second = await startEmbedded(folder);
  expect(await ask(second.url, "select n from kept")).toEqual([{ n: 1 }]);
  await second.stop();
}, 60_000);

test("a process that was killed leaves its database running, and the next one takes it over", async () => {
  const { url, child } = await startElsewhere();
  await ask(url, "create table kept as select 1 as n");
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  const next = await startEmbedded(folder);
  expect(next.url).toBe(url);
  expect(await ask(next.url, "select n from kept")).toEqual([{ n: 1 }]);
  await next.stop();
  expect(existsSync(pidFile())).toBe(false);
}, 60_000);

test("a server that was killed comes back with everything it had committed", async () => {
  const { url, stop } = await startEmbedded(folder);
  await ask(url, "create table kept as select 1 as n");
  process.kill(postmaster(), "SIGKILL");
  await expect
    .poll(
      () =>
        ask(url, "select 1").then(
          () => "up",
          () => "down",
        ),
      { timeout: 10_000 },
    )
    .toBe("down");
  const again = await startEmbedded(folder);
  expect(await ask(again.url, "select n from kept")).toEqual([{ n: 1 }]);
  await again.stop();
  await stop();
}, 60_000);

test("processes that start at once in an empty folder share one database", async () => {
  const started = await Promise.all(Array.from({ length: 4 }, startElsewhere));
  expect(new Set(started.map((s) => s.url)).size).toBe(1);
  await ask(started[0]!.url, "create table kept as select 1 as n");
  expect(await ask(started[3]!.url, "select n from kept")).toEqual([{ n: 1 }]);
}, 90_000);
