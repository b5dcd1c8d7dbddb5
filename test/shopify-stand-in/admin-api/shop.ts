import type { ShopState } from "../shop/state.ts";
import type { Resolvers } from "./context.ts";
import { gid } from "./ids.ts";

const plans = {
  Standard: { publicDisplayName: "Grow", shopifyPlus: false },
  Advanced: { publicDisplayName: "Advanced", shopifyPlus: false },
  Plus: { publicDisplayName: "Plus", shopifyPlus: true },
  Enterprise: { publicDisplayName: "Plus", shopifyPlus: true },
};

export const resolvers: Resolvers = {
  QueryRoot: {
    shop: (_source, _args, ctx) => ctx.shop,
    shopLocales: (_source, _args, ctx) => [
      { locale: ctx.shop.shop.locale, name: ctx.shop.shop.locale, primary: true, published: true },
    ],
  },
  Shop: {
    id: (state: ShopState) => gid("Shop", state.id),
    name: (state: ShopState) => state.shop.name,
    email: (state: ShopState) => state.shop.email,
    contactEmail: (state: ShopState) => state.shop.email,
    myshopifyDomain: (state: ShopState) => state.shop.domain,
    currencyCode: (state: ShopState) => state.shop.currency,
    ianaTimezone: (state: ShopState) => state.shop.timeZone,
    timezoneAbbreviation: (state: ShopState) =>
      new Intl.DateTimeFormat("en", { timeZone: state.shop.timeZone, timeZoneName: "short" })
        .formatToParts(state.world.now())
        .find((part) => part.type === "timeZoneName")!.value,
    url: (state: ShopState) => `https://${state.shop.domain}`,
    primaryDomain: (state: ShopState) => ({
      id: gid("Domain", state.id),
      host: new URL(storefrontOf(state)).host,
      url: storefrontOf(state),
      sslEnabled: true,
    }),
    plan: (state: ShopState) => ({ partnerDevelopment: false, ...plans[state.shop.plan] }),
    features: () => ({ eligibleForSubscriptions: false, storefront: true }),
    weightUnit: () => "KILOGRAMS",
    unitSystem: () => "METRIC_SYSTEM",
    shopAddress: (state: ShopState) => ({
      id: gid("ShopAddress", state.id),
      countryCodeV2: state.shop.countryCode,
      countryCode: state.shop.countryCode,
      coordinatesValidated: false,
    }),
    taxesIncluded: () => true,
  },
  ShopPlan: { displayName: (plan: { publicDisplayName: string }) => plan.publicDisplayName },
};

/** Where shoppers are: links that Shopify gives out for them lead there. */
export function storefrontOf({ shop }: ShopState): string {
  return shop.storefrontUrl ?? `https://${shop.domain}`;
}
