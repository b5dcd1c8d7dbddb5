import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";

type Keys = { apiKey: string; apiSecret: string; appUrl: string };

/** shopify-api itself, for what shopify-app-remix does not hand out: webhook signatures and token refresh. */
export function shopifyLibrary({ apiKey, apiSecret, appUrl }: Keys) {
  return shopifyApi({
    apiKey,
    apiSecretKey: apiSecret,
    apiVersion: ApiVersion.July26,
    hostName: new URL(appUrl).host,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}
