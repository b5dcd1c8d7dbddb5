import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { topic: string; headers: IncomingHttpHeaders; raw: string };

/** Stands where the app would: takes webhooks and keeps them. */
export type Listener = {
  url: string;
  received: Received[];
  ofTopic(topic: string): Received[];
  /** The status it answers with; 200 unless a test says otherwise. */
  status: number;
  stop(): Promise<void>;
};

export async function openListener(): Promise<Listener> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const topic = String(request.headers["x-shopify-topic"]);
      received.push({ topic, headers: request.headers, raw: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(listener.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const listener: Listener = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    ofTopic: (topic) => received.filter((entry) => entry.topic === topic),
    status: 200,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return listener;
}
