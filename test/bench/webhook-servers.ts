import { createRequestHandler } from "@remix-run/express";
import type { ActionFunctionArgs, ServerBuild } from "@remix-run/node";
import express from "express";
import { Session } from "@shopify/shopify-api";
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import { PgBoss } from "pg-boss";
import { pino } from "pino";
import { readConfig } from "#app/config.server.ts";
import { openIntake } from "#app/database/intake.server.ts";
import { receiveWebhooks } from "#app/flows/receive-webhook.server.ts";
import { makeReceiver, type ReceivedWebhook } from "#app/shopify/receiver.server.ts";
import { makeShopify } from "#app/shopify.server.ts";
import { openQueue } from "#app/worker/queue.server.ts";

/** The ways to take a webhook that are compared, each in a process of its own: `node webhook-servers.ts <way> <database>`. */
export const ways = {
  floor,
  shipsby: (url: string) => shipsby(url, "group"),
  "insert per webhook": (url: string) => shipsby(url, "alone"),
  "answer before the commit": (url: string) => shipsby(url, "careless"),
  "boss.send per webhook": bossSend,
  template,
} satisfies Record<string, (url: string) => Promise<RequestListener> | RequestListener>;
export type Way = keyof typeof ways;

const config = readConfig({
  SHOPIFY_API_KEY: "bench-client-id",
  SHOPIFY_API_SECRET: "bench-client-secret",
  SHOPIFY_APP_URL: "https://shipsby.test",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
});

if (process.send) {
  const [way, url] = process.argv.slice(2) as [Way, string];
  process.on("message", () => process.send!({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }));
  const server = createServer(await ways[way](url));
  server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as { port: number }).port }));
}

/** The least that any receiver does: read, check, parse, answer. Nothing is kept. */
function floor(): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const right = createHmac("sha256", config.apiSecret).update(body).digest();
      const claimed = Buffer.from(String(request.headers["x-shopify-hmac-sha256"]), "base64");
      if (claimed.length !== right.length || !timingSafeEqual(claimed, right))
        return response.writeHead(401).end();
      JSON.parse(body.toString("utf8"));
      return response.writeHead(200).end();
    });
  };
}

async function shipsby(url: string, mode: "group" | "alone" | "careless"): Promise<RequestListener> {
  const log = pino({ level: "silent" });
  const queue = await openQueue(url, log);
  const world = { intake: openIntake(url), nudge: queue.nudge, log };
  const keep = receiveWebhooks(world);
  const kept = {
    group: keep,
    // A group of its own for each.
    alone: (webhook: ReceivedWebhook) => receiveWebhooks(world)(webhook),
    careless: async (webhook: ReceivedWebhook) => void keep(webhook),
  };
  return receiving(kept[mode]);
}

async function bossSend(url: string): Promise<RequestListener> {
  const boss = new PgBoss({ connectionString: url, schedule: false, supervise: false });
  await boss.start();
  await boss.createQueue("bench");
  return receiving(async (webhook) => void (await boss.send("bench", webhook)));
}

function receiving(keep: (webhook: ReceivedWebhook) => Promise<void>): RequestListener {
  const receive = makeReceiver(config, keep);
  return (request, response) => void receive(request, response);
}

/** Shopify's template: Remix behind express, authenticate.webhook in an action, nothing kept. */
function template(): RequestListener {
  const shopify = makeShopify(config, sessionsInMemory() as never, async () => {});
  const action = async ({ request }: ActionFunctionArgs) => {
    await shopify.authenticate.webhook(request);
    return new Response();
  };
  const route = { id: "routes/webhooks", path: "webhooks", module: { action } };
  const build = {
    entry: { module: { default: () => new Response(null, { status: 404 }) } },
    routes: { [route.id]: route },
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
    future: { v3_singleFetch: true },
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
  } as unknown as ServerBuild;
  const app = express();
  app.disable("x-powered-by");
  app.all("*", createRequestHandler({ build, mode: "production" }));
  return app;
}

function sessionsInMemory() {
  const sessionOf = (id: string) =>
    new Session({
      id,
      shop: id.replace("offline_", ""),
      state: "",
      isOnline: false,
      scope: "read_orders",
      accessToken: "shpat_bench",
      expires: new Date(Date.now() + 86_400_000),
    });
  return {
    loadSession: async (id: string) => sessionOf(id),
    storeSession: async () => true,
    deleteSession: async () => true,
    deleteSessions: async () => true,
    findSessionsByShop: async (shop: string) => [sessionOf(`offline_${shop}`)],
  };
}
