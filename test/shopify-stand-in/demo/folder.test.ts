import { mkdtempSync, writeFileSync, existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FolderInUse, openFolder } from "./folder.ts";

let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "demo-"));
});
afterEach(() => {
  rmSync(path, { recursive: true });
});

test("a second start finds the keys of the first", () => {
  const first = openFolder(path);
  first.release();
  expect(openFolder(path).settings).toEqual(first.settings);
});

test("a fresh start forgets them, and everything else that was there", () => {
  const first = openFolder(path);
  writeFileSync(first.file("shopify.json"), "{}");
  first.release();
  const fresh = openFolder(path, { fresh: true });
  expect(fresh.settings.apiSecret).not.toBe(first.settings.apiSecret);
  expect(existsSync(fresh.file("shopify.json"))).toBe(false);
});

test("a folder that a running demo uses is not taken, not even afresh; one left by a crash is", () => {
  writeFileSync(join(path, "running.pid"), String(process.ppid));
  expect(() => openFolder(path, { fresh: true })).toThrow(FolderInUse);
  writeFileSync(join(path, "running.pid"), "999999999");
  expect(openFolder(path).path).toBe(path);
});
