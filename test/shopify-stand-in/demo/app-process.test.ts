import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startApp, type AppProcess } from "./app-process.ts";
import { choosePorts } from "./ports.ts";

let root: string;
let app: AppProcess | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "app-"));
  mkdirSync(join(root, "test/shopify-stand-in"), { recursive: true });
  writeFileSync(join(root, "test/shopify-stand-in/preload.ts"), "");
});
afterEach(async () => {
  await app?.stop();
  rmSync(root, { recursive: true });
});

async function run(server: string): Promise<AppProcess> {
  writeFileSync(join(root, "server.ts"), server);
  const { app: port } = await choosePorts({ first: "free" });
  const logFile = join(root, "app.log");
  app = startApp({
    root,
    port,
    standInUrl: "http://127.0.0.1:1",
    dataDir: root,
    logFile,
    env: { LOG_LEVEL: "info" },
  });
  return app;
}

const ready = `
  const http = await import("node:http");
  http.createServer((request, response) => {
    if (request.url === "/readyz") response.end("ok");
    else response.end(JSON.stringify(process.env));
  }).listen(process.env.PORT, process.env.HOST);
  process.on("SIGTERM", () => { console.log("stopped in order"); process.exit(0); });
`;

test("the app gets its address and its data folder, and no database of the surroundings", async () => {
  process.env["DATABASE_URL"] = "postgresql://elsewhere/real";
  try {
    const { url, ready: isReady } = await run(ready);
    await isReady();
    const env = (await (await fetch(url)).json()) as Record<string, string>;
    expect(env).toMatchObject({ HOST: "127.0.0.1", DATA_DIR: root, LOG_LEVEL: "info" });
    expect(env["DATABASE_URL"]).toBeUndefined();
  } finally {
    delete process.env["DATABASE_URL"];
  }
});

test("an app that ends before it is ready is a failed start, with the end of its log", async () => {
  const { ready: isReady } = await run(`console.log("ENCRYPTION_KEY is missing"); process.exit(3);`);
  await expect(isReady()).rejects.toThrow(/ended with code 3[\s\S]*ENCRYPTION_KEY is missing/);
});

test("stopping lets the app stop in order, and leaves no process", async () => {
  const running = await run(ready);
  await running.ready();
  await running.stop();
  expect(running.lastLogLines()).toContain("stopped in order");
  expect(() => process.kill(running.pid, 0)).toThrow();
});
