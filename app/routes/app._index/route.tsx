import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { homePage } from "#app/database/pages/home.server.ts";
import { Home } from "./home.tsx";

export const meta: MetaFunction = () => [{ title: "Home" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, today, settings }) => ({
  home: await homePage(world.db, shop, today),
  imported: settings.importedAt !== null,
}));

export default function HomeRoute() {
  return <Home {...useLoaderData<typeof loader>()} />;
}
