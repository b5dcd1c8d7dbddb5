import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fetchForTests } from "#test/setup/shopify-fetch.ts";
import { countPoints } from "./counted.ts";
import { machine } from "./machine.ts";
import { fails, randomFrom, type Bench, type Finding } from "./measure.ts";
import { startServer } from "./postgres.ts";
import { table } from "./table.ts";

// npm run bench -- [names] [--quick | --deep] [--seed 7]. docs/performance.md says what each of them measures.
const benches: Record<string, () => Promise<{ default: Bench }>> = {
  allocation: () => import("./allocation.ts"),
  ingest: () => import("./ingest.ts"),
  append: () => import("./append.ts"),
  "date-change": () => import("./date-change.ts"),
  "event-cost": () => import("./event-cost.ts"),
  pages: () => import("./pages.ts"),
  storefront: () => import("./storefront.ts"),
  "delivery-file": () => import("./delivery-file.ts"),
  latency: () => import("./latency.ts"),
  alerts: () => import("./alerts.ts"),
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    deep: { type: "boolean", default: false },
    seed: { type: "string", default: "20261122" },
  },
});
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : Object.keys(benches);

// Before shopify-api is imported, which keeps the fetch that it finds.
globalThis.fetch = countPoints(fetchForTests(globalThis.fetch));

// The library tells the console of every page that it lets somebody in to.
const say = console.log;
console.log = (...words: unknown[]) => {
  if (!String(words[0]).startsWith("[shopify-")) say(...words);
};

const seed = Number(options.seed);
const out = join(import.meta.dirname, "out");
mkdirSync(out, { recursive: true });
const lines: Record<string, unknown>[] = [];
const findings: (Finding & { bench: string })[] = [];
const server = await startServer();
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void server.stop().then(() => process.exit(130)));
const conditions = { ...machine(seed), quick: options.quick, postgres: server.settings };
lines.push({ kind: "conditions", ...conditions });
console.log(JSON.stringify(conditions, null, 2));
if (loadavg()[0]! > availableParallelism() / 2)
  console.log("This machine is busy: only ratios and counts mean anything.");

let broken = false;
for (const name of names) {
  console.log(`\n${name} …`);
  try {
    const { default: bench } = await benches[name]!();
    await bench({
      quick: options.quick,
      deep: options.deep,
      rounds: options.quick ? 3 : 7,
      random: randomFrom(seed),
      database: server.fresh,
      databaseCpu: server.cpu,
      find(finding) {
        findings.push({ bench: name, ...finding });
        lines.push({ kind: "finding", bench: name, load: loadavg()[0], ...finding });
        console.log(table([{ bench: name, ...finding }]).split("\n")[1]);
      },
      note: (record) => lines.push({ bench: name, ...record }),
    });
  } catch (error) {
    broken = true;
    lines.push({ kind: "broken", bench: name, error: String(error) });
    console.error(error);
  }
}
await server.stop();

const file = join(out, `${new Date().toISOString().replaceAll(":", "-")}.jsonl`);
writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
console.log(
  `\n${table(findings)}\n\nLoad average now ${loadavg()
    .map((n) => n.toFixed(2))
    .join(" ")}. Raw lines: ${file}`,
);
process.exit(broken || findings.some(fails) ? 1 : 0);
