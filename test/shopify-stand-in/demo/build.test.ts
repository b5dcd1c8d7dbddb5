import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureBuilt } from "./build.ts";

let root: string;
let said: string[];

/** A project whose build only writes what it was called with. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "build-"));
  said = [];
  write(
    "node_modules/@remix-run/dev/dist/cli.js",
    `require("node:fs").mkdirSync("build/server", { recursive: true });
     if (require("node:fs").existsSync("broken")) { console.log("error during build: no such route"); process.exit(1); }
     require("node:fs").writeFileSync("build/server/index.js", process.argv[2] + " " + process.env.NODE_ENV);`,
  );
  write("app/root.tsx", "export default null;");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const build = () => ensureBuilt(root, (line) => said.push(line));

test("an app without a build is built, for production, whoever asks", async () => {
  await build();
  expect(readFileSync(join(root, "build/server/index.js"), "utf8")).toBe("vite:build production");
  expect(said).toHaveLength(1);
});

test("a build is used again until a source is newer", async () => {
  await build();
  await build();
  expect(said).toHaveLength(1);
  const later = new Date(Date.now() + 5000);
  utimesSync(join(root, "app/root.tsx"), later, later);
  await build();
  expect(said).toHaveLength(2);
});

test("two that start at once build once", async () => {
  await Promise.all([build(), build()]);
  expect(said).toHaveLength(1);
});

test("a build that fails says what was wrong", async () => {
  write("broken", "");
  await expect(build()).rejects.toThrow("The app could not be built:\nerror during build: no such route");
});
