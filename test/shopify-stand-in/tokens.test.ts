import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, RequestedTokenType, shopifyApi } from "@shopify/shopify-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { shopifyIsAt } from "../setup/shopify-fetch.ts";
import { openSmallShop, type SmallShop } from "./testing/small-shop.ts";
import { apiSecret, domain as shopDomain } from "./testing/test-shop.ts";

// The library that the app uses, unchanged: what it accepts, Shopify would be accepted for.
const appCredentials = { apiKey: "the-api-key", apiSecret };
const library = shopifyApi({
  apiKey: appCredentials.apiKey,
  apiSecretKey: appCredentials.apiSecret,
  apiVersion: ApiVersion.July26,
  hostName: "shipsby.test",
  isEmbeddedApp: true,
  scopes: [],
  logger: { level: LogSeverity.Error },
});

let shop: SmallShop;
beforeEach(async () => {
  shop = await openSmallShop();
  shopifyIsAt(shop.standIn.url);
});
afterEach(async () => {
  shopifyIsAt(undefined);
  await shop.stop();
});

const exchange = (sessionToken = shop.standIn.issueIdToken(shopDomain)) =>
  library.auth.tokenExchange({
    shop: shopDomain,
    sessionToken,
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });

const refresh = (refreshToken: string) => library.auth.refreshToken({ shop: shopDomain, refreshToken });

const askedWith = async (accessToken: string) => {
  const answer = await fetch(`https://${shopDomain}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Shopify-Access-Token": accessToken },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  });
  return answer.status;
};

const refusal = async (attempt: Promise<unknown>) => {
  const error = (await attempt.catch((thrown: unknown) => thrown)) as {
    response?: { code: number; body: unknown };
  };
  return error.response;
};

test("an ID token is exchanged for a token that opens the shop for an hour", async () => {
  const { session } = await exchange();
  expect(session.scope).toContain("read_orders");
  expect(await askedWith(session.accessToken!)).toBe(200);
  shop.standIn.clock.advance(3601_000);
  expect(await askedWith(session.accessToken!)).toBe(401);
});

test("the first exchange installs the app", async () => {
  shop.standIn.uninstall(shopDomain);
  shop.standIn.clock.advance(1000);
  expect(shop.standIn.shops.get(shopDomain)!.app.installed).toBe(false);
  await exchange();
  expect(shop.standIn.shops.get(shopDomain)!.app).toMatchObject({ installed: true, redactDueAt: null });
});

test("an ID token is good for a minute, for one app and for one shop", async () => {
  const stale = shop.standIn.issueIdToken(shopDomain);
  shop.standIn.clock.advance(75_000);
  expect(await refusal(exchange(stale))).toMatchObject({
    code: 400,
    body: { error: "invalid_subject_token" },
  });
  const [header, payload] = shop.standIn.issueIdToken(shopDomain).split(".");
  const body = {
    subject_token: `${header}.${payload}.forged`,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
  };
  const answer = await fetch(`https://${shopDomain}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      ...body,
      client_id: appCredentials.apiKey,
      client_secret: appCredentials.apiSecret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: "invalid_subject_token" }]);
});

test("an app that does not ask for expiring tokens is refused", async () => {
  const attempt = library.auth.tokenExchange({
    shop: shopDomain,
    sessionToken: shop.standIn.issueIdToken(shopDomain),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
  });
  expect(await refusal(attempt)).toMatchObject({ code: 400, body: { error: "invalid_request" } });
});

test("a refresh rotates both tokens; the old refresh token works until the new one was used", async () => {
  const first = (await exchange()).session;
  const second = (await refresh(first.refreshToken!)).session;
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect(await askedWith(second.accessToken!)).toBe(200);
  // The answer got lost: the old one can be used once more.
  const again = (await refresh(first.refreshToken!)).session;
  expect(await askedWith(again.accessToken!)).toBe(200);
  await refresh(second.refreshToken!);
  expect(await refusal(refresh(first.refreshToken!))).toMatchObject({
    code: 400,
    body: { error: "invalid_grant" },
  });
});

test("a refresh token lasts ninety days", async () => {
  const { session } = await exchange();
  shop.standIn.clock.advance(91 * 86_400_000);
  expect(await refusal(refresh(session.refreshToken!))).toMatchObject({
    code: 400,
    body: { error: "invalid_grant" },
  });
});

test("uninstalling ends every token, and two days later the shop is to be forgotten", async () => {
  const { session } = await exchange();
  shop.standIn.uninstall(shopDomain);
  expect(await askedWith(session.accessToken!)).toBe(401);
  expect(await refusal(refresh(session.refreshToken!))).toMatchObject({ body: { error: "invalid_grant" } });
  expect(shop.topics()).toContain("app/uninstalled");
  shop.standIn.clock.advance(47 * 3600_000);
  expect(shop.topics()).toEqual([]);
  shop.standIn.clock.advance(3600_000);
  await expect.poll(() => shop.standIn.webhooks.recent.map((one) => one.topic)).toEqual(["shop/redact"]);
  expect(shop.standIn.webhooks.recent[0]!.body).toContain(`"shop_domain":"${shopDomain}"`);
});

test("an ID token from before the uninstallation does not install the app again", async () => {
  const before = shop.standIn.issueIdToken(shopDomain);
  shop.standIn.clock.advance(2000);
  shop.standIn.uninstall(shopDomain);
  expect(await refusal(exchange(before))).toMatchObject({
    code: 400,
    body: { error: "invalid_subject_token" },
  });
});

test("an overloaded token endpoint answers with a page instead of JSON", async () => {
  const { session } = await exchange();
  shop.standIn.faults.set({ tokenErrors: "502" });
  await expect(refresh(session.refreshToken!)).rejects.toThrow();
  shop.standIn.faults.set({ reset: true });
  await expect(refresh(session.refreshToken!)).resolves.toBeDefined();
});

test("granting an optional scope tells the app what it had and what it has", async () => {
  shop.standIn.grantOptionalScopes(shopDomain, ["read_inventory_transfers"]);
  const payload = shop.lastPayload("app/scopes_update");
  expect(payload.previous).not.toContain("read_inventory_transfers");
  expect(payload.current).toContain("read_inventory_transfers");
  expect(() => shop.standIn.grantOptionalScopes(shopDomain, ["write_orders_of_others"])).toThrow(
    /does not declare/,
  );
});

test("the library verifies ID tokens, admin queries and app proxy requests as Shopify signs them", async () => {
  const claims = await library.session.decodeSessionToken(
    shop.standIn.issueIdToken(shopDomain, { userId: "7" }),
  );
  expect(claims).toMatchObject({ dest: `https://${shopDomain}`, aud: appCredentials.apiKey, sub: "7" });

  const query = Object.fromEntries(shop.standIn.signedAdminQuery(shopDomain));
  expect(await library.utils.validateHmac(query)).toBe(true);
  expect(library.utils.sanitizeHost(query.host!)).toBe(shop.standIn.hostParam(shopDomain));
  expect(Buffer.from(query.host!, "base64").toString()).toBe("admin.shopify.com/store/demo-shop");

  const proxied = shop.standIn.signAppProxy(
    shopDomain,
    new URLSearchParams({ variant_id: "1", email: "a@b.example" }),
  );
  expect(await library.utils.validateHmac(Object.fromEntries(proxied), { signator: "appProxy" })).toBe(true);
  expect(Object.fromEntries(proxied)).toMatchObject({ shop: shopDomain, path_prefix: "/apps/shipsby" });
});
