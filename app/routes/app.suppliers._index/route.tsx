import { redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { suppliersPage } from "#app/database/pages/suppliers.server.ts";
import { nameTaken, readSupplier } from "#app/domain/supplier-form.ts";
import { supplierAdded } from "#app/flows/supplier-saved.server.ts";
import { wrong } from "../app.incoming.$id/take.server.ts";
import { Suppliers } from "./suppliers.tsx";

export const meta: MetaFunction = () => [{ title: "Suppliers" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, today, settings }) => ({
  suppliers: await suppliersPage(world.db, shop, today, settings.calendar.timeZone),
}));

export const action = form(async ({ world, shop, actionId }, fields) => {
  const read = readSupplier(fields);
  if (!read.ok) return wrong(read.errors, fields);
  const added = await supplierAdded(world, shop, { ...read.value, supplierId: actionId });
  if (added === "name_taken") return wrong({ name: nameTaken }, fields);
  return redirect(`/app/suppliers/${added.supplierId}`);
});

export default function SuppliersRoute() {
  return <Suppliers {...useLoaderData<typeof loader>()} />;
}
