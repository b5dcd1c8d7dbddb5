import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "./cast.ts";
import type { DemoAddresses } from "./demo.ts";
import { launchBrowser } from "./screens/browser.ts";

// The whole demonstration as a person starts it, with the real app. The first run may have to build the app.
const startMs = 480_000;
const script = fileURLToPath(new URL("./start.ts", import.meta.url));
let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "demo-"));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

type Demo = { process: ChildProcess; addresses: DemoAddresses; output(): string };

function start(): Promise<Demo> {
  return untilReady(
    spawn(process.execPath, [script, "--data", dataDir], { stdio: ["ignore", "pipe", "pipe"] }),
  );
}

async function untilReady(child: ChildProcess): Promise<Demo> {
  let output = "";
  const addresses = await new Promise<DemoAddresses>((resolve, reject) => {
    const read = (chunk: unknown) => {
      output += String(chunk);
      const ready = /^demo ready (\{.*\})$/m.exec(output);
      if (ready) resolve(JSON.parse(ready[1]!) as DemoAddresses);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  return { process: child, addresses, output: () => output };
}

async function end(demo: Demo, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(demo.process, "exit") as Promise<[number | null]>;
  demo.process.kill(signal);
  return (await exited)[0];
}

async function homeOf(page: Page, { admin }: DemoAddresses): Promise<string> {
  await page.goto(admin);
  return page.frameLocator("#app-frame").locator("main").innerText();
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

test(
  "a demo is ready with the app installed, says where everything is, and comes back as it was",
  { timeout: startMs },
  async () => {
    const first = await start();
    const { addresses } = first;
    expect(Object.keys(addresses)).toEqual([
      "admin",
      "storefront",
      "graphql",
      "token",
      "shop",
      "mail",
      "faults",
      "clock",
      "app",
      "log",
    ]);
    expect(first.output().match(/^demo ready /gm)).toHaveLength(1);

    const asked = await fetch(addresses.graphql, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": addresses.token },
      body: JSON.stringify({ query: "{ ordersCount { count } }" }),
    });
    expect(await asked.json()).toMatchObject({ data: { ordersCount: { count: 41 } } });
    expect(await (await fetch(`${addresses.mail}/messages`)).json()).toBeInstanceOf(Array);

    const product = await (await fetch(`${addresses.storefront}/products/${cast.trailPack.handle}`)).text();
    expect(product).toContain("Backorder");

    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(addresses.admin);
      await page.frameLocator("#app-frame").getByRole("heading", { name: "Home" }).first().waitFor();
      // The shop has used the app for two days: something moved, something arrived, a supplier wrote.
      for (const task of [/Decide what to tell/, /Release 1 arrival/, /Answer 1 message from suppliers/])
        await expect.poll(() => homeOf(page, addresses), { timeout: 60_000 }).toMatch(task);
    } finally {
      await browser.close();
    }

    // Ctrl-C comes twice when npm is in between, and still means: stop in order.
    first.process.kill("SIGINT");
    expect(await end(first, "SIGINT")).toBe(0);
    for (const url of [addresses.admin, addresses.app, addresses.clock])
      expect(await answers(url)).toBe(false);

    const second = await start();
    expect(second.addresses).toEqual(addresses);
    expect(await end(second, "SIGTERM")).toBe(0);
  },
);

test(
  "when the app ends by itself, the demo says so with the end of its log, and ends too",
  { timeout: startMs },
  async () => {
    const demo = await start();
    const exited = once(demo.process, "exit") as Promise<[number]>;
    process.kill(Number(readFileSync(join(dataDir, "app.pid"), "utf8")), "SIGKILL");
    expect((await exited)[0]).toBe(1);
    expect(demo.output()).toMatch(/The app was ended by SIGKILL. Its log .* ends with:/);
  },
);

test(
  "a second demo from the same folder is refused in a sentence; from another, two stand side by side; one told to stop while it starts leaves nothing",
  { timeout: startMs },
  async () => {
    const demo = await start();
    await expect(start()).rejects.toThrow(/The demo could not start. Another demo is running from/);
    const other = spawn(process.execPath, [script, "--data", `${dataDir}/other`, "--port", "45700"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    for await (const chunk of other.stdout) {
      output += String(chunk);
      if (output.includes("Starting the app")) break;
    }
    const exited = once(other, "exit") as Promise<[number]>;
    other.kill("SIGTERM");
    expect((await exited)[0]).toBe(0);
    expect(await answers(demo.addresses.admin)).toBe(true);
    expect(await end(demo, "SIGTERM")).toBe(0);
  },
);

test(
  "when npm is told to end, whose shell passes nothing on, the demo ends too",
  { timeout: startMs },
  async () => {
    const shell = spawn("sh", ["-c", `"${process.execPath}" "${script}" --data "${dataDir}"; true`], {
      env: { ...process.env, npm_lifecycle_event: "demo" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { addresses } = await untilReady(shell);
    shell.kill("SIGTERM");
    for (const url of [addresses.app, addresses.clock]) {
      await expect.poll(() => answers(url), { timeout: 20_000 }).toBe(false);
    }
  },
);
