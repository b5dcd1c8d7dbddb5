import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration } from "@remix-run/react";
import { useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useEffect, type ReactNode } from "react";
import { reactIsHere } from "#app/components/before-react.ts";
import { EarlyScript } from "#app/components/early-scripts.tsx";

/** The client id is public; every embedded page's App Bridge needs it. */
export function loader({ context }: LoaderFunctionArgs) {
  return { apiKey: context.world.config.apiKey };
}

export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const apiKey = useRouteLoaderData<typeof loader>("root")?.apiKey;
  const embedded = useMatches().some((match) => match.id === "routes/app");
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {/* Shopify's check of apps wants this script first; AppProvider would put it into the body. */}
        {embedded && apiKey && (
          <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key={apiKey} />
        )}
        {embedded && <EarlyScript />}
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  useEffect(reactIsHere, []);
  return <Outlet />;
}

/** Faults outside the admin pages, which have their own boundary. */
export function ErrorBoundary() {
  const fault = useRouteError();
  const missing = isRouteErrorResponse(fault) && fault.status === 404;
  return (
    <main>
      <h1>{missing ? "There is no page here" : "We couldn't load this page"}</h1>
      <p>
        {missing
          ? "Open Shipsby from your Shopify admin."
          : "Nothing was changed. Try again in a few minutes."}
      </p>
    </main>
  );
}
