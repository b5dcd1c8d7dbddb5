import type { StandInCore } from "./core.ts";
import { declareDefinitions } from "./shop/metafield-definitions.ts";
import type { ShopState } from "./shop/state.ts";
import { idNumber } from "./webhooks/numbers.ts";
import { revokeTokens } from "./tokens.ts";

const REDACTION_DELAY_MS = 48 * 3600_000;

/** Shopify-managed installation: the scopes the app declares are granted. */
export function installApp(core: StandInCore, shop: ShopState): void {
  if (shop.app.installed) return;
  shop.app.installed = true;
  shop.app.redactDueAt = null;
  shop.app.grantedScopes = [...core.app.scopes];
  declareDefinitions(shop, core.app.metafields);
  core.changed();
}

/** Tokens end at once; the metafields stay; 48 hours later the app is told to forget the shop. */
export function uninstallApp(core: StandInCore, shop: ShopState): void {
  if (!shop.app.installed) return;
  shop.world.emit("app/uninstalled", () => shopPayload(shop));
  shop.app.installed = false;
  shop.app.grantedScopes = [];
  revokeTokens(shop.app);
  shop.app.redactDueAt = new Date(core.clock.now().getTime() + REDACTION_DELAY_MS).toISOString();
  scheduleRedaction(core, shop);
  core.changed();
}

/** Also called for a shop that was loaded from the data file. */
export function scheduleRedaction(core: StandInCore, shop: ShopState): void {
  const due = shop.app.redactDueAt;
  if (!due) return;
  const redact = () => {
    if (shop.app.redactDueAt !== due) return; // installed again meanwhile
    shop.app.redactDueAt = null;
    core.webhooks.emit(shop, "shop/redact", () => ({
      shop_id: idNumber(shop.id),
      shop_domain: shop.shop.domain,
    }));
    core.changed();
  };
  core.tasks.after(Math.max(0, Date.parse(due) - core.clock.now().getTime()), redact, { counted: false });
}

/** What the merchant agrees to in the dialog that App Bridge opens for optional scopes. */
export function grantOptionalScopes(core: StandInCore, shop: ShopState, scopes: string[]): void {
  const unknown = scopes.filter((scope) => !core.app.optionalScopes.includes(scope));
  if (unknown.length > 0) throw new Error(`The app does not declare ${unknown.join(", ")} as optional.`);
  changeScopes(core, shop, [...new Set([...shop.app.grantedScopes, ...scopes])]);
}

/** Optional scopes can be taken back, those the app requires cannot. */
export function revokeOptionalScopes(core: StandInCore, shop: ShopState, scopes: string[]): void {
  const taken = scopes.filter((scope) => core.app.optionalScopes.includes(scope));
  changeScopes(
    core,
    shop,
    shop.app.grantedScopes.filter((scope) => !taken.includes(scope)),
  );
}

function changeScopes(core: StandInCore, shop: ShopState, current: string[]): void {
  const previous = shop.app.grantedScopes;
  if (previous.length === current.length && previous.every((scope) => current.includes(scope))) return;
  shop.app.grantedScopes = current;
  shop.world.emit("app/scopes_update", () => ({
    id: idNumber(core.app.id),
    previous,
    current,
    updated_at: core.clock.now().toISOString(),
  }));
  core.changed();
}

function shopPayload(shop: ShopState) {
  return {
    id: idNumber(shop.id),
    name: shop.shop.name,
    email: shop.shop.email,
    domain: shop.shop.domain,
    myshopify_domain: shop.shop.domain,
    country_code: shop.shop.countryCode,
    currency: shop.shop.currency,
    iana_timezone: shop.shop.timeZone,
    primary_locale: shop.shop.locale,
    plan_name: shop.shop.plan.toLowerCase(),
    updated_at: shop.world.now().toISOString(),
    admin_graphql_api_id: `gid://shopify/Shop/${shop.id}`,
  };
}
