import { redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { itemsBySku, openLocations } from "#app/database/pages/delivery.server.ts";
import { supplierNames } from "#app/database/suppliers.server.ts";
import { mostLines, readDelivery, readLines } from "#app/domain/delivery-form.ts";
import { deliveryOfLinesEntered } from "#app/flows/delivery-entered.server.ts";
import { wrong } from "../app.incoming.$id/take.server.ts";
import { NewDelivery } from "./new-delivery.tsx";

export const meta: MetaFunction = () => [{ title: "Add delivery" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, settings }) => {
  const [locations, suppliers] = await Promise.all([
    openLocations(world.db, shop),
    supplierNames(world.db, shop),
  ]);
  const { handlingDays, workingDays, closed } = settings.calendar;
  return { locations, suppliers, calendar: { handlingDays, workingDays, closed } };
});

export const action = form(async ({ world, shop, today, actionId: deliveryId }, fields) => {
  const [locations, suppliers, items] = await Promise.all([
    openLocations(world.db, shop),
    supplierNames(world.db, shop),
    itemsBySku(
      world.db,
      shop,
      Array.from({ length: mostLines }, (_, i) => fields[`sku${i}`] ?? ""),
    ),
  ]);
  const ids = (some: { id: string }[]) => some.map((s) => s.id);
  const delivery = readDelivery(fields, { locations: ids(locations), suppliers: ids(suppliers) }, today);
  const lines = readLines(fields, items);
  if (!delivery.ok || !lines.ok)
    return wrong({ ...(!delivery.ok && delivery.errors), ...(!lines.ok && lines.errors) }, fields);
  await deliveryOfLinesEntered(world, shop, { ...delivery.value, deliveryId }, lines.value);
  return redirect(`/app/incoming/${deliveryId}`);
});

export default function NewDeliveryRoute() {
  return <NewDelivery {...useLoaderData<typeof loader>()} />;
}
