import { createHmac } from "node:crypto";
import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { quantile } from "./measure.ts";

/**
 * The load of the ingest bench, in a process of its own. Closed: every connection sends as soon as it was answered.
 * Open (`rate` a second): webhooks come by the clock, and their time counts from when they should have been sent.
 */
export type LoadOrder = {
  port: number;
  path: string;
  secret: string;
  bodies: string[];
  shop: string;
  connections: number;
  warmSeconds: number;
  seconds: number;
  rate?: number;
  run: string;
};
export type LoadReport = {
  answered: number;
  refused: number;
  seconds: number;
  p50: number;
  p99: number;
  worst: number;
  /** Ids of all webhooks that were answered 200, those of the warm-up too. */
  acknowledged: string[];
};

if (process.send) {
  process.on("message", (order: LoadOrder) => {
    void load(order, () => process.send!("warm")).then((report) => process.send!(report));
  });
}

async function load(order: LoadOrder, warm: () => void): Promise<LoadReport> {
  const requests = order.bodies.map((body) => requestFor(order, body));
  const report: LoadReport = {
    answered: 0,
    refused: 0,
    seconds: 0,
    p50: 0,
    p99: 0,
    worst: 0,
    acknowledged: [],
  };
  const times: number[] = [];
  const start = performance.now();
  const measuredFrom = start + order.warmSeconds * 1000;
  const end = measuredFrom + order.seconds * 1000;
  let sent = 0;
  const nextDue = () => (order.rate ? start + (sent * 1000) / order.rate : performance.now());

  async function client(): Promise<void> {
    const ask = await openConnection(order.port);
    for (;;) {
      const due = nextDue();
      if (due >= end || performance.now() >= end) return ask.close();
      const id = `${order.run}-${sent}`;
      const request = requests[sent++ % requests.length]!;
      const early = due - performance.now();
      if (early > 0) await pause(early);
      const status = await ask.send(request.replace("WEBHOOK-ID", id)).catch(() => 0);
      if (status === 200) report.acknowledged.push(id);
      if (status === 0) return;
      if (due < measuredFrom) continue;
      if (status === 200) report.answered++;
      else report.refused++;
      times.push(performance.now() - due);
    }
  }

  setTimeout(warm, order.warmSeconds * 1000);
  await Promise.all(Array.from({ length: order.connections }, client));
  report.seconds = (performance.now() - measuredFrom) / 1000;
  report.p50 = quantile(times, 0.5);
  report.p99 = quantile(times, 0.99);
  report.worst = quantile(times, 1);
  return report;
}

function requestFor({ path, secret, shop }: LoadOrder, body: string): string {
  const headers = {
    Host: "127.0.0.1",
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "X-Shopify-Topic": "orders/updated",
    "X-Shopify-Shop-Domain": shop,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
    "X-Shopify-Webhook-Id": "WEBHOOK-ID",
    "X-Shopify-Event-Id": "WEBHOOK-ID",
    "X-Shopify-Triggered-At": "2026-11-22T10:00:00.000Z",
    "X-Shopify-API-Version": "2026-07",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${head.join("")}\r\n${body}`;
}

type Connection = { send(request: string): Promise<number>; close(): void };

/** One request at a time over a socket: node's own client would cost as much as what is measured. */
async function openConnection(port: number): Promise<Connection> {
  const socket: Socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  let seen = "";
  let settle: ((status: number) => void) | null = null;
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    seen += chunk;
    if (!isWhole(seen)) return;
    const status = Number(seen.slice(9, 12));
    seen = "";
    settle?.(status);
  });
  const ended = () => settle?.(0);
  socket.on("error", ended).on("close", ended);
  await new Promise<void>((resolve) => socket.once("connect", resolve).once("error", () => resolve()));
  return {
    send: (request) =>
      new Promise((resolve) => {
        settle = resolve;
        if (socket.destroyed) resolve(0);
        else socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Answers to webhooks have no body: nothing, or the empty last chunk. */
function isWhole(answer: string): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  return /\r\ntransfer-encoding: chunked/i.test(answer.slice(0, head))
    ? answer.endsWith("\r\n0\r\n\r\n")
    : true;
}
