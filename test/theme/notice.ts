import { join } from "node:path";
import { renderAppBlock } from "#test/shopify-stand-in/liquid/app-block.ts";
import { productObject, type VariantFacts } from "#test/shopify-stand-in/liquid/objects.ts";

export const extensionDir = join(import.meta.dirname, "../../extensions/backorder");

export const today = new Date("2026-11-21T12:00:00Z");

/** A tracked variant with nothing left that may still be bought, unless said otherwise. */
export function variant(changes: Partial<VariantFacts> = {}): VariantFacts {
  return {
    id: "9007199254741101",
    title: "Olive",
    options: ["Olive"],
    price: 8900,
    available: true,
    inventoryManagement: "shopify",
    inventoryPolicy: "continue",
    inventoryQuantity: 0,
    ...changes,
  };
}

export type Situation = {
  variants?: VariantFacts[];
  chosen?: string;
  /** The value of the app's metafield: anything, since a shop may hold anything. */
  availability?: unknown;
  /** What the merchant chose in Search & Discovery, by key. */
  recommended?: Record<string, object[]>;
  locale?: string;
  now?: Date;
  timeZone?: string;
  settings?: Record<string, unknown>;
  designMode?: boolean;
  /** As in the editor of a template that has none. */
  noProduct?: boolean;
};

/** The notice's HTML as Shopify would put it into a product page. */
export function renderNotice(situation: Situation = {}): string {
  const { variants = [variant()], chosen, availability, settings = {}, designMode = false } = situation;
  const product = productObject(
    {
      id: "9007199254741100",
      title: "Trail pack",
      handle: "trail-pack",
      description: "",
      options: [{ name: "Color", values: variants.map((each) => each.title) }],
      variants,
      metafields: {
        ...(availability === undefined ? {} : { $app: { availability } }),
        "shopify--discovery--product_recommendation": situation.recommended ?? {},
      },
    },
    chosen,
  );
  return renderAppBlock(
    { extensionDir, name: "backorder-notice", id: "shipsby_1", settings },
    {
      product: situation.noProduct ? null : product,
      section: { id: "main" },
      request: { design_mode: designMode, origin: "https://shop.example" },
      cart: { currency: { iso_code: "EUR" } },
    },
    {
      now: situation.now ?? today,
      timeZone: situation.timeZone ?? "Europe/Berlin",
      locale: situation.locale ?? "en",
      currency: "EUR",
      assetUrl: (file) => `/assets/${file}`,
    },
  );
}

export type Notice = { state: string; shipsBy: string | null; lines: string[]; termsShown: boolean };

/** What a shopper without JavaScript gets. */
export function readNotice(html: string): Notice {
  const status = /role="status"[^>]*>([\s\S]*?)<\/div>/.exec(html)?.[1] ?? "";
  const terms = /class="shipsby__terms"([\s\S]*?)>/.exec(html)?.[1];
  return {
    state: /data-shipsby-state="([^"]*)"/.exec(html)?.[1] ?? "none",
    shipsBy: /data-ships-by="([^"]*)"/.exec(html)?.[1] ?? null,
    lines: [...status.matchAll(/<p[^>]*>([\s\S]*?)<\/p>/g)].map((paragraph) => text(paragraph[1] ?? "")),
    termsShown: terms !== undefined && !/\bhidden\b/.test(terms),
  };
}

export const notice = (situation: Situation = {}): Notice => readNotice(renderNotice(situation));

function text(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** The app's metafield with one entry for the default variant. */
export const says = (entry: unknown, id = variant().id): unknown => ({
  v: 1,
  at: "2026-11-21",
  variants: { [id]: entry },
});
