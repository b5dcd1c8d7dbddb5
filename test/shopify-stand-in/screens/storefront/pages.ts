import { join } from "node:path";
import type { Request, Response } from "express";
import { createEngine } from "../../liquid/engine.ts";
import { productObject, type ProductFacts } from "../../liquid/objects.ts";
import { productByHandle, productsOnSale } from "./shelf.ts";
import { blockAssets, renderBlock } from "./theme-blocks.ts";
import { globalsFor, openVisit, rememberTheme, type Storefront, type Visit } from "./visit.ts";

export const themeDir = join(import.meta.dirname, "theme");
const noticeBlock = "backorder-notice";
const badgesBlock = "collection-badges";
const questionsBlock = "backorder-questions";

const theme = createEngine(themeDir);
const productsPerPage = 24;

type PageParts = {
  type: string;
  title: string;
  objects?: Record<string, unknown>;
  head?: string;
  /** App embeds, at the end of the body. */
  embeds?: string;
  status?: number;
};

/** Renders a template of the theme inside its layout. */
export function sendPage(
  visit: Visit,
  request: Request,
  response: Response,
  { type, title, objects = {}, head = "", embeds = "", status = 200 }: PageParts,
): void {
  const globals = globalsFor(visit, request, type);
  const content = theme.renderFile(`templates/${type}`, { ...globals, ...objects }, visit.page);
  sendInLayout(visit, request, response, { type, title, head, embeds, status, content });
}

export function sendInLayout(
  visit: Visit,
  request: Request,
  response: Response,
  parts: Omit<PageParts, "objects"> & { content: string },
): void {
  const objects = {
    ...globalsFor(visit, request, parts.type),
    page_title: parts.title,
    content_for_header: parts.head ?? "",
    content_for_layout: parts.content,
    app_embeds: parts.embeds ?? "",
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

/** One page of products, with the app's badges for them at the end of the body, where an embed stands. */
export function collection(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const all = shelf(visit);
    const page = Math.max(1, Math.trunc(Number(request.query["page"] ?? 1)) || 1);
    const products = all.slice((page - 1) * productsPerPage, page * productsPerPage);
    // An embed sees the whole collection; its own `paginate` reads the page from the address, as the theme's does.
    const badges = renderBlock(storefront, visit, request, {
      name: badgesBlock,
      type: "collection",
      objects: { collection: { products: all }, current_page: page },
    });
    sendPage(visit, request, response, {
      type: "collection",
      title: words(visit, "general.products"),
      objects: {
        collection: { products },
        ...(page > 1 ? { previous_page: page - 1 } : {}),
        ...(page * productsPerPage < all.length ? { next_page: page + 1 } : {}),
      },
      head: blockAssets(storefront, [badgesBlock]),
      embeds: badges,
    });
  };
}

export function questions(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    sendPage(visit, request, response, {
      type: "page",
      title: "Questions",
      objects: { block: renderBlock(storefront, visit, request, { name: questionsBlock, type: "page" }) },
      head: blockAssets(storefront, [questionsBlock]),
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
      head: blockAssets(storefront, [noticeBlock]),
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
  const objects = { product, section: { id: "main" } };
  const html = renderBlock(storefront, visit, request, { name: noticeBlock, type: "product", objects });
  const section = { id: "main", blocks: [{ type: "@app", id: noticeBlock, html }] };
  const globals = globalsFor(visit, request, "product");
  return theme.renderFile("sections/main", { ...globals, product, section }, visit.page);
}

const shelf = (visit: Visit) =>
  productsOnSale(visit.state).map((product) => productObject(product, null, visit.root || "/"));
