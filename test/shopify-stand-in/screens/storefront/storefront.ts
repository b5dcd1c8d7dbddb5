import express, { type NextFunction, type Request, type Response } from "express";
import { join } from "node:path";
import type { StandIn } from "../../stand-in.ts";
import { listen, type Listening } from "../listening.ts";
import { appProxy } from "./app-proxy.ts";
import { addToCart, buy, changeCart, changeCartLine, showCart, thankYou, updateCart } from "./checkout.ts";
import { payInvoice, showInvoice } from "./invoice.ts";
import { collection, home, notFound, productPage, questions, themeDir } from "./pages.ts";
import type { BlockSettings } from "./theme-blocks.ts";
import { languages, openVisit, type Storefront } from "./visit.ts";

export type StorefrontOptions = {
  standIn: StandIn;
  shop: string;
  /** The theme app extension whose block stands on the product pages. */
  extensionDir: string;
  /** Where `/apps/shipsby/…` leads; a function where it is known only later. */
  appUrl: string | (() => string);
  port?: number;
  /** What the merchant chose for the app's blocks; may be changed while the store is open. */
  blockSettings?: BlockSettings;
};

/** Starts a small online store over a shop of the stand-in, on an origin of its own. */
export async function startStorefront(options: StorefrontOptions): Promise<Listening> {
  const { standIn, shop, extensionDir, appUrl } = options;
  const storefront: Storefront = {
    standIn,
    shop,
    extensionDir,
    appUrl: typeof appUrl === "function" ? appUrl : () => appUrl,
    blockSettings: options.blockSettings ?? {},
  };
  const app = express();
  app.disable("x-powered-by");
  app.use("/cdn/theme", express.static(join(themeDir, "assets")));
  app.use("/cdn/extensions", express.static(join(extensionDir, "assets")));
  app.use(strictPolicy);
  for (const { iso_code } of languages) app.use(`/${iso_code}`, pages(storefront));
  app.use(pages(storefront));
  const listening = await listen(app, options.port);
  const state = standIn.shops.get(shop);
  if (state) state.shop.storefrontUrl = listening.url;
  return listening;
}

/** Stricter than any real theme: whatever needs more than this would break somewhere. */
function strictPolicy(_: Request, response: Response, next: NextFunction): void {
  response.setHeader(
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'",
  );
  next();
}

function pages(storefront: Storefront) {
  const routes = express.Router();
  const form = express.urlencoded({ extended: true });
  routes.get("/", home(storefront));
  routes.get("/collections/all", collection(storefront));
  routes.get("/products/:handle", productPage(storefront));
  routes.get("/pages/backorders", questions(storefront));
  routes.get("/cart", showCart(storefront));
  routes.post("/cart/add", form, addToCart(storefront));
  routes.post("/cart", form, updateCart(storefront));
  routes.post("/cart/change", form, changeCart(storefront));
  routes.post("/cart/change.js", form, changeCartLine(storefront));
  routes.post("/cart/update.js", form, updateCart(storefront));
  routes.post("/checkout", form, buy(storefront));
  routes.get("/thank-you/:orderId", thankYou(storefront));
  routes.get("/:shopId(\\d+)/invoices/:draftId", showInvoice(storefront));
  routes.post("/:shopId(\\d+)/invoices/:draftId", form, payInvoice(storefront));
  const anyBody = express.raw({ type: () => true, limit: "1mb" });
  const proxy = storefront.standIn.core.app.proxy;
  if (proxy) routes.all(`/${proxy.prefix}/${proxy.subpath}/*`, anyBody, appProxy(storefront, proxy.url));
  routes.use((request, response) => notFound(openVisit(storefront, request), request, response));
  return routes;
}
