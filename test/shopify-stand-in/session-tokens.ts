import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** What Shopify and an app know of each other: the key is public, the secret signs everything. */
export type AppCredentials = { apiKey: string; apiSecret: string };

export type IdToken = {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
};

const ID_TOKEN_SECONDS = 60;

/** The JWT that App Bridge hands to an embedded page: HS256, one minute, `dest` names the shop. */
export function issueIdToken(app: AppCredentials, shop: string, now: Date, userId = "1001"): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const claims: IdToken = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: app.apiKey,
    sub: userId,
    exp: seconds + ID_TOKEN_SECONDS,
    nbf: seconds,
    iat: seconds,
    jti: randomUUID(),
    sid: createHmac("sha256", app.apiSecret).update(`${shop}/${userId}`).digest("hex"),
  };
  const unsigned = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${unsigned}.${sign(app, unsigned)}`;
}

/** The claims, or null when the token is not ours, not this shop's, or out of its minute. */
export function readIdToken(app: AppCredentials, shop: string, token: string, now: Date): IdToken | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return null;
  if (!sameText(signature, sign(app, `${header}.${payload}`))) return null;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as IdToken;
  const seconds = now.getTime() / 1000;
  const timely = claims.nbf <= seconds + 10 && seconds <= claims.exp + 10;
  return timely && claims.aud === app.apiKey && claims.dest === `https://${shop}` ? claims : null;
}

/** The `host` parameter: base64 without padding of the address of the shop's admin. */
export function hostParam(shop: string): string {
  return Buffer.from(`admin.shopify.com/store/${storeName(shop)}`)
    .toString("base64")
    .replace(/=+$/, "");
}

/** "demo-shop" of demo-shop.myshopify.com. */
export function storeName(shop: string): string {
  return shop.replace(/\.myshopify\.com$/, "");
}

/** The query with which the admin opens the app in its frame. */
export function signedAdminQuery(
  app: AppCredentials,
  shop: string,
  now: Date,
  locale = "en",
): URLSearchParams {
  const idToken = issueIdToken(app, shop, now);
  const params = new URLSearchParams({
    embedded: "1",
    host: hostParam(shop),
    id_token: idToken,
    locale,
    session: createHmac("sha256", app.apiSecret).update(idToken).digest("hex"),
    shop,
    timestamp: String(Math.floor(now.getTime() / 1000)),
  });
  params.set("hmac", hmacHex(app, sortedPairs(params).join("&")));
  return params;
}

/** The query with which Shopify forwards a storefront request to the app proxy. */
export function signAppProxy(
  app: AppCredentials,
  shop: string,
  pathPrefix: string,
  params: URLSearchParams,
  now: Date,
): URLSearchParams {
  const signed = new URLSearchParams(params);
  signed.set("shop", shop);
  signed.set("path_prefix", pathPrefix);
  signed.set("timestamp", String(Math.floor(now.getTime() / 1000)));
  if (!signed.has("logged_in_customer_id")) signed.set("logged_in_customer_id", "");
  signed.delete("signature");
  signed.set("signature", hmacHex(app, sortedPairs(signed).join("")));
  return signed;
}

/** Repeated parameters are one pair, their values joined with a comma; pairs are sorted by bytes. */
function sortedPairs(params: URLSearchParams): string[] {
  return [...new Set(params.keys())].map((key) => `${key}=${params.getAll(key).join(",")}`).sort();
}

function hmacHex(app: AppCredentials, message: string): string {
  return createHmac("sha256", app.apiSecret).update(message).digest("hex");
}

function sign(app: AppCredentials, unsigned: string): string {
  return createHmac("sha256", app.apiSecret).update(unsigned).digest("base64url");
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
