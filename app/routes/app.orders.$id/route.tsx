import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { idIn, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { orderPage } from "#app/database/pages/order.server.ts";
import { Order } from "./order.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.order.name ?? "Order" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, settings, today } = visit;
  const order = await orderPage(world.db, shop, idIn(visit, "order"), settings.calendar, today);
  if (!order) throw notFound("order");
  return { order };
});

export default function OrderRoute() {
  return <Order {...useLoaderData<typeof loader>()} />;
}
