import { request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { replaceAll, replacingStream, rewritePolicy, type Replacement } from "./rewriting.ts";

export type RewritingProxy = {
  appUrl: string;
  adminUrl: string;
  replacements: Replacement[];
};

/** App Bridge shows a modal's content in a frame of the app's origin; this is that frame's empty page. */
export const modalPath = "/.shopify/modal";
const modalPage = `<!doctype html><html><head><title>Modal</title><style>html,body{margin:0;background:#fff}</style></head><body></body></html>`;

const plainBrowser =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const rewrittenTypes =
  /^(text\/html|text\/css|text\/x-script|text\/x-turbo|text\/javascript|application\/javascript)/;
const addressHeaders = [
  "location",
  "link",
  "x-shopify-api-request-failure-reauthorize-url",
  "x-remix-redirect",
];

/**
 * Stands before the app so that an ordinary browser meets the stand-in wherever the app names Shopify.
 * The app sees the requests as it would behind any reverse proxy.
 */
export function rewritingProxy({ appUrl, adminUrl, replacements }: RewritingProxy) {
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (incoming.url?.startsWith(modalPath)) {
      outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(modalPage);
      return;
    }
    const upstream = request(new URL(appUrl), {
      method: incoming.method,
      path: incoming.url,
      headers: headersForApp(incoming),
    });
    upstream.on("response", (answer) => {
      const body = rewrittenTypes.test(answer.headers["content-type"] ?? "")
        ? answer.pipe(replacingStream(replacements))
        : answer;
      outgoing.writeHead(answer.statusCode ?? 502, headersForBrowser(answer, body !== answer));
      body.pipe(outgoing);
      answer.on("error", () => outgoing.destroy());
    });
    upstream.on("error", (error) => {
      if (outgoing.headersSent) return outgoing.destroy();
      outgoing.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
      return outgoing.end(`The app at ${appUrl} does not answer (${error.message}).`);
    });
    // A browser that goes away must not leave the app working for nobody.
    outgoing.on("close", () => upstream.destroy());
    incoming.pipe(upstream);
  };

  function headersForApp(incoming: IncomingMessage): OutgoingHttpHeaders {
    return {
      ...incoming.headers,
      "accept-encoding": "identity",
      "user-agent": asBrowser(incoming.headers["user-agent"]),
      "x-forwarded-for": incoming.socket.remoteAddress ?? "",
      "x-forwarded-host": incoming.headers.host ?? "",
      "x-forwarded-proto": "http",
    };
  }

  function headersForBrowser(answer: IncomingMessage, rewritten: boolean): OutgoingHttpHeaders {
    const headers: OutgoingHttpHeaders = { ...answer.headers };
    delete headers["connection"];
    delete headers["keep-alive"];
    if (rewritten) delete headers["content-length"];
    for (const name of addressHeaders) {
      const value = headers[name];
      if (typeof value === "string") headers[name] = replaceAll(value, replacements);
    }
    const policy = headers["content-security-policy"];
    if (typeof policy === "string") headers["content-security-policy"] = rewritePolicy(policy, adminUrl);
    return headers;
  }
}

/** The library answers 410 to what calls itself a bot, and a headless browser does. Shopify's own calls stay. */
function asBrowser(userAgent: string | undefined): string {
  if (userAgent?.startsWith("Shopify")) return userAgent;
  return userAgent?.startsWith("Mozilla/") && !userAgent.includes("Headless") ? userAgent : plainBrowser;
}
