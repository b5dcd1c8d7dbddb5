import { readIdToken, type AppCredentials } from "./session-tokens.ts";
import { issueTokens, refreshTokens, type Installation, type IssuedTokens } from "./tokens.ts";

export type OAuthAnswer = { status: number; contentType: "application/json" | "text/html"; body: string };

export type OAuthRequest = {
  credentials: AppCredentials;
  shop: string;
  app: Installation;
  /** Shopify-managed installation: called when the first ID token of a shop is exchanged. */
  install: () => void;
  body: unknown; // parsed JSON or form
  now: Date;
  /** As set by POST /faults: "502", "invalid_grant" or "no_expiry". */
  fault?: string | undefined;
};

type Fields = Record<string, unknown>;

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const REDACTION_DELAY_MS = 48 * 3600_000;

/** POST /admin/oauth/access_token: token exchange and refresh. */
export function answerOAuth(request: OAuthRequest): OAuthAnswer {
  if (request.fault === "502") return badGateway();
  const body = (request.body ?? {}) as Fields;
  const { apiKey, apiSecret } = request.credentials;
  if (body.client_id !== apiKey || body.client_secret !== apiSecret) {
    return refuse("invalid_client", "The client id and secret are not those of a known app.");
  }
  if (request.fault === "invalid_grant") return refuse("invalid_grant", "Refused on purpose, see /faults.");
  if (body.grant_type === TOKEN_EXCHANGE) return exchange(request, body);
  if (body.grant_type === "refresh_token") return refresh(request, body);
  return refuse("unsupported_grant_type", "The stand-in knows token exchange and refresh_token.");
}

function exchange({ credentials, shop, app, install, now, fault }: OAuthRequest, body: Fields): OAuthAnswer {
  if (body.subject_token_type !== ID_TOKEN)
    return refuse("invalid_request", "The subject_token_type is not known.");
  if (body.requested_token_type !== OFFLINE) {
    return refuse("invalid_request", "The stand-in issues offline access tokens only.");
  }
  const idToken = readIdToken(credentials, shop, String(body.subject_token ?? ""), now);
  if (!idToken || idToken.iat * 1000 < uninstalledAt(app)) {
    return refuse("invalid_subject_token", "The subject token is not a valid ID token of this shop.");
  }
  // Required of apps created since April 2026.
  if (String(body.expiring) !== "1")
    return refuse("invalid_request", "This app must ask for expiring tokens.");
  if (!app.installed) install();
  return ok(issueTokens(app, now), fault);
}

function refresh({ app, now, fault }: OAuthRequest, body: Fields): OAuthAnswer {
  const issued = refreshTokens(app, String(body.refresh_token ?? ""), now);
  return issued
    ? ok(issued, fault)
    : refuse("invalid_grant", "The refresh token is expired, revoked or unknown.");
}

/** An ID token from before the app was uninstalled must not install it again. */
function uninstalledAt(app: Installation): number {
  if (app.installed || !app.redactDueAt) return -Infinity;
  return Math.floor((Date.parse(app.redactDueAt) - REDACTION_DELAY_MS) / 1000) * 1000;
}

function ok(tokens: IssuedTokens, fault?: string): OAuthAnswer {
  const body: Partial<IssuedTokens> = { ...tokens };
  if (fault === "no_expiry") delete body.expires_in;
  return { status: 200, contentType: "application/json", body: JSON.stringify(body) };
}

function refuse(error: string, description: string): OAuthAnswer {
  const body = JSON.stringify({ error, error_description: description });
  return { status: 400, contentType: "application/json", body };
}

function badGateway(): OAuthAnswer {
  const body =
    "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>";
  return { status: 502, contentType: "text/html", body };
}
