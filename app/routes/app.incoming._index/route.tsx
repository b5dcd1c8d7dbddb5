import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { deliveriesPage } from "#app/database/pages/deliveries.server.ts";
import { readTurn } from "#app/database/pages/keyset.server.ts";
import { transferAccess } from "#app/database/pages/native.server.ts";
import { likelyDoubles } from "#app/database/transfer-links.server.ts";
import { asked } from "./asked.ts";
import { Incoming } from "./incoming.tsx";

export const meta: MetaFunction = () => [{ title: "Incoming" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, today, request }) => {
  const params = new URL(request.url).searchParams;
  const filters = asked(params);
  const turn = readTurn(params, "string");
  const [list, doubles, access] = await Promise.all([
    deliveriesPage(world.db, shop, today, { ...filters, turn }),
    likelyDoubles(world.db, shop),
    transferAccess(world.db, shop),
  ]);
  return { list, asked: filters, doubles, access };
});

export default function IncomingRoute() {
  return <Incoming {...useLoaderData<typeof loader>()} />;
}
