import type { IncomingMessage, ServerResponse } from "node:http";
import { shopifyLibrary } from "./library.server.ts";

/** A webhook whose signature was right. Only its body is signed: the headers are a claim. */
export type ReceivedWebhook = {
  shop: string;
  /** As Shopify writes it: "orders/create". */
  topic: string;
  webhookId: string;
  eventId: string | null;
  triggeredAt: Date | null;
  body: string;
};

const sizeLimit = 10 * 1024 * 1024;
/** Headers are not signed: what a stranger could put into them must still fit into an index. */
const longestHeader = 200;

/**
 * Our own thin receiver, ahead of Remix. Answers as shopify-app-remix does: 405 for another method, 401 for a
 * wrong signature, 400 for the rest; 413 beyond 10 MB. 200 only after `keep` has made it durable, else 503, so
 * that Shopify sends it again. Not `authenticate.webhook`: that one needs a token, and answers 500 for shops that
 * have uninstalled, compliance topics included (shopify-app-js issue 3360).
 */
export function makeReceiver(
  keys: { apiKey: string; apiSecret: string; apiSecretPrevious: string | undefined; appUrl: string },
  keep: (webhook: ReceivedWebhook) => Promise<void>,
): (request: IncomingMessage, response: ServerResponse) => Promise<number> {
  const secrets = [keys.apiSecret, ...(keys.apiSecretPrevious ? [keys.apiSecretPrevious] : [])];
  const libraries = secrets.map((apiSecret) => shopifyLibrary({ ...keys, apiSecret }));

  async function check(body: string, headers: Headers): Promise<ReceivedWebhook | 400 | 401> {
    const rawRequest = new Request(`${keys.appUrl}/webhooks`, { method: "POST", headers });
    for (const library of libraries) {
      const result = await library.webhooks.validate({ rawBody: body, rawRequest });
      if (!result.valid) {
        if (result.reason === "invalid_hmac") continue;
        return 400;
      }
      const shop = library.utils.sanitizeShop(result.domain);
      if (!shop || shop.length > longestHeader || result.webhookType !== "webhooks") return 400;
      // No JSON holds a NUL byte, and no text column could keep it.
      if (body.includes("\0")) return 400;
      return {
        shop,
        topic: (headers.get("x-shopify-topic") ?? "").toLowerCase().slice(0, longestHeader),
        webhookId: result.webhookId.slice(0, longestHeader),
        eventId: result.eventId?.slice(0, longestHeader) ?? null,
        triggeredAt: instantOf(result.triggeredAt),
        body,
      };
    }
    return 401;
  }

  return async (request, response) => {
    const answer = (status: number) => {
      if (!response.headersSent) response.writeHead(status).end();
      return status;
    };
    if (request.method !== "POST") return answer(405);
    const body = await bodyOf(request);
    if (body === "too large") return answer(413);
    if (body === "cut off") return answer(400);
    const checked = await check(body, headersOf(request));
    if (typeof checked === "number") return answer(checked);
    try {
      await keep(checked);
    } catch {
      return answer(503);
    }
    return answer(200);
  };
}

/** Null for what is no instant of our age, which a database may not know either. */
function instantOf(text: string | undefined): Date | null {
  const at = /^20\d\d-/.test(text ?? "") ? new Date(text!) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

async function bodyOf(request: IncomingMessage): Promise<string | "too large" | "cut off"> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > sizeLimit) return "too large";
      chunks.push(chunk);
    }
  } catch {
    return "cut off";
  }
  return request.complete ? Buffer.concat(chunks).toString("utf8") : "cut off";
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // A header sent twice arrives joined; Shopify never does that, and what is joined validates as neither.
    if (name.startsWith("x-shopify-") && value !== undefined) headers.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  return headers;
}
