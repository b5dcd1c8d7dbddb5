import type { Request, Response } from "express";
import type { Page } from "../../liquid/page.ts";
import type { StandIn } from "../../stand-in.ts";
import type { ShopState } from "../../shop/state.ts";
import { productObject, variantObject } from "../../liquid/objects.ts";
import { lineKey, readAttributes, readCart, readCookie, type CartLine } from "./cart.ts";
import { findVariant } from "./shelf.ts";
import type { BlockSettings } from "./theme-blocks.ts";

export type Storefront = {
  standIn: StandIn;
  shop: string;
  extensionDir: string;
  appUrl: () => string;
  blockSettings: BlockSettings;
};

export const languages = [
  { iso_code: "en", endonym_name: "English" },
  { iso_code: "de", endonym_name: "Deutsch" },
  { iso_code: "fr", endonym_name: "Français" },
  { iso_code: "es", endonym_name: "Español" },
  { iso_code: "ja", endonym_name: "日本語" },
  { iso_code: "ar", endonym_name: "العربية" },
];

const themeKinds = ["dawn", "vintage", "modern"];

/** One request to the store: who asks, in which language, with which cart. */
export type Visit = {
  state: ShopState;
  locale: string;
  root: string; // "" or "/de"
  themeKind: string;
  designMode: boolean;
  cart: CartLine[];
  cartAttributes: Record<string, string>;
  page: Page;
};

/** The language is the first part of the path ("/de/cart") or `?locale=de`; the store's own has no part. */
export function openVisit(storefront: Storefront, request: Request): Visit {
  const { standIn, shop } = storefront;
  const state = standIn.shops.get(shop);
  if (!state) throw new Error(`The stand-in has no shop ${shop}.`);
  const asked = String(request.query["locale"] ?? request.baseUrl.slice(1));
  const locale = languages.some(({ iso_code }) => iso_code === asked) ? asked : "en";
  const kind = String(request.query["theme"] ?? readCookie(request, "pretend_theme"));
  return {
    state,
    locale,
    root: locale === "en" ? "" : `/${locale}`,
    themeKind: themeKinds.includes(kind) ? kind : "dawn",
    designMode: request.query["editor"] === "1",
    cart: readCart(request),
    cartAttributes: readAttributes(request),
    page: {
      now: standIn.clock.now(),
      timeZone: state.shop.timeZone,
      locale,
      currency: state.shop.currency,
      assetUrl: (file) => `/cdn/theme/${file}`,
      origin: originOf(request),
    },
  };
}

const originOf = (request: Request) => `${request.protocol}://${request.get("host")}`;

/** `?theme=` stays for the visit. */
export function rememberTheme(request: Request, response: Response, visit: Visit): void {
  if (request.query["theme"]) {
    response.append("set-cookie", `pretend_theme=${visit.themeKind}; Path=/; SameSite=Lax`);
  }
}

/** Liquid's global objects. */
export function globalsFor(visit: Visit, request: Request, pageType: string): Record<string, unknown> {
  const { state, locale, root, designMode } = visit;
  return {
    shop: {
      name: state.shop.name,
      currency: state.shop.currency,
      domain: state.shop.domain,
      permanent_domain: state.shop.domain,
    },
    request: {
      design_mode: designMode,
      locale: { iso_code: locale, root_url: root || "/" },
      origin: originOf(request),
      path: `${root}${request.path}`,
      page_type: pageType,
    },
    localization: { language: { iso_code: locale }, available_languages: samePageIn(request) },
    routes: {
      root_url: root || "/",
      all_products_collection_url: `${root}/collections/all`,
      cart_url: `${root}/cart`,
      cart_add_url: `${root}/cart/add`,
      cart_change_url: `${root}/cart/change`,
      cart_update_url: `${root}/cart/update`,
    },
    checkout_url: `${root}/checkout`,
    theme_kind: visit.themeKind,
    cart: cartObject(visit),
  };
}

function samePageIn(request: Request) {
  const query = new URLSearchParams(request.originalUrl.split("?")[1] ?? "");
  query.delete("locale");
  const rest = query.size > 0 ? `?${query}` : "";
  return languages.map((language) => ({
    ...language,
    same_page_url: `${language.iso_code === "en" ? "" : `/${language.iso_code}`}${request.path}${rest}`,
  }));
}

function cartObject(visit: Visit) {
  const items = visit.cart.flatMap((line) => {
    const found = findVariant(visit.state, line.variantId);
    if (!found) return [];
    const product = productObject(found.product, found.variant.id, visit.root || "/");
    return {
      key: lineKey(line),
      product,
      variant_id: found.variant.id,
      requires_shipping: true,
      variant: variantObject(found.variant, String(product["url"])),
      url: `${String(product["url"])}?variant=${found.variant.id}`,
      quantity: line.quantity,
      properties: Object.entries(line.properties).map(([first, last]) => ({ first, last })),
      final_line_price: found.variant.price * line.quantity,
    };
  });
  return {
    items,
    item_count: items.reduce((total, item) => total + item.quantity, 0),
    total_price: items.reduce((total, item) => total + item.final_line_price, 0),
    attributes: visit.cartAttributes,
    currency: { iso_code: visit.state.shop.currency },
  };
}
