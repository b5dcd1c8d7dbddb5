import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { shopifyIsAt } from "#test/setup/shopify-fetch.ts";

export type Answer =
  { status?: number; body: unknown; headers?: Record<string, string>; afterMs?: number } | "hang up";
export type Scripted = {
  requests: { url: string; headers: IncomingHttpHeaders; body: string }[];
  /** The next answers, in order; the last one is repeated. */
  answers: Answer[];
  stop(): Promise<void>;
};

/** A Shopify that says what it was told to say. */
export async function scriptedShopify(): Promise<Scripted> {
  const scripted: Scripted = { requests: [], answers: [], stop };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    scripted.requests.push({
      url: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    const answer = scripted.answers.length > 1 ? scripted.answers.shift()! : scripted.answers[0]!;
    if (answer === "hang up") return void request.socket.destroy();
    if (answer.afterMs) await new Promise((resolve) => setTimeout(resolve, answer.afterMs));
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    response
      .writeHead(answer.status ?? 200, { "Content-Type": "application/json", ...answer.headers })
      .end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  shopifyIsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  async function stop(): Promise<void> {
    shopifyIsAt(undefined);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return scripted;
}
