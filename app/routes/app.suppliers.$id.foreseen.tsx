import { page } from "#app/admin-page.server.ts";
import { supplierPaceForeseen } from "#app/flows/supplier-pace.server.ts";
import { readPace } from "./app.suppliers.$id/read-pace.ts";

/** Whom a disruption or days off would move, asked while they are typed; null before they can be read. */
export const loader = page(async ({ world, shop, params, today, request }) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const read = readPace(asked["kind"] ?? "", asked, today);
  const foreseen = read?.ok ? await supplierPaceForeseen(world, shop, params["id"] ?? "", read.value) : null;
  return { foreseen };
});
