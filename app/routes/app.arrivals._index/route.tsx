import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { arrivalsPage } from "#app/database/pages/arrivals.server.ts";
import { readTurn } from "#app/database/pages/keyset.server.ts";
import { holdRules } from "#app/database/holds.server.ts";
import { Arrivals } from "./arrivals.tsx";

export const meta: MetaFunction = () => [{ title: "Arrivals" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const asked = new URL(request.url).searchParams;
  const turn = readTurn(asked, "number");
  const view = asked.get("view") === "release" ? ("release" as const) : ("all" as const);
  const list = await arrivalsPage(world.db, shop, turn, view);
  return { list, view, rules: await holdRules(world.db, shop) };
});

export default function ArrivalsRoute() {
  return <Arrivals {...useLoaderData<typeof loader>()} />;
}
