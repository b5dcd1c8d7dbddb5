import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { mutants } from "./all.ts";
import type { Mutant } from "./mutant.ts";
import { table, type Result } from "./table.ts";

/*
 * npm run mutants [-- part of a name]: makes each known mistake in a copy of the project and looks who notices.
 * Exit 1 when nobody does, or when a mistake cannot be made any more.
 */
const wanted = process.argv[2];
const seed = 1;
const runs = 1000;
const copies = 2;

const some = mutants.filter((m) => !wanted || m.name.includes(wanted));
const results = new Map<Mutant, Result>();
const left = [...some];
await Promise.all(Array.from({ length: copies }, workOff));

for (const [{ name, file }, { tests, law, applies }] of results) {
  if (!applies) console.log(`CANNOT BE MADE ANY MORE: ${name} (${file})`);
  else if (tests.length === 0 && !law) console.log(`SURVIVED: ${name} (${file})`);
}
const noticed = [...results.values()].filter((r) => r.applies && (r.tests.length > 0 || r.law));
console.log(`${noticed.length} of ${some.length} mistakes are noticed.`);
if (!wanted) writeFileSync("docs/mutants.md", table(mutants, results, { seed, runs }));
process.exitCode = noticed.length === some.length ? 0 : 1;

async function workOff(): Promise<void> {
  const copy = mkdtempSync(path.join(tmpdir(), "mutants-"));
  try {
    prepare(copy);
    if (left.length === some.length) await checkUnchanged(copy);
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const result = await tryOne(copy, mutant);
      results.set(mutant, result);
      const by = [result.law?.name ?? [], result.tests.slice(0, 1)].flat().join(" · ");
      console.log(`${by ? "noticed" : "SURVIVED"}: ${mutant.name}${by && ` (${by})`}`);
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function prepare(copy: string): void {
  const isNeeded = (from: string) => !from.endsWith(".graphql") && !from.endsWith(".png");
  for (const one of [
    "app",
    "test/domain",
    "test/scenarios",
    "test/simulation",
    "test/shopify-stand-in",
    "package.json",
    "shopify.app.toml",
  ])
    cpSync(one, path.join(copy, one), { recursive: true, filter: isNeeded });
  symlinkSync(path.resolve("node_modules"), path.join(copy, "node_modules"));
  // Rules need no database.
  const config = `export default { test: { include: ["test/domain/**/*.test.ts"], maxWorkers: 1 } };`;
  writeFileSync(path.join(copy, "vitest.config.ts"), config);
}

/** A test that fails anyway notices nothing. */
async function checkUnchanged(copy: string): Promise<void> {
  const [law, tests] = [await simulate(copy), await failing(copy)];
  if (law || tests.length > 0) throw new Error(`Without any mistake: ${law?.name ?? tests.join(", ")}`);
}

async function tryOne(copy: string, { file, find, put }: Mutant): Promise<Result> {
  const there = path.join(copy, file);
  const right = readFileSync(there, "utf8");
  if (right.split(find).length !== 2) return { applies: false, tests: [], law: null };
  writeFileSync(
    there,
    right.replace(find, () => put),
  );
  try {
    return { applies: true, law: await simulate(copy), tests: await failing(copy) };
  } finally {
    writeFileSync(there, right);
  }
}

async function simulate(copy: string): Promise<Result["law"]> {
  const output = await start(copy, [
    "test/simulation/simulate.ts",
    "--seed",
    String(seed),
    "--runs",
    String(runs),
  ]);
  const name = /^Broken: (.*)$/m.exec(output)?.[1];
  const after = /broken after (\d+) runs/.exec(output)?.[1];
  const steps = /^(\d+) of \d+ steps/m.exec(output)?.[1];
  return name && after ? { name, after: Number(after), steps: Number(steps) } : null;
}

type Report = {
  testResults: { assertionResults: { status: string; title: string }[]; status: string; name: string }[];
};

async function failing(copy: string): Promise<string[]> {
  const results = path.join(copy, "results.json");
  rmSync(results, { force: true });
  const vitest = path.join("node_modules", "vitest", "vitest.mjs");
  await start(copy, [vitest, "run", "--reporter=json", `--outputFile=${results}`]);
  if (!existsSync(results)) return ["the tests do not come to an end"];
  const { testResults } = JSON.parse(readFileSync(results, "utf8")) as Report;
  return testResults.flatMap(({ assertionResults, status, name }) => {
    const titles = assertionResults.filter((t) => t.status === "failed").map((t) => t.title);
    return titles.length === 0 && status === "failed" ? [path.basename(name)] : titles;
  });
}

function start(cwd: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // Where the machine stands must not matter, so it stands far from Greenwich.
    const env = { ...process.env, PROPERTY_SEED: String(seed), TZ: "Pacific/Auckland" };
    // A mistake may never come to an end: that is noticed too, by whoever waits.
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      timeout: 120_000,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}
