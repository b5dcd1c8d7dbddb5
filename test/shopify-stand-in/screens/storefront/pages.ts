import { join } from "node:path";
import type { Request, Response } from "express";
import { readBlockSchema, renderAppBlock } from "../../liquid/app-block.ts";
import { createEngine } from "../../liquid/engine.ts";
import { productObject, type ProductFacts } from "../../liquid/objects.ts";
import { productByHandle, productsOnSale } from "./shelf.ts";
import { globalsFor, openVisit, rememberTheme, type Storefront, type Visit } from "./visit.ts";

export const themeDir = join(import.meta.dirname, "theme");
export const noticeBlock = "backorder-notice";

const theme = createEngine(themeDir);

type PageParts = {
  type: string;
  title: string;
  objects?: Record<string, unknown>;
  head?: string;
  status?: number;
};

/** Renders a template of the theme inside its layout. */
export function sendPage(
  visit: Visit,
  request: Request,
  response: Response,
  { type, title, objects = {}, head = "", status = 200 }: PageParts,
): void {
  const globals = globalsFor(visit, request, type);
  const content = theme.renderFile(`templates/${type}`, { ...globals, ...objects }, visit.page);
  sendInLayout(visit, request, response, { type, title, head, status, content });
}

export function sendInLayout(
  visit: Visit,
  request: Request,
  response: Response,
  parts: { type: string; title: string; content: string; head?: string; status?: number },
): void {
  const objects = {
    ...globalsFor(visit, request, parts.type),
    page_title: parts.title,
    content_for_header: parts.head ?? "",
    content_for_layout: parts.content,
  };
  rememberTheme(request, response, visit);
  response.status(parts.status ?? 200).type("html");
  response.send(theme.renderFile("layout/theme", objects, visit.page));
}

/** Text from an app, in Liquid, as a page of the theme or (`{% layout none %}`) without it. */
export function sendAppLiquid(
  visit: Visit,
  request: Request,
  response: Response,
  { source, status }: { source: string; status: number },
): void {
  const bare = /^\s*\{%-?\s*layout none\s*-?%\}/;
  const globals = globalsFor(visit, request, "app");
  const content = theme.renderText(source.replace(bare, ""), globals, visit.page);
  if (bare.test(source)) response.status(status).type("html").send(content);
  else sendInLayout(visit, request, response, { type: "app", title: visit.state.shop.name, content, status });
}

export function home(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    sendPage(visit, request, response, {
      type: "index",
      title: words(visit, "general.products"),
      objects: { collection: { products: shelf(visit) } },
    });
  };
}

export function collection(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    sendPage(visit, request, response, {
      type: "collection",
      title: words(visit, "general.products"),
      objects: { collection: { products: shelf(visit) } },
    });
  };
}

export function productPage(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const product = productByHandle(visit.state, String(request.params["handle"]));
    if (!product) return notFound(visit, request, response);
    const section = productSection(storefront, visit, request, product);
    // The Section Rendering API: one section of the page, without the page.
    if (request.query["section_id"] === "main") {
      response.type("html").send(`<div id="shopify-section-main" class="shopify-section">${section}</div>`);
      return;
    }
    sendPage(visit, request, response, {
      type: "product",
      title: product.title,
      objects: { sections: { main: section } },
      head: blockAssets(storefront),
    });
  };
}

export function notFound(visit: Visit, request: Request, response: Response): void {
  const title = words(visit, "general.not_found");
  sendPage(visit, request, response, { type: "message", title, objects: { title }, status: 404 });
}

/** A text of the theme. */
export function words(visit: Visit, key: string, values: Record<string, unknown> = {}): string {
  const names = Object.keys(values).map((name) => `${name}: ${name}`);
  return theme
    .renderText(`{{ '${key}' | t${names.length > 0 ? `: ${names.join(", ")}` : ""} }}`, values, visit.page)
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

function productSection(storefront: Storefront, visit: Visit, request: Request, facts: ProductFacts): string {
  const chosen = request.query["variant"];
  const product = productObject(facts, typeof chosen === "string" ? chosen : null, visit.root || "/");
  const objects = { ...globalsFor(visit, request, "product"), product, section: { id: "main" } };
  const preview = request.query["preview"];
  const html = renderAppBlock(
    {
      extensionDir: storefront.extensionDir,
      name: noticeBlock,
      id: "shipsby_notice",
      settings: typeof preview === "string" ? { preview } : {},
    },
    objects,
    { ...visit.page, assetUrl: extensionAsset },
  );
  const section = { id: "main", blocks: [{ type: "@app", id: "shipsby_notice", html }] };
  return theme.renderFile("sections/main", { ...objects, section }, visit.page);
}

/** As Shopify adds them to `content_for_header`: once a page, the script without holding anything up. */
function blockAssets({ extensionDir }: Storefront): string {
  const { stylesheet, javascript } = readBlockSchema(extensionDir, noticeBlock);
  return [
    stylesheet && `<link rel="stylesheet" href="${extensionAsset(stylesheet)}">`,
    javascript && `<script src="${extensionAsset(javascript)}" async></script>`,
  ].join("");
}

const extensionAsset = (file: string) => `/cdn/extensions/${file}`;

const shelf = (visit: Visit) =>
  productsOnSale(visit.state).map((product) => productObject(product, null, visit.root || "/"));
