import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const preload = fileURLToPath(new URL("../preload.ts", import.meta.url));

let server: Server;
let url: string;
let offsetMs: number;
let asked: { host: unknown; method: unknown; url: unknown; body: string }[];

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

beforeEach(async () => {
  offsetMs = 0;
  asked = [];
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      response.setHeader("content-type", "application/json");
      if (request.url === "/clock") return response.end(JSON.stringify({ offsetMs }));
      asked.push({
        host: request.headers["x-stand-in-host"],
        method: request.method,
        url: request.url,
        body,
      });
      return response.end(JSON.stringify({ ok: true }));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Runs a script as the app would run: preloaded, with an IPC channel to its parent. */
function runApp(script: string) {
  const child = spawn(process.execPath, ["--import", preload, "--input-type=module", "--eval", script], {
    env: { ...process.env, SHOPIFY_STAND_IN_URL: url },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += String(chunk)));
  child.stderr?.on("data", (chunk) => (output += String(chunk)));
  return {
    child,
    output: () => output,
    ended: once(child, "exit") as Promise<[number | null, string | null]>,
  };
}

test("what the app sends to a shop reaches the stand-in with method, body and the shop's name", async () => {
  const app = runApp(`
    await fetch("https://demo.myshopify.com/admin/oauth/access_token?x=1", { method: "POST", body: "a=b" });
    await fetch(new Request("https://storage.googleapis.com/bulk/1", { headers: { a: "b" } }));
  `);
  expect(await app.ended, app.output()).toEqual([0, null]);
  expect(asked).toEqual([
    { host: "demo.myshopify.com", method: "POST", url: "/admin/oauth/access_token?x=1", body: "a=b" },
    { host: "storage.googleapis.com", method: "GET", url: "/bulk/1", body: "" },
  ]);
});

test("nothing else leaves the machine, and the error says so", async () => {
  const app = runApp(`
    for (const url of ["https://example.com/", "http://demo.myshopify.com/", "https://myshopify.com.evil.test/"])
      await fetch(url).then(() => console.log("SENT"), (error) => console.log(error.message));
  `);
  expect((await app.ended)[0]).toBe(0);
  expect(app.output()).not.toContain("SENT");
  expect(app.output().match(/nothing leaves this machine/g)).toHaveLength(3);
});

test("the app lives by the stand-in's clock from its first moment, and follows it", async () => {
  const day = 24 * 3600 * 1000;
  offsetMs = 10 * day;
  const app = runApp(`
    const report = () => console.log(JSON.stringify([Date.now(), new Date().getTime(), Date.parse(Date()),
      new Date() instanceof Date, new Date().constructor === Date, new Date(0).getTime()]));
    const started = Date.now();
    report();
    const timer = setInterval(() => { if (Date.now() > started + ${day}) { report(); clearInterval(timer); } }, 20);
  `);
  await once(app.child.stdout!, "data");
  offsetMs = 20 * day;
  expect((await app.ended)[0]).toBe(0);
  const [first, later] = app
    .output()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown[]);
  const daysAhead = (report: unknown[] | undefined) =>
    report!.slice(0, 3).map((time) => Math.round((Number(time) - Date.now()) / day));
  expect(daysAhead(first)).toEqual([10, 10, 10]);
  expect(daysAhead(later)).toEqual([20, 20, 20]);
  expect(first!.slice(3)).toEqual([true, true, 0]);
});

test("the app is asked to stop when its launcher goes away", async () => {
  const app = runApp(`
    process.on("SIGTERM", () => { console.log("stopping"); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log("up");
  `);
  await once(app.child.stdout!, "data");
  app.child.disconnect();
  expect((await app.ended)[0]).toBe(0);
  expect(app.output()).toContain("stopping");
});

test("an app that finishes is not kept alive by the clock or the channel", async () => {
  const app = runApp(`console.log("done")`);
  expect(await app.ended).toEqual([0, null]);
});
