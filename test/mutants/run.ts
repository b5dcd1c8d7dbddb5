import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { mutants } from "./all.ts";
import type { Mutant } from "./mutant.ts";
import { lawOf, table, type Law, type Look, type Result } from "./table.ts";

/*
 * npm run mutants [-- parts of names or files] [--both]: makes each known mistake in a copy of the project and looks who
 * notices: the tests that concern the file, then all tests of the rules, then the simulation. The first that does is
 * enough, unless both tests and simulation are asked for.
 * docs/mutants.md is told anew of those. Exit 1 when nobody does, or when a mistake cannot be made any more.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { both: { type: "boolean", default: false } },
});
const seed = 1;
/** Most mistakes are noticed at a glance; what nobody notices is looked at for longer. */
const glance: Look = { histories: 100, properties: 100, seconds: 30 };
const longLook: Look = { histories: 1000, properties: 500, seconds: 120 };
const copies = 2;

const some = mutants.filter(
  ({ name, file }) =>
    positionals.length === 0 || positionals.some((part) => name.includes(part) || file.includes(part)),
);
const results = new Map<Mutant, Result>();
const left = [...some];
await Promise.all(Array.from({ length: copies }, (_, i) => workOff(i === 0)));

for (const [{ name, file }, { tests, law, applies }] of results) {
  if (!applies) console.log(`CANNOT BE MADE ANY MORE: ${name} (${file})`);
  else if (tests.length === 0 && !law) console.log(`SURVIVED: ${name} (${file})`);
}
const noticed = [...results.values()].filter((r) => r.applies && (r.tests.length > 0 || r.law));
console.log(`${noticed.length} of ${some.length} mistakes are noticed.`);
const told = readFileSync("docs/mutants.md", "utf8");
writeFileSync("docs/mutants.md", table(mutants, results, told, { seed, glance, longLook }));
process.exitCode = noticed.length === some.length ? 0 : 1;

async function workOff(isFirst: boolean): Promise<void> {
  const copy = mkdtempSync(path.join(tmpdir(), "mutants-"));
  try {
    prepare(copy);
    if (isFirst) await checkUnchanged(copy);
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const result = await tryOne(copy, mutant);
      results.set(mutant, result);
      const by = [lawOf(result)?.name ?? [], result.tests.slice(0, 1)].flat().join(" · ");
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
  // Rules need no database, and share nothing that a test could spoil: one process plays them all.
  const config = `export default { test: { include: ["test/domain/**/*.test.ts"], maxWorkers: 1, pool: "threads",
    isolate: false, testTimeout: 600_000 } };`;
  writeFileSync(path.join(copy, "vitest.config.ts"), config);
}

/** A test that fails anyway notices nothing. */
async function checkUnchanged(copy: string): Promise<void> {
  const [tests, law] = [await failing(copy, longLook), await simulate(copy, longLook)];
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
    return { applies: true, ...(await whoNotices(copy, near(copy, file))) };
  } finally {
    writeFileSync(there, right);
  }
}

async function whoNotices(copy: string, nearest: string[]): Promise<Pick<Result, "law" | "tests">> {
  let tests = nearest.length > 0 ? await failing(copy, glance, nearest) : [];
  if (tests.length === 0) tests = await failing(copy, glance);
  const noticed = tests.length > 0;
  if (noticed && !values.both) return { tests, law: "not asked" };
  const law = await simulate(copy, glance);
  if (noticed || law) return { tests, law };
  return { tests: await failing(copy, longLook), law: await simulate(copy, longLook) };
}

/** The tests that concern a file, as they import it. */
function near(copy: string, file: string): string[] {
  const tests = globSync("test/domain/*.test.ts", { cwd: copy });
  return tests.filter((t) => readFileSync(path.join(copy, t), "utf8").includes(`/${path.basename(file)}"`));
}

async function simulate(copy: string, { histories, seconds }: Look): Promise<Law | null> {
  const asked = ["--seed", String(seed), "--runs", String(histories)];
  const output = await start(copy, ["test/simulation/simulate.ts", ...asked], { seconds });
  const name = /^Broken: (.*)$/m.exec(output)?.[1];
  const after = /broken after (\d+) runs/.exec(output)?.[1];
  const steps = /^(\d+) of \d+ steps/m.exec(output)?.[1];
  return name && after ? { name, after: Number(after), steps: Number(steps) } : null;
}

type Report = {
  testResults: { assertionResults: { status: string; title: string }[]; status: string; name: string }[];
};

async function failing(copy: string, { properties, seconds }: Look, only: string[] = []): Promise<string[]> {
  const results = path.join(copy, "results.json");
  rmSync(results, { force: true });
  const vitest = path.join("node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", ...only, "--reporter=json", `--outputFile=${results}`];
  await start(copy, args, { seconds, PROPERTY_RUNS: String(properties) });
  if (!existsSync(results)) return ["the tests do not come to an end"];
  const { testResults } = JSON.parse(readFileSync(results, "utf8")) as Report;
  return testResults.flatMap(({ assertionResults, status, name }) => {
    const titles = assertionResults.filter((t) => t.status === "failed").map((t) => t.title);
    return titles.length === 0 && status === "failed" ? [path.basename(name)] : titles;
  });
}

function start(
  cwd: string,
  args: string[],
  { seconds, ...more }: { seconds: number; PROPERTY_RUNS?: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    // Where the machine stands must not matter, so it stands far from Greenwich.
    const env = { ...process.env, PROPERTY_SEED: String(seed), TZ: "Pacific/Auckland", ...more };
    // A mistake may never come to an end: that is noticed too. Work is counted, not time: the machine may be busy.
    const limited = ["-c", `ulimit -t ${seconds}; exec "$0" "$@"`, process.execPath, ...args];
    const child = spawn("sh", limited, { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}
