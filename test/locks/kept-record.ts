import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { recordLocks, type Locked } from "./recorder.ts";
import { watchTables } from "./watched-tables.ts";

/** RECORD_LOCKS names a folder: every test of the run then leaves there what its transactions locked. */
const folder = process.env["RECORD_LOCKS"];
let all: Locked[] | undefined;

/** Call what it returns when the database is closed. */
export async function keepRecord(url: string): Promise<() => void> {
  if (!folder) return () => {};
  if (all) await watchTables(url);
  all ??= (await recordLocks(url)).transactions;
  return () => {
    mkdirSync(folder, { recursive: true });
    const lines = all!.splice(0).map((t) => `${JSON.stringify(t)}\n`);
    appendFileSync(path.join(folder, `${process.pid}.jsonl`), lines.join(""));
  };
}
