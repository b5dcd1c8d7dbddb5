import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { pendingMigrations } from "./database/migrate.server.ts";
import { receiveWebhooks } from "./flows/receive-webhook.server.ts";
import { makeReceiver } from "./shopify/receiver.server.ts";
import type { Process } from "./world.server.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The web process. The port opens before Remix is loaded, so that webhooks are taken from the first second; pages
 * wait for it. Resolves when the port is open.
 */
export async function startWeb(world: Process): Promise<{ port: number; stop(): Promise<void> }> {
  const receive = makeReceiver(world.config, receiveWebhooks(world));
  const pages = loadPages(world);
  pages.catch((error: unknown) =>
    world.log.error({ err: error }, "the pages could not be loaded: run `npm run build`"),
  );
  let stopping = false;

  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    if (stopping) response.setHeader("Connection", "close");
    if (url === "/webhooks" || url.startsWith("/webhooks?")) {
      void receive(request, response).then(
        (status) => world.log.debug({ status, topic: request.headers["x-shopify-topic"] }, "webhook"),
        (error: unknown) => {
          world.log.error({ err: error }, "webhook");
          if (!response.headersSent) response.writeHead(503).end();
        },
      );
      return;
    }
    if (url === "/healthz")
      return void response.writeHead(200, { "Content-Type": "text/plain" }).end("alive\n");
    if (url === "/readyz")
      return void readiness(world, stopping).then((state) => answerJson(response, state));
    pages.then(
      (handle) => handle(request, response),
      () =>
        response
          .writeHead(500, { "Content-Type": "text/plain" })
          .end("Shipsby's pages are not built. Run npm run build.\n"),
    );
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  const port = await listen(server, world.config.port, world.config.host);
  world.log.info({ port }, "web process is listening");

  return {
    port,
    async stop() {
      stopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), 10_000);
      await closed;
      clearTimeout(force);
    },
  };
}

async function loadPages(world: Process): Promise<Handler> {
  const build = (await import(pathToFileURL(path.resolve("build/server/index.js")).href)) as ServerBuild;
  const app = express();
  app.disable("x-powered-by");
  app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
  app.use(express.static("build/client", { maxAge: "1h" }));
  const handle = createRequestHandler({ build, mode: "production", getLoadContext: () => ({ world }) });
  app.all("*", (request, response, next) => void handle(request, response, next));
  return app;
}

type Readiness = { ready: boolean; database: string; queue: string; migrations: string };

async function readiness(world: Process, stopping: boolean): Promise<Readiness> {
  const state: Readiness = {
    ready: false,
    database: "ok",
    queue: world.queue.ready() ? "ok" : "not started",
    migrations: "ok",
  };
  try {
    const pending = await pendingMigrations(world.db);
    if (pending.length > 0) state.migrations = `pending: ${pending.join(", ")}`;
  } catch {
    state.database = "does not answer";
  }
  state.ready = !stopping && state.database === "ok" && state.queue === "ok" && state.migrations === "ok";
  return state;
}

function answerJson(response: ServerResponse, state: Readiness): void {
  response
    .writeHead(state.ready ? 200 : 503, { "Content-Type": "application/json" })
    .end(JSON.stringify(state));
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken by another program. Set PORT to a free one.`)
          : cause,
      ),
    );
    server.listen(port, host, () => resolve((server.address() as { port: number }).port));
  });
}
