import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Locked } from "./recorder.ts";
import { orderIn, ringsIn } from "./rings.ts";

/** Usage: node test/locks/read-record.ts <the folder that RECORD_LOCKS named>. */
const folder = process.argv[2]!;
const record = readdirSync(folder).flatMap((file) =>
  readFileSync(path.join(folder, file), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Locked),
);
const rings = ringsIn(record);
for (const ring of rings) console.log(ring);
console.log(`${record.length} transactions, ${rings.length} rings. ${orderIn(record).join(" > ")}`);
