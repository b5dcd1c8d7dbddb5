import { randomBytes } from "node:crypto";
import type { AccessToken } from "./shop/model.ts";
import type { ShopData } from "./shop/state.ts";

/** The app's standing with one shop; saved with it. */
export type Installation = ShopData["app"];

export type IssuedTokens = {
  access_token: string;
  scope: string;
  expires_in: number;
  refresh_token: string;
  refresh_token_expires_in: number;
};

export const ACCESS_TOKEN_SECONDS = 3600;
export const REFRESH_TOKEN_SECONDS = 7_776_000;

/** A new pair, which expires: access after an hour, refresh after ninety days. */
export function issueTokens(
  app: Installation,
  now: Date,
  previousRefreshToken: string | null = null,
): IssuedTokens {
  forgetExpired(app, now);
  const issued: AccessToken = {
    token: `shpat_${randomBytes(16).toString("hex")}`,
    refreshToken: `shprt_${randomBytes(16).toString("hex")}`,
    scopes: [...app.grantedScopes],
    expiresAt: after(now, ACCESS_TOKEN_SECONDS),
    refreshExpiresAt: after(now, REFRESH_TOKEN_SECONDS),
    previousRefreshToken,
  };
  app.tokens.push(issued);
  return {
    access_token: issued.token,
    scope: issued.scopes.join(","),
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: issued.refreshToken,
    refresh_token_expires_in: REFRESH_TOKEN_SECONDS,
  };
}

/** Rotation: the previous refresh token stays usable until the one that came from it is used. */
export function refreshTokens(app: Installation, refreshToken: string, now: Date): IssuedTokens | null {
  const used = app.tokens.find((one) => one.refreshToken === refreshToken);
  if (!used || used.refreshExpiresAt <= now.toISOString()) return null;
  const previous = app.tokens.find((one) => one.refreshToken === used.previousRefreshToken);
  if (previous) previous.refreshExpiresAt = now.toISOString();
  return issueTokens(app, now, refreshToken);
}

/** Uninstalling takes every token away at once. */
export function revokeTokens(app: Installation): void {
  app.tokens = [];
}

function forgetExpired(app: Installation, now: Date): void {
  const at = now.toISOString();
  app.tokens = app.tokens.filter((one) => one.expiresAt > at || one.refreshExpiresAt > at);
}

function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
