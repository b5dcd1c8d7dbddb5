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
    let refusal: 400 | 401 = 400;
    for (const library of libraries) {
      const result = await library.webhooks.validate({ rawBody: body, rawRequest });
      if (!result.valid) {
        refusal = result.reason === "invalid_hmac" ? 401 : 400;
        continue;
      }
      const shop = library.utils.sanitizeShop(result.domain);
      if (!shop || result.webhookType !== "webhooks") return 400;
      const triggered = result.triggeredAt ? new Date(result.triggeredAt) : null;
      return {
        shop,
        topic: (headers.get("x-shopify-topic") ?? "").toLowerCase(),
        webhookId: result.webhookId.slice(0, 200),
        eventId: result.eventId?.slice(0, 200) ?? null,
        triggeredAt: triggered && !Number.isNaN(triggered.getTime()) ? triggered : null,
        body,
      };
    }
    return refusal;
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
