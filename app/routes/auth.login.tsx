import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { WayBackScript } from "#app/components/early-scripts.tsx";

export const meta: MetaFunction = () => [{ title: "Shipsby" }];

/** Shown inside of Shopify to who is on the way back. There is nothing to press. */
export const headers: HeadersFunction = () => ({
  "Content-Security-Policy": "frame-ancestors https://admin.shopify.com https://*.myshopify.com",
});

/** Whoever stays here did not come from Shopify. Shopify forbids asking for a shop's address. */
export default function Login() {
  return (
    <main
      style={{
        fontFamily: "system-ui, sans-serif",
        maxWidth: "32rem",
        margin: "4rem auto",
        padding: "0 1rem",
      }}
    >
      <WayBackScript />
      <h1>Shipsby</h1>
      <p>Shipsby works inside Shopify. Open it from your Shopify admin, under Apps.</p>
      <p>If it isn't there yet, install it from your Shopify admin first.</p>
    </main>
  );
}
