import type { ShopState } from "../../shop/state.ts";
import type { StandIn } from "../../stand-in.ts";

/** What every page of the pretend admin works with. */
export type AdminContext = {
  standIn: StandIn;
  shop: string;
  storePath: string; // /store/demo-shop
  appProxyUrl: string;
  storefrontUrl: string | undefined;
  extensions: ShownExtension[];
};

/** What `shopify.app.extensions()` tells the app about one of its extensions. */
export type ShownExtension = {
  handle: string;
  type: "theme_app_extension" | "ui_extension";
  activations: object[];
};

export function shopOf({ standIn, shop }: AdminContext): ShopState {
  const state = standIn.shops.get(shop);
  if (!state) throw new Error(`The stand-in has no shop ${shop}.`);
  return state;
}

/** The shop's day and time, short. */
export function when(context: AdminContext, iso: string, withTime = true): string {
  const { timeZone } = shopOf(context).shop;
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    ...(withTime ? { hour: "2-digit", minute: "2-digit" } : { year: "numeric" }),
  }).format(new Date(iso));
}

export function money(context: AdminContext, amount: number): string {
  return new Intl.NumberFormat("en-IE", {
    style: "currency",
    currency: shopOf(context).shop.currency,
  }).format(amount);
}
