import { Agent, createServer, request, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Asked = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Whoever asked waits for no answer any more. */
  isGone(): boolean;
};
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Decides what becomes of a request. `pass` hands it on; null: the connection breaks without an answer. */
export type Keeper = (asked: Asked, pass: () => Promise<Answer>) => Promise<Answer | null>;

export type Gate = { url: string; stop(): Promise<void> };

/** Stands before a server, so that somebody can listen, hold back, and break in. */
export async function openGate(target: () => string, keeper: Keeper): Promise<Gate> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "GET", url: path = "/", headers } = incoming;
      const asked = {
        method,
        path,
        headers,
        body: Buffer.concat(chunks).toString("utf8"),
        isGone: () => outgoing.destroyed,
      };
      keeper(asked, () => forward(target(), asked, agent)).then(
        (answer) => {
          if (!answer) return void outgoing.destroy();
          const { "transfer-encoding": _, connection: __, ...passed } = answer.headers;
          outgoing.writeHead(answer.status, { ...passed, "content-length": answer.body.length });
          outgoing.end(answer.body);
        },
        () => outgoing.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}

function forward(target: string, { method, path, headers, body }: Asked, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { "transfer-encoding": _, ...passed } = headers;
    const outgoing = request(
      new URL(path, target),
      { method, agent, headers: { ...passed, "content-length": Buffer.byteLength(body) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
