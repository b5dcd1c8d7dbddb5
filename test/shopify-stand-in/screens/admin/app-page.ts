import { Router, type Request } from "express";
import { html, json } from "../html.ts";
import { shopOf, type AdminContext } from "./context.ts";
import { page } from "./layout.ts";
import { modalPath } from "./rewriting-proxy.ts";

/** /store/<name>/apps/<handle or API key>/<path>: the app in its frame, at that path. */
export function appRoutes(context: AdminContext): Router {
  const { standIn, storePath } = context;
  const { apiKey, handle, name } = standIn.core.app;
  const routes = Router();

  routes.get(`/${apiKey}*`, (request, response) => {
    response.redirect(`${storePath}/apps/${handle}${request.url.slice(apiKey.length + 1)}`);
  });

  routes.get(`/${handle}*`, (request, response) => {
    const data = {
      appOrigin: context.appProxyUrl,
      appPath: `${storePath}/apps/${handle}`,
      appName: name,
      shopName: shopOf(context).shop.name,
      storePath,
      modalPath,
      signedQuery: String(standIn.signedAdminQuery(context.shop)),
      src: frameAddress(context, request, `/${handle}`),
    };
    response.set("cache-control", "no-store").send(
      page(context, {
        section: "app",
        title: name,
        head: html`<script id="frame-data" type="application/json">
            ${json(data)}
          </script>
          <script type="module" src="/frame/main.js"></script>`,
        body: html`<div class="app-bar">
            <span class="mark" aria-hidden="true">${name.slice(0, 1)}</span>
            <h1>${name}</h1>
            <span id="app-title"></span>
            <div id="app-actions"></div>
          </div>
          <div id="loading" role="progressbar" aria-label="Loading" hidden></div>
          <iframe id="app-frame" name="app-iframe" title="${name}" allow="clipboard-write"></iframe>`,
      }),
    );
  });
  return routes;
}

/** The app's own path and parameters, with what the admin adds to every load. */
function frameAddress(context: AdminContext, request: Request, prefix: string): string {
  const rest = request.url.slice(prefix.length);
  const url = new URL(context.appProxyUrl + (rest.startsWith("/") ? rest : `/${rest}`));
  for (const [key, value] of context.standIn.signedAdminQuery(context.shop)) url.searchParams.set(key, value);
  return url.href;
}
