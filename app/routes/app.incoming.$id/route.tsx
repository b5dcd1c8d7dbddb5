import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { packingOf } from "#app/database/date-rules.server.ts";
import { recentActions } from "#app/database/delivery-changes.server.ts";
import { nativePart } from "#app/database/pages/native.server.ts";
import { supplierNames } from "#app/database/suppliers.server.ts";
import { deliveryPage } from "#app/database/pages/delivery.server.ts";
import { openProposals } from "#app/database/pages/proposals.server.ts";
import { openWrites } from "#app/database/stock-writes.server.ts";
import { dayIn } from "#app/domain/days.ts";
import { Delivery } from "./delivery.tsx";
import { isDeliveryIntent, takeDeliveryForm } from "./take.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.delivery.reference ?? "Delivery" },
];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, settings, today } = visit;
  const delivery = await deliveryPage(world.db, shop, deliveryIn(visit), today);
  if (!delivery) throw notFound("delivery");
  const native = await nativePart(world.db, shop, delivery.deliveryId);
  const suppliers = delivery.managed ? await supplierNames(world.db, shop) : [];
  const { timeZone } = settings.calendar;
  const since = new Date(world.now().getTime() - 86_400_000);
  const [actions, writes] = await Promise.all([
    recentActions(world.db, shop, delivery.deliveryId, since),
    openWrites(world.db, shop, delivery.deliveryId),
  ]);
  const doneToday = actions
    .filter((a) => dayIn(timeZone, a.at) === today)
    .map((a) => ({ ...a, at: a.at.toISOString() }));
  const proposals = await openProposals(world.db, shop, delivery.deliveryId);
  return {
    delivery,
    doneToday,
    writes,
    proposals,
    native,
    suppliers,
    calendar: await packingOf(
      world.db,
      shop,
      settings.calendar,
      delivery.lines.map((l) => l.itemId),
    ),
  };
});

export const action = form(async (visit, fields) => {
  const { intent } = fields;
  if (!isDeliveryIntent(intent)) throw notFound("form");
  return takeDeliveryForm(visit, fields, intent, {
    deliveryId: deliveryIn(visit),
    itemId: fields["itemId"] ?? "",
  });
});

function deliveryIn(visit: Visit): string {
  const id = visit.params["id"] ?? "";
  if (!/^[\w-]{1,40}$/.test(id)) throw notFound("delivery");
  return id;
}

export default function DeliveryRoute() {
  return <Delivery {...useLoaderData<typeof loader>()} />;
}
