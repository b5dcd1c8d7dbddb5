import type { StandInCore } from "../core.ts";
import { installApp } from "../installation.ts";
import { answerOAuth } from "../oauth.ts";
import { shopOf } from "./shop-of.ts";
import type { Route, StandInRequest } from "./server.ts";

/** POST /admin/oauth/access_token */
export const oauthRoute =
  (core: StandInCore): Route =>
  (request) => {
    if (request.path !== "/admin/oauth/access_token") return undefined;
    const shop = shopOf(core, request.host);
    if (!shop || request.method !== "POST") return { status: 404, body: { errors: "Not Found" } };
    const { status, contentType, body } = answerOAuth({
      credentials: core.app,
      shop: shop.shop.domain,
      app: shop.app,
      install: () => installApp(core, shop),
      body: fieldsOf(request),
      now: core.clock.now(),
      fault: core.faults.settings().tokenErrors,
    });
    core.changed();
    return { status, headers: { "Content-Type": contentType }, body };
  };

function fieldsOf({ headers, body }: StandInRequest): unknown {
  if (!String(headers["content-type"]).includes("json")) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return {};
  }
}
