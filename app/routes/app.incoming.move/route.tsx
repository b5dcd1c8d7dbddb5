import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { movableDeliveries } from "#app/database/pages/deliveries.server.ts";
import { supplierNames } from "#app/database/suppliers.server.ts";
import type { Moving } from "#app/domain/delivery-batch.ts";
import { isDay } from "#app/domain/days.ts";
import { moveBegun } from "#app/flows/deliveries-batched.server.ts";
import { count } from "#app/components/words.ts";
import { MoveDeliveries } from "./move-deliveries.tsx";

export const meta: MetaFunction = () => [{ title: "Move dates" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const params = new URL(request.url).searchParams;
  const asked = {
    supplierId: params.get("supplier_id") ?? "",
    search: (params.get("search") ?? "").trim().slice(0, 200),
  };
  const [deliveries, suppliers] = await Promise.all([
    movableDeliveries(world.db, shop, asked),
    supplierNames(world.db, shop),
  ]);
  return { deliveries, suppliers, asked };
});

export const action = form(async ({ world, shop, today }, fields, all) => {
  const deliveryIds = all
    .getAll("deliveryId")
    .flatMap((id) => (typeof id === "string" && /^[\w-]{1,40}$/.test(id) ? [id] : []));
  const errors: Record<string, string> = {};
  if (deliveryIds.length === 0) errors["form"] = "Choose at least one delivery.";
  const { how, by = "", to = "" } = fields;
  if (how === "to" && !(isDay(to) && to >= today)) errors["to"] = "Enter a date from today on.";
  if (how !== "to" && !/^-?[1-9]\d{0,2}$/.test(by)) errors["by"] = "Enter days, such as 7 or -3.";
  if (Object.keys(errors).length > 0) return data({ errors, typed: fields }, { status: 422 });
  const moving: Moving = how === "to" ? { deliveryIds, to } : { deliveryIds, by: Number(by) };
  const days = Math.abs(Number(by));
  const where = how === "to" ? `to ${to}` : `${count(days, "day")} ${Number(by) > 0 ? "later" : "earlier"}`;
  const name = `Move ${count(deliveryIds.length, "delivery", "deliveries")} ${where}`;
  return redirect(`/app/incoming/batches/${await moveBegun(world, shop, name, moving)}`);
});

export default function MoveRoute() {
  return <MoveDeliveries {...useLoaderData<typeof loader>()} />;
}
