import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { listen } from "../listening.ts";

export type Seen = { path: string; headers: IncomingHttpHeaders };

/**
 * A tiny embedded app that behaves toward Shopify as the official library makes an app behave: it checks the id
 * token, sends documents without one to the bounce page, and names Shopify's own addresses.
 */
export async function startFakeApp({
  apiKey,
  apiSecret,
  shop,
}: {
  apiKey: string;
  apiSecret: string;
  shop: string;
}) {
  const seen: Seen[] = [];
  let refuseNext = false;

  const app = await listen((request, response) => {
    const url = new URL(request.url ?? "/", "http://app");
    seen.push({ path: request.url ?? "", headers: request.headers });
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `frame-ancestors https://${shop} https://admin.shopify.com;`,
      link: '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script";',
    };
    const bearer = request.headers.authorization?.replace("Bearer ", "");

    if (url.pathname.startsWith("/api/")) {
      const refuse = refuseNext;
      refuseNext = false;
      if (refuse || !isGenuine(bearer, apiSecret)) {
        response.writeHead(401, { "X-Shopify-Retry-Invalid-Session-Request": "1" }).end();
      } else if (url.pathname === "/api/needs-scope") {
        const grant = `https://${shop}/admin/oauth/install?client_id=${apiKey}&optional_scopes=read_inventory_transfers`;
        response.writeHead(401, { "X-Shopify-API-Request-Failure-Reauthorize-Url": grant }).end();
      } else response.end("genuine");
    } else if (url.pathname === "/auth/session-token") {
      response.writeHead(200, headers).end(bridgeScript(apiKey));
    } else if (url.searchParams.get("embedded") !== "1") {
      response.writeHead(302, { location: `https://admin.shopify.com/store/demo-shop/apps/${apiKey}` }).end();
    } else if (!isGenuine(url.searchParams.get("id_token") ?? "", apiSecret)) {
      url.searchParams.delete("id_token");
      const reload = `http://${request.headers.host}${url.pathname}${url.search}`;
      const bounce = `/auth/session-token?${url.searchParams}&shopify-reload=${encodeURIComponent(reload)}`;
      response.writeHead(302, { location: bounce }).end();
    } else response.writeHead(200, headers).end(page(apiKey, url.pathname));
  });

  return {
    ...app,
    seen,
    /** The next request to /api is answered as if its token were expired. */
    refuseNext: () => (refuseNext = true),
  };
}

function isGenuine(token: string | undefined, secret: string): boolean {
  const [header, payload, signature] = (token ?? "").split(".");
  return createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url") === signature;
}

const bridgeScript = (apiKey: string) =>
  `<script data-api-key="${apiKey}" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>`;

const page = (apiKey: string, path: string) => `<!doctype html><html><head><title>Fake ${path}</title>
<link rel="stylesheet" href="https://cdn.shopify.com/static/fonts/inter/v4/styles.css">${bridgeScript(apiKey)}</head><body>
<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/backorders">Backorders</a><a href="/app/settings">Settings</a></ui-nav-menu>
<h1>${path}</h1><p id="out"></p>
<a id="order" href="shopify://admin/orders">Orders in Shopify</a>
<form data-save-bar id="settings"><label>Note <input name="note"></label></form>
<ui-save-bar id="bar"><button variant="primary" onclick="say('saved')">Save</button><button onclick="say('discarded')">Discard</button></ui-save-bar>
<ui-modal id="sure"><p>Nothing can be undone.</p><ui-title-bar title="Are you sure?">
  <button variant="primary" onclick="say('confirmed'); shopify.modal.hide('sure')">Do it</button><button onclick="shopify.modal.hide('sure')">Back</button></ui-title-bar></ui-modal>
<script>
  const say = (text) => (document.getElementById("out").textContent = text);
  const show = () => (document.querySelector("h1").textContent = location.pathname);
  addEventListener("shopify:navigate", (event) => { history.pushState(null, "", event.target.getAttribute("href")); show(); });
  addEventListener("popstate", show);
  document.getElementById("settings").addEventListener("submit", (event) => { event.preventDefault(); say("submitted"); });
</script></body></html>`;
