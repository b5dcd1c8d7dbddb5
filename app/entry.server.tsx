import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { PassThrough } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";

export const streamTimeout = 5000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { world }: AppLoadContext,
): Promise<Response> {
  world.shopify.addDocumentResponseHeaders(request, headers);
  headers.set("Content-Type", "text/html");
  headers.set("X-Content-Type-Options", "nosniff");
  // A page outside of an embedding shop may not be framed by anybody.
  if (!headers.has("Content-Security-Policy"))
    headers.set("Content-Security-Policy", "frame-ancestors 'none'");
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={remixContext} url={request.url} />, {
      [ready]() {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        status = 500;
        world.log.error({ err: error, path: new URL(request.url).pathname }, "page failed to render");
      },
    });
    setTimeout(abort, streamTimeout + 1000);
  });
}
