import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { causesPage } from "#app/database/pages/causes.server.ts";
import { Causes } from "./causes.tsx";

export const meta: MetaFunction = () => [{ title: "Causes" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop }) => {
  return { causes: await causesPage(world.db, shop, world.now()) };
});

export default function CausesRoute() {
  return <Causes {...useLoaderData<typeof loader>().causes} />;
}
