import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export type AppOptions = {
  root: string;
  port: number;
  standInUrl: string;
  dataDir: string;
  logFile: string;
  /** What the app is configured by; see app/config.server.ts. */
  env: Record<string, string>;
};

export type AppProcess = {
  url: string;
  pid: number;
  /** Resolves when the process ends, with a sentence about how. */
  ended: Promise<string>;
  lastLogLines(count?: number): string;
  /** Resolves when GET /readyz says so; rejects when the app ends before. */
  ready(): Promise<void>;
  stop(): Promise<void>;
  kill(): void;
};

const readyMs = 90_000;
const stopMs = 20_000;

/** Runs the app as it runs in production, but for the preload that leads it to the stand-in. */
export function startApp({ root, port, standInUrl, dataDir, logFile, env }: AppOptions): AppProcess {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(DATABASE_URL|SHOPIFY_|VITEST|NODE_OPTIONS)/.test(name),
    ),
  );
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, ["--import", "./test/shopify-stand-in/preload.ts", "server.ts"], {
    cwd: root,
    env: {
      ...inherited,
      ...env,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: dataDir,
      SHOPIFY_STAND_IN_URL: standInUrl,
    },
    stdio: ["ignore", log, log, "ipc"],
    // A group of its own: Ctrl-C in the terminal reaches the launcher alone, which then stops the app in order.
    detached: process.platform !== "win32",
  });
  closeSync(log);

  let running = true;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("exit", (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    );
  }).finally(() => (running = false));
  const url = `http://127.0.0.1:${port}`;
  const lastLogLines = (count = 20) =>
    readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-count).join("\n");

  return {
    url,
    pid: child.pid ?? 0,
    ended,
    lastLogLines,
    async ready() {
      const died = ended.then((how) => {
        throw new Error(`The app ${how} before it was ready. Its log ends with:\n${lastLogLines()}`);
      });
      const isReady = async () => {
        for (const until = Date.now() + readyMs; Date.now() < until; await pause(100)) {
          const answer = await fetch(`${url}/readyz`).catch(() => null);
          if (answer?.ok) return;
          if (!running) return;
        }
        throw new Error(
          `The app was not ready after ${readyMs / 1000} s. Its log ends with:\n${lastLogLines()}`,
        );
      };
      await Promise.race([isReady(), died]);
      if (!running) await died;
    },
    async stop() {
      if (!running) return stopOrphanedDatabase(dataDir);
      child.kill("SIGTERM");
      const late = new AbortController();
      const tooLate = pause(stopMs, "late", { signal: late.signal }).catch(() => "");
      if ((await Promise.race([ended, tooLate])) === "late") this.kill();
      late.abort();
      await ended;
    },
    kill() {
      if (running) child.kill("SIGKILL");
      stopOrphanedDatabase(dataDir);
    },
  };
}

/** An app that was killed could not stop its own PostgreSQL. */
function stopOrphanedDatabase(dataDir: string): void {
  const file = join(dataDir, "postgres", "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  try {
    if (pid > 0) process.kill(pid, "SIGINT");
  } catch {
    // It is gone already.
  }
}
