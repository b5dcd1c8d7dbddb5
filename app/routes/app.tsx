import { Outlet, useLocation, useMatches, useNavigation, useRouteError } from "@remix-run/react";
import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import polaris from "@shopify/polaris/build/esm/styles.css?url";
import type { ReactNode } from "react";
import { pageHeaders } from "#app/admin-page.server.ts";
import { PageLoading } from "#app/components/page-loading.tsx";
import { PageProblem } from "#app/components/page-problem.tsx";
import { ShopProvider, type ShopHere } from "#app/components/shop.tsx";
import { SilenceBanner } from "#app/components/silence-banner.tsx";
import shipsby from "#app/components/shipsby.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polaris },
  { rel: "stylesheet", href: shipsby },
];

/** Pages have their own; this is for what has none. */
export const meta: MetaFunction = () => [{ title: "Shipsby" }];

export const headers = pageHeaders;

export default function Admin() {
  const shop = useShopOfPage();
  const leaving = useLeavingFor();
  return (
    <Chrome>
      {leaving ? (
        <PageLoading path={leaving} />
      ) : shop ? (
        <ShopProvider value={shop}>
          <Outlet />
        </ShopProvider>
      ) : (
        <Outlet />
      )}
    </Chrome>
  );
}

export function ErrorBoundary() {
  const fault = useRouteError();
  return (
    <Chrome>
      <PageProblem fault={fault} />
    </Chrome>
  );
}

/** `isEmbeddedApp` only decides whether AppProvider loads App Bridge; root.tsx does, in the head. */
function Chrome({ children }: { children: ReactNode }) {
  return (
    <AppProvider apiKey="" isEmbeddedApp={false}>
      <ui-nav-menu>
        <a href="/app" rel="home">
          Home
        </a>
        <a href="/app/backorders">Backorders</a>
        <a href="/app/products">Products</a>
        <a href="/app/incoming">Incoming</a>
        <a href="/app/alerts">Alerts</a>
        <a href="/app/messages">Messages</a>
        <a href="/app/policies">Policies</a>
        <a href="/app/settings">Settings</a>
      </ui-nav-menu>
      <SilenceBanner />
      <main>{children}</main>
    </AppProvider>
  );
}

function useShopOfPage(): ShopHere | null {
  for (const { data } of useMatches().reverse()) {
    if (data !== null && typeof data === "object" && "shop" in data) return data.shop as ShopHere;
  }
  return null;
}

/** The path of another page that is being loaded; a list that only sorts itself anew stays where it is. */
function useLeavingFor(): string | null {
  const here = useLocation();
  const { state, location } = useNavigation();
  return state === "loading" && location.pathname !== here.pathname ? location.pathname : null;
}
