import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { alertSettings } from "#app/database/alert-settings.server.ts";
import { alertsPage } from "#app/database/pages/alerts.server.ts";
import { readTurn } from "#app/database/pages/keyset.server.ts";
import { Alerts } from "./alerts.tsx";
import { asked } from "./asked.ts";

export const meta: MetaFunction = () => [{ title: "Alerts" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const params = new URL(request.url).searchParams;
  const filters = asked(params);
  const turn = readTurn(params, "string");
  const list = await alertsPage(world.db, shop, { ...filters, turn });
  const { sending, imprint } = await alertSettings(world.db, shop);
  return {
    list,
    noImprint: sending && world.mail.ready && imprint === "",
    asked: filters,
    themeEditor: `https://${shop}/admin/themes/current/editor?template=product`,
  };
});

export default function AlertsRoute() {
  return <Alerts {...useLoaderData<typeof loader>()} />;
}
