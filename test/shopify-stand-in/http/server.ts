import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type StandInRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  /** The host Shopify would have been called by: x-stand-in-host, or empty. */
  host: string;
  body: string;
};

export type StandInResponse = { status?: number; headers?: Record<string, string>; body: string | object };

/** Answers a request, or undefined when it is not for this route. */
export type Route = (
  request: StandInRequest,
) => Promise<StandInResponse | undefined> | StandInResponse | undefined;

export type HttpServer = { url: string; stop(): Promise<void> };

export async function serve(routes: Route[], port = 0): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(routes, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(routes: Route[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const url = new URL(incoming.url ?? "/", "http://stand-in");
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request: StandInRequest = {
      method: incoming.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      host: String(incoming.headers["x-stand-in-host"] ?? ""),
      body: Buffer.concat(chunks).toString("utf8"),
    };
    for (const route of routes) {
      const response = await route(request);
      if (response) return send(outgoing, response);
    }
    send(outgoing, { status: 404, body: { errors: "Not Found" } });
  } catch (error) {
    console.error("stand-in:", error);
    if (!outgoing.headersSent) send(outgoing, { status: 500, body: { errors: "Internal Server Error" } });
  }
}

function send(outgoing: ServerResponse, { status = 200, headers = {}, body }: StandInResponse): void {
  const isText = typeof body === "string";
  outgoing.writeHead(status, {
    "Content-Type": isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
    ...headers,
  });
  outgoing.end(isText ? body : JSON.stringify(body));
}
