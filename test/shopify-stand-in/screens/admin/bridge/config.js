/* global adminOrigin, apiKeyFromScript, embedded, isModal, tell, ask */
/* exported config, withoutShopifyParams */
// What the page is told about its shop, and the two loads that do not stay: outside the admin, and the bounce page.

const shopifyParams = [
  "embedded",
  "host",
  "shop",
  "id_token",
  "locale",
  "session",
  "timestamp",
  "hmac",
  "protocol",
  "appLoadId",
];

const query = new URLSearchParams(location.search);

/** Kept for pages that the app opens without Shopify's parameters. */
function remembered(name) {
  const value = query.get(name);
  if (value) sessionStorage.setItem(`shopify:${name}`, value);
  return value ?? sessionStorage.getItem(`shopify:${name}`) ?? undefined;
}

const config = {
  apiKey: apiKeyFromScript ?? document.querySelector('meta[name="shopify-api-key"]')?.content,
  shop: remembered("shop"),
  host: remembered("host"),
  locale: remembered("locale") ?? "en-US",
  appOrigins: [],
  disabledFeatures: [],
};

/** The app's own address: path and parameters without those that the admin adds to every load. */
function withoutShopifyParams(url) {
  const own = new URLSearchParams(url.search);
  for (const name of shopifyParams) own.delete(name);
  return url.pathname + (own.size > 0 ? `?${own}` : "") + url.hash;
}

if (!embedded && config.shop) {
  const store = config.shop.replace(".myshopify.com", "");
  location.replace(
    `${adminOrigin}/store/${store}/apps/${config.apiKey}${withoutShopifyParams(new URL(location.href))}`,
  );
}

const reload = query.get("shopify-reload");
if (embedded && reload && new URL(reload, location.href).origin === location.origin) {
  void ask("idToken").then((token) => {
    const target = new URL(reload, location.href);
    target.searchParams.set("id_token", token);
    location.replace(target);
  });
} else if (embedded && !isModal) {
  const report = () =>
    tell("path", { path: withoutShopifyParams(new URL(location.href)), title: document.title });
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      report();
    };
  }
  addEventListener("popstate", report);
  addEventListener("hashchange", report);
  report();
  document.addEventListener("DOMContentLoaded", () => {
    report();
    const title = document.querySelector("title");
    if (title)
      new MutationObserver(report).observe(title, { childList: true, characterData: true, subtree: true });
  });
  addEventListener("load", () => tell("loaded"));
}
