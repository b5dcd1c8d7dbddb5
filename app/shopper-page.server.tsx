import type { ActionFunctionArgs } from "@remix-run/node";
import type { ReactElement, ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { languageOf, rightToLeft, type Language } from "./domain/languages.ts";
import { formWords, linkWords } from "./domain/sign-up-words.ts";
import { readProxied, type Proxied } from "./shopify/app-proxy.server.ts";
import type { Process } from "./world.server.ts";

/** What a person without a login reads: a title and something to do. */
export type ShopperPage = { language: Language; title: string; status?: number; children: ReactNode };

/**
 * A request that a shop's storefront passed on. The one place where such requests are let in; the shop comes from
 * what Shopify signed.
 */
export function proxied(take: (visit: Proxied & { world: Process; request: Request }) => Promise<Response>) {
  return async ({ request, context: { world } }: ActionFunctionArgs): Promise<Response> => {
    const { apiSecret, apiSecretPrevious } = world.config;
    const secrets = [apiSecret, ...(apiSecretPrevious ? [apiSecretPrevious] : [])];
    const visit = readProxied(request.url, secrets, world.now());
    if (!visit) return new Response("Bad Request", { status: 400 });
    return take({ ...visit, world, request });
  };
}

const largestForm = 20_000;

/** A form's text fields; null for what is too large to be one. */
export async function readForm(request: Request): Promise<Record<string, string> | null> {
  const body = await readBody(request, largestForm);
  if (body === null) return null;
  const type = request.headers.get("content-type") ?? "";
  try {
    const all = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    return Object.fromEntries(
      [...all].filter((field): field is [string, string] => typeof field[1] === "string"),
    );
  } catch {
    return null;
  }
}

/** Null for what is larger. It is read to its end all the same, so that whoever sends it hears the answer. */
export async function readBody(request: Request, largest: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const read = await reader?.read();
    if (!read || read.done) break;
    size += read.value.length;
    if (size <= largest) chunks.push(read.value);
  }
  return size > largest ? null : Buffer.concat(chunks);
}

/** Inside the shop's theme. Liquid would run what stands in braces, so none leaves here as a brace. */
export function themePage({ language, title, children }: ShopperPage): Response {
  const markup = renderToStaticMarkup(
    <div className="page-width shipsby-page" lang={language} dir={rightToLeft(language) ? "rtl" : "ltr"}>
      <h1>{title}</h1>
      {children}
    </div>,
  );
  const inert = markup.replaceAll("{", "&#123;").replaceAll("}", "&#125;");
  return new Response(inert, { headers: { ...quiet, "Content-Type": "application/liquid; charset=utf-8" } });
}

/** `back`: there is nothing left to do here. */
type OwnPage = ShopperPage & {
  store?: { name: string; productUrl: string | null } | null;
  back?: boolean;
};

/**
 * At the app's own address, for links in mails: they work when the storefront is closed, too. It says whose page it is,
 * since the address does not.
 */
export function ownPage({ status = 200, ...page }: OwnPage): Response {
  return new Response(`<!doctype html>${renderToStaticMarkup(document(page))}`, {
    status,
    headers: {
      ...quiet,
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
  });
}

export function tokenOf(request: Request): string {
  return new URL(request.url).searchParams.get("token") ?? "";
}

/** One page for every bad link: forged, too old, of somebody who is gone. */
export function badLink(request: Request): Response {
  const language = languageOf(request.headers.get("accept-language"));
  const { badLink: words, leaveTitle } = linkWords[language];
  const title = new URL(request.url).pathname.endsWith("confirm")
    ? linkWords[language].confirmTitle
    : leaveTitle;
  return ownPage({ language, title, status: 404, children: <p role="status">{words}</p> });
}

/** The address of such a page holds a token: it is kept from caches, other sites and search engines. */
const quiet = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
};

function document({ language, title, store, back = false, children }: OwnPage): ReactElement {
  return (
    <html lang={language} dir={rightToLeft(language) ? "rtl" : "ltr"}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style>{css}</style>
      </head>
      <body>
        <main>
          {store && (
            <p className="store">
              <bdi>{store.name}</bdi>
            </p>
          )}
          <h1>{title}</h1>
          {children}
          {back && store?.productUrl && (
            <p>
              <a href={store.productUrl}>{formWords[language].back}</a>
            </p>
          )}
        </main>
      </body>
    </html>
  );
}

const css = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
a { display: inline-block; min-height: 24px; color: inherit; }
.store { margin: 0; font-weight: 600; }
h1 { margin-block: .25rem 1rem; font-size: 1.5rem; line-height: 1.25; }
button { min-height: 44px; padding: .5rem 1rem; font: inherit; border-radius: 6px; border: 1px solid currentColor; background: none; color: inherit; cursor: pointer; }
button.first { background: CanvasText; color: Canvas; }
form { margin: 0 0 .75rem; }
details { margin-block-start: 2rem; }
.hint { font-size: .875rem; }
`;
