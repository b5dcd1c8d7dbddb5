import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ports } from "./ports.ts";

/** What a demo keeps between two starts. */
export type Settings = {
  /** Names the app's own data, so that a fresh demo never meets the database of an earlier one. */
  run: string;
  apiKey: string;
  apiSecret: string;
  encryptionKey: string;
  seeded: boolean;
  ports?: Ports;
};

export type DemoFolder = {
  path: string;
  settings: Settings;
  save(): void;
  file(name: string): string;
  release(): void;
};

export class FolderInUse extends Error {
  override name = "FolderInUse";
}

/** Takes the folder for this process. Throws FolderInUse while another demo runs from it. */
export function openFolder(path: string, { fresh = false } = {}): DemoFolder {
  const lock = join(path, "running.pid");
  if (isHeld(lock))
    throw new FolderInUse(`Another demo is running from ${path}. Stop it, or choose another --data.`);
  if (fresh) rmSync(path, { recursive: true, force: true });
  // A database server that runs as another user has to reach its own folder in here.
  mkdirSync(path, { recursive: true, mode: 0o755 });
  writeFileSync(lock, String(process.pid));

  const settingsFile = join(path, "settings.json");
  const settings: Settings = existsSync(settingsFile)
    ? (JSON.parse(readFileSync(settingsFile, "utf8")) as Settings)
    : newSettings();
  const folder: DemoFolder = {
    path,
    settings,
    save: () => writeFileSync(settingsFile, JSON.stringify(settings, null, 2)),
    file: (name) => join(path, name),
    release: () => rmSync(lock, { force: true }),
  };
  folder.save();
  return folder;
}

function newSettings(): Settings {
  return {
    run: randomBytes(4).toString("hex"),
    apiKey: randomBytes(16).toString("hex"),
    apiSecret: `shpss_${randomBytes(16).toString("hex")}`,
    encryptionKey: randomBytes(32).toString("base64"),
    seeded: false,
  };
}

function isHeld(lock: string): boolean {
  if (!existsSync(lock)) return false;
  const pid = Number(readFileSync(lock, "utf8"));
  if (!pid || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
