import { spawn, type ChildProcess } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { apiKey, apiSecret } from "#test/world.ts";

export type Running = {
  url: string;
  child: ChildProcess;
  /** When /readyz says so. */
  ready: Promise<void>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  words(): string;
};

/** server.ts as it runs in production, its way to Shopify led to the stand-in from outside. */
export async function startShipsby(options: {
  standInUrl: string;
  databaseUrl?: string;
  dataDir?: string;
  process?: "all" | "web" | "worker";
  env?: Record<string, string>;
}): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "./test/shopify-stand-in/preload.ts", "server.ts"], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      SHOPIFY_APP_URL: "https://shipsby.test",
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: "warn",
      SHOPIFY_STAND_IN_URL: options.standInUrl,
      ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
      ...(options.dataDir && { DATA_DIR: options.dataDir }),
      ...(options.process && { PROCESS: options.process }),
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000)));
  const ended = new Promise<number | string>((resolve) =>
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "?")),
  );
  const url = `http://127.0.0.1:${port}`;

  async function untilReady(): Promise<void> {
    // A worker opens no port: it is up when it says so.
    const isUp = async () =>
      options.process === "worker"
        ? said.includes("Shipsby is up")
        : (await fetch(`${url}/readyz`).catch(() => null))?.ok;
    while (!(await isUp())) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`Shipsby ended before it was ready:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
  const ready = untilReady();
  ready.catch(() => {});
  return { url, child, ready, ended, words: () => said };
}

/** kill -9: the process gets no chance to do anything. */
export async function kill({ child, ended }: Running): Promise<void> {
  child.kill("SIGKILL");
  await ended;
}

export type Posted = { webhookId: string; status: number };

export function signedHeaders(body: string, shop: string, topic: string): Record<string, string> {
  return {
    "X-Shopify-Topic": topic,
    "X-Shopify-Shop-Domain": shop,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", apiSecret).update(body).digest("base64"),
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-API-Version": "2026-07",
  };
}

/** A signed webhook. Status 0 when no answer came. */
export async function postWebhook(url: string, shop: string, topic: string, body: object): Promise<Posted> {
  const text = JSON.stringify(body);
  const headers = signedHeaders(text, shop, topic);
  const status = await fetch(`${url}/webhooks`, { method: "POST", body: text, headers }).then(
    (response) => response.status,
    () => 0,
  );
  return { webhookId: headers["X-Shopify-Webhook-Id"]!, status };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
