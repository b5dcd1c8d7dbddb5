import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { Config } from "./config.server.ts";
import type { Sessions } from "./database/sessions.server.ts";

export type Shopify = ReturnType<typeof makeShopify>;

/**
 * shopifyApp() as in Shopify's template, built once by world.server.ts. Webhooks do not come here: see
 * app/shopify/receiver.server.ts. `joined` runs after every token exchange, about hourly per shop.
 */
export function makeShopify(config: Config, sessions: Sessions, joined: (shop: string) => Promise<void>) {
  return shopifyApp({
    apiKey: config.apiKey,
    apiSecretKey: config.apiSecret,
    apiVersion: ApiVersion.July26,
    appUrl: config.appUrl,
    authPathPrefix: "/auth",
    sessionStorage: sessions,
    distribution: AppDistribution.AppStore,
    // Without both flags the library falls back to the old redirect flow and to tokens that Shopify no longer accepts.
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: { afterAuth: ({ session }) => joined(session.shop) },
  });
}
