import express from "express";
import { fileURLToPath } from "node:url";
import { listen } from "../listening.ts";
import { storeName } from "../../session-tokens.ts";
import type { StandIn } from "../../stand-in.ts";
import { appBridgeScript } from "./app-bridge.ts";
import { appRoutes } from "./app-page.ts";
import { bridgeRoutes } from "./bridge-routes.ts";
import { cdnRoutes } from "./cdn.ts";
import type { AdminContext, ShownExtension } from "./context.ts";
import { messagePage } from "./layout.ts";
import { orderRoutes } from "./orders.ts";
import { permissionRoutes } from "./permissions.ts";
import { productRoutes } from "./products.ts";
import { replacementsFor } from "./rewriting.ts";
import { rewritingProxy } from "./rewriting-proxy.ts";
import { transferRoutes } from "./transfers.ts";

export type AdminOptions = {
  standIn: StandIn;
  shop: string;
  /** The real process of the app. */
  app: { url: string };
  port?: number;
  proxyPort?: number;
  storefrontUrl?: string;
  extensions?: ShownExtension[];
};

/**
 * Starts the pretend Shopify admin: its pages, the frame around the app, and the proxy through which a browser
 * reaches the app. `appProxyUrl` is the address the app must be told as its own.
 */
export async function startAdmin(options: AdminOptions) {
  const { standIn, shop, app, storefrontUrl, extensions = [] } = options;
  const context: AdminContext = {
    standIn,
    shop,
    storePath: `/store/${storeName(shop)}`,
    appProxyUrl: "",
    storefrontUrl,
    extensions,
  };
  const screens = await listen(adminPages(context), options.port);
  const replacements = replacementsFor({ adminUrl: screens.url, shop, storefrontUrl });
  const proxy = await listen(
    rewritingProxy({ appUrl: app.url, adminUrl: screens.url, replacements }),
    options.proxyPort,
  );
  context.appProxyUrl = proxy.url;

  return {
    url: screens.url,
    appProxyUrl: proxy.url,
    async stop() {
      await Promise.all([screens.stop(), proxy.stop()]);
    },
  };
}

function adminPages(context: AdminContext) {
  const pages = express();
  pages.disable("x-powered-by");
  pages.use((_request, response, next) => {
    // Shopify's admin is not to be framed either: an app that lands in it by mistake must show.
    response.set("content-security-policy", "frame-ancestors 'none'");
    next();
  });
  pages.use("/frame", express.static(fileURLToPath(new URL("./frame/", import.meta.url)), { maxAge: 0 }));
  pages.get("/cdn/shopifycloud/app-bridge.js", (_request, response) => {
    response.type("text/javascript").set("cache-control", "no-cache").send(appBridgeScript());
  });
  pages.use("/cdn", cdnRoutes());
  pages.get("/favicon.ico", (_request, response) => response.status(204).end());
  pages.get("/", (_request, response) =>
    response.redirect(`${context.storePath}/apps/${context.standIn.core.app.handle}`),
  );

  const store = express.Router();
  store.get("/", (_request, response) => response.redirect("/"));
  store.use(express.urlencoded({ extended: false }));
  store.use("/bridge", bridgeRoutes(context));
  store.use("/apps", appRoutes(context));
  store.use("/orders", orderRoutes(context));
  store.use("/products", productRoutes(context));
  store.use("/transfers", transferRoutes(context));
  store.use("/oauth", permissionRoutes(context));
  store.get("/themes/*", (_request, response) => {
    const text = "The stand-in has no theme editor: every block of the app stands in its theme already.";
    response.send(messagePage(context, "Theme editor", text));
  });
  store.post("/clock", (request, response) => {
    const days = Number((request.body as { days?: string }).days);
    context.standIn.clock.advance(days * 24 * 3600_000);
    context.standIn.core.changed();
    response.redirect(303, request.get("referer") ?? "/");
  });
  pages.use(context.storePath, store);
  pages.use((_request, response) => {
    response.status(404).send(messagePage(context, "Not here", "The stand-in’s admin has no such page."));
  });
  return pages;
}
