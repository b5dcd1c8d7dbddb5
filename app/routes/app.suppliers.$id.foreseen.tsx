import { page } from "#app/admin-page.server.ts";
import { readSupplier } from "#app/domain/supplier-form.ts";
import { supplierPaceForeseen } from "#app/flows/supplier-pace.server.ts";
import { supplierChangeForeseen } from "#app/flows/supplier-saved.server.ts";
import { readPace } from "./app.suppliers.$id/read-pace.ts";

/** Whom a disruption, days off or another choice of dates would move, asked while they are typed; null before they can be read. */
export const loader = page(async ({ world, shop, params, today, request }) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const supplierId = params["id"] ?? "";
  if (asked["kind"] === "dates") {
    const words = readSupplier(asked);
    return { foreseen: words.ok ? await supplierChangeForeseen(world, shop, supplierId, words.value) : null };
  }
  const read = readPace(asked["kind"] ?? "", asked, today);
  const foreseen = read?.ok ? await supplierPaceForeseen(world, shop, supplierId, read.value) : null;
  return { foreseen };
});
