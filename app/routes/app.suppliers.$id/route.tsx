import { redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { supplierPage } from "#app/database/pages/suppliers.server.ts";
import { nameTaken, readSupplier } from "#app/domain/supplier-form.ts";
import { supplierRemoved } from "#app/flows/supplier-removed.server.ts";
import { supplierChanged } from "#app/flows/supplier-saved.server.ts";
import { done, wrong } from "../app.incoming.$id/take.server.ts";
import { Supplier } from "./supplier.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.supplier.name ?? "Supplier" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, today, settings } = visit;
  const { timeZone } = settings.calendar;
  const supplier = await supplierPage(world.db, shop, supplierIn(visit), today, timeZone);
  if (!supplier) throw notFound("supplier");
  return { supplier };
});

export const action = form(async (visit, fields) => {
  const { world, shop } = visit;
  const supplierId = supplierIn(visit);
  if (fields["intent"] === "remove") {
    const removed = await supplierRemoved(world, shop, supplierId);
    return removed === "removed"
      ? redirect("/app/suppliers")
      : wrong({ form: "A delivery or a product names it now, so it stays." }, fields);
  }
  if (fields["intent"] !== "save") throw notFound("form");
  const read = readSupplier(fields);
  if (!read.ok) return wrong(read.errors, fields);
  const changed = await supplierChanged(world, shop, supplierId, read.value);
  if (changed === "not_found") throw notFound("supplier");
  return changed === "name_taken" ? wrong({ name: nameTaken }, fields) : done("Supplier saved");
});

function supplierIn(visit: Visit): string {
  const id = visit.params["id"] ?? "";
  if (!/^[\w-]{1,40}$/.test(id)) throw notFound("supplier");
  return id;
}

export default function SupplierRoute() {
  return <Supplier {...useLoaderData<typeof loader>()} />;
}
