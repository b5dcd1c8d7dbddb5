import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { idIn, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { appliesTo } from "#app/database/pages/applies.server.ts";
import { AppliesPage } from "./applies.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `What applies to ${data.applies.title}` : "What applies" },
];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, settings } = visit;
  const applies = await appliesTo(world.db, shop, idIn(visit, "product"));
  if (!applies) throw notFound("product");
  const { toleranceDays, confirmHours } = settings.policies;
  const { handlingDays, workingDays, cutOff } = settings.calendar;
  return {
    applies,
    calendar: { handlingDays, workingDays, cutOff },
    promise: { toleranceDays, confirmHours },
  };
});

export default function AppliesRoute() {
  const { applies, calendar, promise } = useLoaderData<typeof loader>();
  return <AppliesPage applies={applies} calendar={calendar} promise={promise} />;
}
