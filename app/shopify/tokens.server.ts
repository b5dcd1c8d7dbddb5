import { HttpResponseError, type Session } from "@shopify/shopify-api";
import { ShopAccessLost, ShopifyUnavailable } from "./errors.ts";
import { shopifyLibrary } from "./library.server.ts";

type Sessions = {
  offline(shop: string): Promise<Session | undefined>;
  renewing(
    shop: string,
    renew: (current: Session | undefined) => Promise<Session | undefined>,
  ): Promise<Session | undefined>;
};

/** Renewed this long before it runs out, so that a request under way does not meet its end. */
const marginMs = 60_000;

/**
 * A usable access token for a shop. An expired one, or one that Shopify refused, is refreshed by one process at
 * a time; whoever waited finds the new one. Throws ShopAccessLost when only a person opening the app can help.
 */
export function makeTokens(
  keys: { apiKey: string; apiSecret: string; appUrl: string },
  sessions: Sessions,
  now: () => Date,
): (shop: string, refused?: string) => Promise<string> {
  const library = shopifyLibrary(keys);
  const usable = (session: Session | undefined, refused?: string) =>
    session?.accessToken &&
    session.accessToken !== refused &&
    (!session.expires || session.expires.getTime() - now().getTime() > marginMs)
      ? session.accessToken
      : null;

  return async (shop, refused) => {
    const token = usable(await sessions.offline(shop), refused);
    if (token) return token;
    const renewed = await sessions.renewing(shop, async (current) => {
      if (usable(current, refused)) return current;
      if (!current?.refreshToken)
        throw new ShopAccessLost(`${shop} has to open the app: there is no token to renew`, 60);
      return refresh(shop, current.refreshToken);
    });
    if (!renewed?.accessToken) throw new ShopAccessLost(`${shop} has to open the app: there is no token`, 60);
    return renewed.accessToken;
  };

  async function refresh(shop: string, refreshToken: string): Promise<Session> {
    let session: Session;
    try {
      ({ session } = await library.auth.refreshToken({ shop, refreshToken }));
    } catch (cause) {
      const status =
        cause instanceof HttpResponseError ? (cause as HttpResponseError).response.code : undefined;
      if (status === 400 || status === 401 || status === 403) {
        throw new ShopAccessLost(`${shop} has to open the app: Shopify refused to renew its token`, 60, {
          cause,
        });
      }
      throw new ShopifyUnavailable(`The token of ${shop} could not be renewed now`, 5, { cause });
    }
    // Without an end the token would never be renewed again (shopify-app-js issue 3400).
    if (!session.expires) session.expires = new Date(now().getTime() + 10 * 60_000);
    return session;
  }
}
