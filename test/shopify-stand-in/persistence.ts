import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ShopData } from "./shop/state.ts";

export type SavedStandIn = { version: 1; staffToken: string; clockOffsetMs: number; shops: ShopData[] };

const quietMs = 300;

export function loadStandIn(file: string | undefined): SavedStandIn | null {
  if (!file || !existsSync(file)) return null;
  const saved = JSON.parse(readFileSync(file, "utf8")) as SavedStandIn;
  if (saved.version !== 1)
    throw new Error(`${file} was written by another version of the stand-in; delete it.`);
  return saved;
}

/** Keeps the data file up to date: some time after a change, and at once by `flush`. */
export function createSaver(file: string | undefined, snapshot: () => SavedStandIn) {
  let timer: NodeJS.Timeout | undefined;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    // Written beside and renamed, so that a crash never leaves half a file.
    writeFileSync(`${file}.new`, JSON.stringify(snapshot()));
    renameSync(`${file}.new`, file);
  }

  return {
    changed() {
      if (file && !timer) timer = setTimeout(flush, quietMs).unref();
    },
    flush,
  };
}
