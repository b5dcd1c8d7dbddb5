import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const buildMinutes = 5;

/** Builds the app when there is no build, or one older than its sources. */
export async function ensureBuilt(
  root: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const lock = join(root, ".demo", "building");
  mkdirSync(join(root, ".demo"), { recursive: true });
  // Two demos that start at once must not build into the same folder.
  while (!isBuilt(root)) {
    if (!take(lock)) {
      await pause(300, undefined, { ...(signal && { signal }) });
      continue;
    }
    try {
      say("Building the app, about 15 seconds ...");
      await build(root, signal);
      if (!isBuilt(root)) return;
    } finally {
      rmdirSync(lock);
    }
  }
}

function isBuilt(root: string): boolean {
  const server = join(root, "build", "server", "index.js");
  if (!existsSync(server)) return false;
  const builtAt = statSync(server).mtimeMs;
  return readdirSync(join(root, "app"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("generated"))
    .every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs <= builtAt);
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > buildMinutes * 60_000) rmdirSync(lock);
    return false;
  }
}

function build(root: string, signal?: AbortSignal): Promise<void> {
  const remix = join(root, "node_modules", "@remix-run", "dev", "dist", "cli.js");
  const child = spawn(process.execPath, [remix, "vite:build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The app could not be built:\n${whatWentWrong(output)}`));
    });
  });
}

/** The lines around the first error; what follows are lists of modules. */
function whatWentWrong(output: string): string {
  const lines = output.trimEnd().split("\n");
  const first = lines.findIndex((line) => /error/i.test(line));
  return lines.slice(first, first + 15).join("\n");
}
