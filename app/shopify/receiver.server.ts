import { isUtf8 } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { shopifyLibrary } from "./library.server.ts";
import { onlyWhatIsRead } from "./order-body.ts";

/** A webhook whose signature was right. Only its body is signed: the headers are a claim. */
export type ReceivedWebhook = {
  shop: string;
  /** As Shopify writes it: "orders/create". */
  topic: string;
  webhookId: string;
  eventId: string | null;
  triggeredAt: Date | null;
  /** UTF-8. Of an order only what is read of it. */
  body: Buffer;
};

const sizeLimit = 10 * 1024 * 1024;
const rememberedShops = 1000;
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
  const { sanitizeShop } = shopifyLibrary(keys).utils;

  const shops = new Map<string, string | null>();
  /** The library's check is dear, and the same few shops come all day. */
  function shopNamed(claimed: string): string | null {
    let shop = shops.get(claimed);
    if (shop === undefined) {
      if (shops.size >= rememberedShops) shops.clear();
      shops.set(claimed, (shop = sanitizeShop(claimed)));
    }
    return shop;
  }

  /** In the order of the library's own checks: what is missing, what is forged, what it says about itself. */
  function check(body: Buffer, headers: IncomingHttpHeaders): ReceivedWebhook | 400 | 401 {
    const header = (name: string) => headers[`x-shopify-${name}`]?.toString() ?? "";
    const signature = header("hmac-sha256");
    if (body.length === 0 || signature === "") return 400;
    if (!secrets.some((secret) => isSignedWith(secret, body, signature))) return 401;
    const [topic, claimed, webhookId] = [header("topic"), header("shop-domain"), header("webhook-id")];
    if (!topic || !claimed || !webhookId || !header("api-version")) return 400;
    const shop = shopNamed(claimed);
    if (!shop || shop.length > longestHeader) return 400;
    // No JSON holds a NUL byte, and no text column could keep it.
    if (body.includes(0)) return 400;
    const about = topic.toLowerCase().slice(0, longestHeader);
    return {
      shop,
      topic: about,
      webhookId: webhookId.slice(0, longestHeader),
      eventId: header("event-id").slice(0, longestHeader) || null,
      triggeredAt: instantOf(header("triggered-at")),
      body: about.startsWith("orders/") ? onlyWhatIsRead(body) : body,
    };
  }

  return async (request, response) => {
    const answer = (status: number) => {
      // What is still to come of a body that is too large is not waited for.
      if (status === 413) response.setHeader("Connection", "close");
      if (!response.headersSent) response.writeHead(status).end();
      return status;
    };
    if (request.method !== "POST") return answer(405);
    const body = await bodyOf(request);
    if (body === "too large") return answer(413);
    if (body === "cut off") return answer(400);
    const checked = check(body, request.headers);
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
function instantOf(text: string): Date | null {
  const at = /^20\d\d-/.test(text) ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

/** By events and not by iterating, which costs as much as checking the signature. */
function bodyOf(request: IncomingMessage): Promise<Buffer | "too large" | "cut off"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > sizeLimit) {
        chunks.length = 0;
        resolve("too large");
      } else chunks.push(chunk);
    });
    request.on("end", () =>
      resolve(readable(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size))),
    );
    request.on("error", () => resolve("cut off"));
    request.on("close", () => resolve("cut off"));
  });
}

/** As the library reads it: what is no text becomes text, and another one than was signed. */
function readable(body: Buffer): Buffer {
  return isUtf8(body) ? body : Buffer.from(body.toString("utf8"));
}

/** The library's check, without its detour over the Web's crypto and headers, which cost ten times as much. */
function isSignedWith(secret: string, body: Buffer, signature: string): boolean {
  const right = Buffer.from(createHmac("sha256", secret).update(body).digest("base64"));
  const claimed = Buffer.from(signature);
  return claimed.length === right.length && timingSafeEqual(claimed, right);
}
