import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { idIn, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { arrivalPage } from "#app/database/pages/arrival.server.ts";
import { pickListCsv, picksOf } from "#app/domain/pick-list.ts";
import { titleOf } from "../app.arrivals._index/rows.tsx";
import { PickList } from "./pick-list.tsx";

export const meta: MetaFunction = () => [{ title: "Pick list" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const arrival = await arrivalPage(visit.world.db, visit.shop, idIn(visit, "arrival"));
  if (!arrival) throw notFound("arrival");
  const { id, at } = arrival;
  const picks = picksOf(arrival.orders);
  return { arrival: { id, title: titleOf(arrival), at }, picks, csv: pickListCsv(picks) };
});

export default function PickListRoute() {
  return <PickList {...useLoaderData<typeof loader>()} />;
}
