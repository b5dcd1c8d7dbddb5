import type { MetaFunction } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Shipsby" }];

/** Whoever comes here did not come from Shopify. Shopify forbids asking for a shop's address. */
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
      <h1>Shipsby</h1>
      <p>Shipsby works inside Shopify. Open it from your Shopify admin, under Apps.</p>
      <p>If it isn't there yet, install it from your Shopify admin first.</p>
    </main>
  );
}
