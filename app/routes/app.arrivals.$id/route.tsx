import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, idIn, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { holdRules } from "#app/database/holds.server.ts";
import { arrivalPage } from "#app/database/pages/arrival.server.ts";
import { arrivalReleased } from "#app/flows/arrival-released.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { count } from "#app/components/words.ts";
import { titleOf } from "../app.arrivals._index/rows.tsx";
import { Arrival } from "./arrival.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? titleOf(data.arrival) : "Arrival" },
];

/** A delivery may be for more orders than anybody looks at at once. */
const shown = 100;

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop } = visit;
  const arrival = await arrivalPage(world.db, shop, idIn(visit, "arrival"));
  if (!arrival) throw notFound("arrival");
  const orders = arrival.orders.slice(0, shown);
  const more = arrival.orders.length - orders.length;
  return { arrival: { ...arrival, orders }, more, rules: await holdRules(world.db, shop) };
});

export const action = form(async (visit, fields, all) => {
  const { world, shop } = visit;
  const orders = all.getAll("orders").map(String);
  if (orders.length === 0)
    return data<FormAnswer>(
      { errors: { form: "Choose at least one order." }, typed: fields },
      { status: 422 },
    );
  const units = await arrivalReleased(world, shop, idIn(visit, "arrival"), orders);
  if (units === 0) return data<FormAnswer>({ errors: { form: changed }, typed: fields }, { status: 422 });
  return data<FormAnswer>({ said: `Releasing ${count(units, "unit")}` });
});

const changed =
  "Things changed while you were looking: nothing of these orders is on hold and ready anymore.";

export default function ArrivalRoute() {
  return <Arrival {...useLoaderData<typeof loader>()} />;
}
