import { executeAdmin, type GraphQLRequest } from "../admin-api/execute.ts";
import type { Caller } from "../admin-api/context.ts";
import type { StandInCore } from "../core.ts";
import type { ShopState } from "../shop/state.ts";
import { shopOf } from "./shop-of.ts";
import type { Route } from "./server.ts";

const versions = ["2026-07", "2026-10", "unstable"];

const unauthorized = {
  status: 401,
  body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
};

/** POST /admin/api/:version/graphql.json */
export const adminRoute =
  (core: StandInCore): Route =>
  async ({ method, path, headers, host, body }) => {
    const match = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(path);
    if (!match) return undefined;
    const shop = shopOf(core, host);
    if (!shop || method !== "POST" || !versions.includes(match[1]!)) {
      return { status: 404, body: { errors: "Not Found" } };
    }
    const caller = callerOf(core, shop, String(headers["x-shopify-access-token"] ?? ""));
    if (!caller) return unauthorized;
    if (caller.kind === "app" && core.faults.happens(core.faults.settings().apiErrors)) {
      return {
        status: 502,
        headers: { "Content-Type": "text/html" },
        body: "<html><body><h1>502 Bad Gateway</h1></body></html>",
      };
    }
    const request = parseRequest(body);
    if (!request) {
      return { status: 400, body: { errors: { query: "Required parameter missing or invalid" } } };
    }
    const result = await executeAdmin(core, shop, caller, request);
    return {
      headers: { "X-Shopify-API-Version": "2026-07", "X-Request-Id": crypto.randomUUID() },
      body: result,
    };
  };

/** Who holds this token: the merchant's staff, the app, or nobody. */
export function callerOf(core: StandInCore, shop: ShopState, token: string): Caller | null {
  if (token === core.staffToken) return { kind: "staff" };
  const known = shop.app.tokens.find((entry) => entry.token === token);
  if (!known || !shop.app.installed || Date.parse(known.expiresAt) <= core.clock.now().getTime()) return null;
  return { kind: "app", scopes: shop.app.grantedScopes, token };
}

function parseRequest(body: string): GraphQLRequest | null {
  try {
    const request = JSON.parse(body) as GraphQLRequest;
    return typeof request?.query === "string" ? request : null;
  } catch {
    return null;
  }
}
